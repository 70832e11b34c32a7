#include "cli/install_hint.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace gander::cli {
namespace {

TEST(InstallHint, names_the_user_who_may_not_write)
{
    EXPECT_EQ(install_hint(EACCES, 1, 65532), "the folder must be writable for user 65532, who runs this");
}

TEST(InstallHint, says_how_much_room_is_needed_rounded_up)
{
    EXPECT_EQ(install_hint(ENOSPC, 7'600'000, 0), "the program needs 8 MB there");
    EXPECT_EQ(install_hint(EDQUOT, 8'000'000, 0), install_hint(ENOSPC, 7'600'000, 0));
}

TEST(InstallHint, tells_a_file_from_a_folder_in_the_way)
{
    EXPECT_NE(install_hint(ENOTDIR, 1, 0).find("is a file"), std::string::npos);
    EXPECT_NE(install_hint(EISDIR, 1, 0).find("take the folder away"), std::string::npos);
}

TEST(InstallHint, has_nothing_to_add_to_a_broken_disk) { EXPECT_EQ(install_hint(EIO, 1, 0), ""); }

} // namespace
} // namespace gander::cli
