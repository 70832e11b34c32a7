#include "cli/goose_text.hpp"

#include <gtest/gtest.h>

namespace gander::cli {
namespace {

TEST(GooseText, tells_the_way_out_of_a_go_file)
{
    EXPECT_EQ(goose_error_line("up", true, Error(Errc::unsupported, "ERROR m/2_b.go: cannot", "do this")),
              "goose run: ERROR m/2_b.go: cannot; do this");
    EXPECT_EQ(goose_error_line("up", true, Error(Errc::no_migrations, "none", "do this")), "goose run: none");
}

TEST(GooseText, tells_what_happens_and_not_what_goose_takes_without_a_word)
{
    EXPECT_FALSE(is_silent_in_goose("postgres:5432 refused the connection; waiting up to 2m"));
    EXPECT_FALSE(is_silent_in_goose("connected again: m/1_x.sql had been committed"));
    EXPECT_FALSE(is_silent_in_goose("connected again: m/1_x.sql: unknown"));
    EXPECT_TRUE(is_silent_in_goose("m/1_x.sql:4:24: `$$` becomes `$` while ENVSUB is on"));
    EXPECT_TRUE(is_silent_in_goose("pool_max_conns in the connection string is not known to libpq 15 and was "
                                   "ignored"));
}

} // namespace
} // namespace gander::cli
