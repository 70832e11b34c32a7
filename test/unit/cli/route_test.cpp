#include "cli/route.hpp"

#include <gmock/gmock.h>

namespace gander::cli {
namespace {

std::string through(std::string const &dbstring, std::string const &driver = "postgres")
{
    return Route{.port = "4"}.through({.driver = driver, .dbstring = dbstring});
}

TEST(Route, KeepsTheName)
{
    EXPECT_EQ(through("postgres://u:p@db:5432/d"), "postgres://u:p@db:5432/d?hostaddr=127.0.0.1&port=4");
    EXPECT_EQ(through("postgres://db/d?sslmode=verify-full"),
              "postgres://db/d?sslmode=verify-full&hostaddr=127.0.0.1&port=4");
    EXPECT_EQ(through("host=db port=5432 user=u"), "host=db port=5432 user=u hostaddr=127.0.0.1 port=4");
    EXPECT_EQ(through("postgres://u:p,@h1:1,h2:2/d"),
              "postgres://u:p,@h1:1,h2:2/d?host=h1&hostaddr=127.0.0.1&port=4");
    EXPECT_EQ(through("", "pgx"), " hostaddr=127.0.0.1 port=4");
}

TEST(Route, LeadsToPostgresqlAlone) { EXPECT_THROW(through("x.db", "sqlite3"), Error); }

} // namespace
} // namespace gander::cli
