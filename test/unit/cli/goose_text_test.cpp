#include "cli/goose_text.hpp"

#include <gtest/gtest.h>

namespace gander::cli {
namespace {

TEST(GooseText, tells_what_happens_and_not_what_goose_takes_without_a_word)
{
    EXPECT_FALSE(is_silent_in_goose("postgres:5432 refused the connection; waiting up to 2m"));
    EXPECT_FALSE(is_silent_in_goose("connected again: m/1_x.sql had been committed"));
    EXPECT_FALSE(is_silent_in_goose("connected again: m/1_x.sql: unknown"));
    EXPECT_TRUE(is_silent_in_goose("m/1_x.sql:4:24: `$$` becomes `$` while ENVSUB is on"));
    EXPECT_TRUE(
        is_silent_in_goose("pool_max_conns in the connection string is for goose's client library only "
                           "and was ignored"));
}

} // namespace
} // namespace gander::cli
