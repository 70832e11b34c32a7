#include "store/timestamp.hpp"

#include <gtest/gtest.h>

namespace gander::store {
namespace {

using namespace std::chrono;

TimePoint time(int hour, int minute, int second, int micros = 0)
{
    return sys_days{2026y / November / 22} + hours{hour} + minutes{minute} + seconds{second} +
           microseconds{micros};
}

TEST(Timestamp, ReadsEveryFormThatDatabasesWrite)
{
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02"), time(16, 5, 2));
    EXPECT_EQ(parse_timestamp("2026-11-22T16:05:02Z"), time(16, 5, 2));
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05"), time(16, 5, 0));
    EXPECT_EQ(parse_timestamp("2026-11-22"), time(0, 0, 0));
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02.123456"), time(16, 5, 2, 123456));
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02.5"), time(16, 5, 2, 500000));
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02.123456789"), time(16, 5, 2, 123456));
}

TEST(Timestamp, AYearMayHaveMoreThanFourDigits)
{
    EXPECT_EQ(parse_timestamp("10000-01-02 03:04:05"),
              sys_days{std::chrono::year{10000} / January / 2} + hours{3} + minutes{4} + seconds{5});
    EXPECT_TRUE(parse_timestamp("32767-12-31").has_value());
    EXPECT_EQ(parse_timestamp("32768-01-01"), std::nullopt);
}

TEST(Timestamp, AnOffsetIsNotApplied)
{
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02+02:00"), time(16, 5, 2));
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02-0130"), time(16, 5, 2));
    EXPECT_EQ(parse_timestamp("2026-11-22 16:05:02+02"), time(16, 5, 2));
}

TEST(Timestamp, RefusesAnythingElse)
{
    for (auto const *text : {"", "yesterday", "2026-13-01", "2026-11-22 25:00", "2026-11-22 16:05:02 or so",
                             "2026-11-22 16", "22.11.2026", "2026-11-22 16:05:02+", "-026-11-22"}) {
        EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace gander::store
