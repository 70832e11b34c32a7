#include "lock/holder.hpp"

#include <gtest/gtest.h>

namespace gander::lock {
namespace {

TEST(Holder, IsDescribedOnOneLine)
{
    EXPECT_EQ(describe({.who = "gander 1.0.0, pid 12",
                        .since = "2026-11-22 10:00:00 UTC",
                        .doing = "CREATE\n  TABLE t"}),
              "gander 1.0.0, pid 12, since 2026-11-22 10:00:00 UTC, running: CREATE TABLE t");
    EXPECT_EQ(describe({.who = "another session"}), "another session");
}

TEST(Holder, ShowsNothingOfAStatementFromTheFirstQuoteOn)
{
    EXPECT_EQ(describe({.who = "x", .doing = "ALTER ROLE app PASSWORD 'secret'"}),
              "x, running: ALTER ROLE app PASSWORD ...");
    EXPECT_EQ(describe({.who = "x", .doing = "DO $$ secret $$"}), "x, running: DO ...");
    EXPECT_EQ(describe({.who = "x", .doing = "VACUUM -- secret"}), "x, running: VACUUM ...");
    EXPECT_EQ(describe({.who = "x", .doing = "/* secret */ VACUUM"}), "x, running: ...");
    EXPECT_EQ(describe({.who = "postgres://u:secret@h/d, pid 1"}), "postgres://u:xxxxx@h/d, pid 1");
}

TEST(Holder, ShowsTheBeginningOfALongStatement)
{
    auto const text = describe({.who = "x", .doing = std::string(1000, 'a')});
    EXPECT_EQ(text, "x, running: " + std::string(60, 'a') + "...");
}

TEST(Holder, IsReadFromARow)
{
    EXPECT_FALSE(holder_of({}));
    auto const holder = holder_of({{"me", std::nullopt, "SELECT 1", "1"}});
    ASSERT_TRUE(holder);
    EXPECT_EQ(*holder, (Holder{.who = "me", .doing = "SELECT 1", .at_work = true}));
}

} // namespace
} // namespace gander::lock
