#include "lock/lock.hpp"
#include "unit/temporary_folder.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

namespace gander::lock {
namespace {

using testing::HasSubstr;

TEST(FileLock, IsHeldByOneAtATimeAndGoneAfterwards)
{
    test::TemporaryFolder const folder;
    auto const path = (folder.path() / "x.db.gander-lock").string();
    auto const first = make_file_lock(path);
    auto const second = make_file_lock(path);
    EXPECT_FALSE(first->take());
    EXPECT_FALSE(first->take()) << "it is ours already";
    auto const holder = second->take();
    ASSERT_TRUE(holder);
    EXPECT_THAT(holder->who, HasSubstr("pid " + std::to_string(getpid())));
    first->release();
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_FALSE(second->take());
}

TEST(FileLock, EndsWithItsOwner)
{
    test::TemporaryFolder const folder;
    auto const path = (folder.path() / "lock").string();
    EXPECT_FALSE(make_file_lock(path)->take());
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(FileLock, SaysWhyItCannotBeMade)
{
    try {
        make_file_lock("/nowhere/at/all")->take();
        FAIL();
    } catch (Error const &error) {
        EXPECT_THAT(error.what(), HasSubstr("/nowhere/at/all"));
        EXPECT_THAT(error.hint(), HasSubstr("must be writable"));
    }
}

} // namespace
} // namespace gander::lock
