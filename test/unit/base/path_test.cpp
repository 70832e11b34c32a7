#include "base/file.hpp"
#include "base/path.hpp"

#include <gmock/gmock.h>

#include <cerrno>

namespace gander {

TEST(JoinedPath, IsTheShortestSpelling)
{
    EXPECT_EQ(joined_path("m", "x.sql"), "m/x.sql");
    EXPECT_EQ(joined_path("./m", "x.sql"), "m/x.sql");
    EXPECT_EQ(joined_path("m/", "x.sql"), "m/x.sql");
    EXPECT_EQ(joined_path(".", "x.sql"), "x.sql");
    EXPECT_EQ(joined_path("", "x.sql"), "x.sql");
    EXPECT_EQ(joined_path("a/./b//c/../d", "x.sql"), "a/b/d/x.sql");
    EXPECT_EQ(joined_path("../../m", "x.sql"), "../../m/x.sql");
    EXPECT_EQ(joined_path("a/../..", "x.sql"), "../x.sql");
    EXPECT_EQ(joined_path("/", "x.sql"), "/x.sql");
    EXPECT_EQ(joined_path("/../m", "x.sql"), "/m/x.sql");
    EXPECT_EQ(joined_path("//srv//m", "x.sql"), "/srv/m/x.sql");
    EXPECT_EQ(joined_path("a", ".."), ".");
}

TEST(SystemReason, IsWrittenAsGoWritesIt)
{
    EXPECT_EQ(system_reason(ENOENT), "no such file or directory");
    EXPECT_EQ(system_reason(EACCES), "permission denied");
    EXPECT_EQ(system_reason(EISDIR), "is a directory");
    EXPECT_EQ(system_reason(EEXIST), "file exists");
}

TEST(ReadFile, ReadsFilesThatHaveNoSize)
{
    auto const file = read_file("/proc/self/status");
    EXPECT_EQ(file.error, "");
    EXPECT_THAT(file.text, testing::StartsWith("Name:"));
}

} // namespace gander
