#include "cli/summary.hpp"

#include <gtest/gtest.h>

namespace gander::cli {
namespace {

TEST(PlaceOf, names_a_database_as_people_do)
{
    EXPECT_EQ(place_of({.driver = "postgres", .host = "db", .port = "5432", .database = "app"}), "db:5432");
    EXPECT_EQ(place_of({.driver = "postgres", .host = "::1", .port = "5432"}), "[::1]:5432");
    EXPECT_EQ(place_of({.driver = "postgres", .host = "/run/pg", .port = "5432"}), "/run/pg/.s.PGSQL.5432");
    EXPECT_EQ(place_of({.driver = "sqlite3", .database = "x.db"}), "x.db");
}

Step file(std::string name, Kind kind = Kind::sql)
{
    return {.source = {.kind = kind, .path = "m/" + std::move(name)}};
}

TEST(FailureSummary, tells_migrations_from_after_steps)
{
    Report report{.from = 1, .to = 2, .done = {{.step = file("2.sql")}}};
    report.failed = Failure{.step = file("a.after", Kind::after)};
    report.skipped = {file("b.after", Kind::after)};
    EXPECT_EQ(failure_summary(report, true, "up"),
              "  done:        1 migration\n"
              "  failed:      after-step a.after; its transaction was rolled back, nothing of it remains\n"
              "  not reached: after-step b.after\n"
              "  the database is at version 2\n");
}

TEST(FailureSummary, lists_what_was_not_reached_by_kind)
{
    Report report{.skipped = {file("2.sql"), file("3.sql"), file("a.after", Kind::after)}};
    EXPECT_EQ(failure_summary(report, false, "up"),
              "  done:        nothing\n"
              "  not reached: 2 migrations, 2.sql to 3.sql; after-step a.after\n");
}

} // namespace
} // namespace gander::cli
