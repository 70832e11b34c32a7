// What a deployed pod reports, as the errors that docs/testing.md has.
#include "testing/outcome.hpp"

#include <gander/testing/error.hpp>

#include <gmock/gmock.h>

namespace {

using gander::kubernetes::Rollout;
using gander::testing::MigrationFailed;
using gander::testing::PostgresNotReady;
using gander::testing::require_ready;
using ::testing::HasSubstr;

Rollout ended(int code, std::string const &report, bool settled)
{
    return {.settled = settled,
            .pod = "p",
            .gate = gander::kubernetes::Try{.pod = "p", .exit_code = code, .message = report},
            .waits_for = "pod p: not ready: gander"};
}

std::string step(std::string const &state)
{
    return R"({"failed": {"version": 2, "path": "/migrations/00002_b.sql", "message": "ERROR: no",
               "place": {"path": "/migrations/00002_b.sql", "line": 3, "column": 8},
               "diagnostic": {"code": ")" +
           state + R"(", "hint": "perhaps"}}, "error": {"code": "sql"}})";
}

TEST(Outcome, Ready) { EXPECT_NO_THROW(require_ready({.ready = true}, "m")); }

TEST(Outcome, AMigrationFailed)
{
    try {
        require_ready(ended(1, step("42P01"), true), "db/m");
        FAIL() << "it was ready";
    } catch (MigrationFailed const &error) {
        EXPECT_EQ(error.file(), "db/m/00002_b.sql");
        EXPECT_EQ(error.line(), 3);
        EXPECT_EQ(error.version(), 2);
        EXPECT_STREQ(error.what(), "db/m/00002_b.sql:3:8: ERROR: no");
        EXPECT_EQ(error.hint(), "perhaps");
        EXPECT_FALSE(error.retryable());
    }
}

TEST(Outcome, AMigrationIsLate)
{
    try {
        require_ready(ended(75, step("55P03"), false), "m");
        FAIL() << "it was ready";
    } catch (MigrationFailed const &error) {
        EXPECT_TRUE(error.retryable());
    }
}

TEST(Outcome, AFileCannotBeRead)
{
    auto const *const report =
        R"({"error": {"code": "parse", "problems": [{"message": "NAME is not set", "hint": "set it",
            "place": {"path": "/migrations/00001_a.sql", "line": 2, "column": 1}}]}})";
    try {
        require_ready(ended(1, report, true), "m");
        FAIL() << "it was ready";
    } catch (MigrationFailed const &error) {
        EXPECT_STREQ(error.what(), "m/00001_a.sql:2:1: NAME is not set");
        EXPECT_EQ(error.hint(), "set it");
    }
}

TEST(Outcome, ItIsRefusedForGood)
{
    auto const *const report =
        R"({"error": {"code": "connection", "message": "no such role", "diagnostic": {"code": "28000"}}})";
    try {
        require_ready(ended(1, report, true), "m");
        FAIL() << "it was ready";
    } catch (gander::SqlError const &error) {
        EXPECT_THAT(error.what(), HasSubstr("no such role"));
        EXPECT_EQ(error.diagnostic().code, "28000");
        EXPECT_FALSE(error.retryable());
    }
    EXPECT_THROW(require_ready(ended(1, "cut", true), "m"), gander::Error);
}

TEST(Outcome, ItIsLateOrStuck)
{
    EXPECT_THROW(require_ready(ended(75, R"({"error": {"code": "connection"}})", false), "m"),
                 PostgresNotReady);
    EXPECT_THROW(require_ready({.waits_for = "there is no pod yet"}, "m"), PostgresNotReady);
    auto stuck = ended(1, step("42P01"), false);
    stuck.obstacle = gander::kubernetes::Obstacle{"its image is not there", ""};
    EXPECT_THROW(require_ready(stuck, "m"), PostgresNotReady);
}

} // namespace
