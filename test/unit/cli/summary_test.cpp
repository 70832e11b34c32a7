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

} // namespace
} // namespace gander::cli
