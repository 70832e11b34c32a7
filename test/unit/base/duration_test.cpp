#include "base/duration.hpp"

#include <gmock/gmock.h>

namespace gander {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

TEST(ParseDuration, ReadsGosDurations)
{
    EXPECT_EQ(parse_duration("1h13m"), 73min);
    EXPECT_EQ(parse_duration("90s"), 90s);
    EXPECT_EQ(parse_duration("300ms"), 300ms);
    EXPECT_EQ(parse_duration("1.5h"), 90min);
    EXPECT_EQ(parse_duration("-2m"), -2min);
    EXPECT_EQ(parse_duration("+.5s"), 500ms);
    EXPECT_EQ(parse_duration("1.s"), 1s);
    EXPECT_EQ(parse_duration("0"), 0ns);
    EXPECT_EQ(parse_duration("-0"), 0ns);
    EXPECT_EQ(parse_duration("2us3ns"), 2003ns);
    EXPECT_EQ(parse_duration("2µs"), 2us) << "micro sign";
    EXPECT_EQ(parse_duration("2μs"), 2us) << "Greek letter";
    EXPECT_EQ(parse_duration("0.3333333333333333333h"), nanoseconds{1'200'000'000'000});
}

TEST(ParseDuration, RefusesEverythingElse)
{
    for (char const *const text : {"", "5", "-", "+", ".", ".s", "s", "5 s", " 5s", "5s ", "1h-2m", "1e3s",
                                   "5S", "1d", "--1s", "1h2", "0x5s", "1.2.3s"}) {
        EXPECT_EQ(parse_duration(text), std::nullopt) << text;
    }
}

TEST(ParseDuration, StopsAtTheEndsOfItsRange)
{
    EXPECT_EQ(parse_duration("9223372036854775807ns"), nanoseconds::max());
    EXPECT_EQ(parse_duration("-9223372036854775808ns"), nanoseconds::min());
    EXPECT_EQ(parse_duration("9223372036854775808ns"), std::nullopt);
    EXPECT_EQ(parse_duration("9223372036.854775808s"), std::nullopt);
    EXPECT_EQ(parse_duration("99999999999999999999h"), std::nullopt);
    EXPECT_EQ(parse_duration("2562048h"), std::nullopt);
}

TEST(FormatDuration, PrintsAsGoDoes)
{
    EXPECT_EQ(format_duration(0ns), "0s");
    EXPECT_EQ(format_duration(1ns), "1ns");
    EXPECT_EQ(format_duration(995780ns), "995.78µs");
    EXPECT_EQ(format_duration(60460us), "60.46ms");
    EXPECT_EQ(format_duration(1s), "1s");
    EXPECT_EQ(format_duration(62350ms), "1m2.35s");
    EXPECT_EQ(format_duration(1h), "1h0m0s");
    EXPECT_EQ(format_duration(-1500ms), "-1.5s");
    EXPECT_EQ(format_duration(nanoseconds::min()), "-2562047h47m16.854775808s");
}

TEST(RoundDuration, KeepsHundredthsOfTheUnit)
{
    auto const rounded = [](nanoseconds duration) { return format_duration(round_duration(duration)); };
    EXPECT_EQ(rounded(2734567us), "2.73s");
    EXPECT_EQ(rounded(2735us * 1000), "2.74s") << "half goes away from zero";
    EXPECT_EQ(rounded(60464999ns), "60.46ms");
    EXPECT_EQ(rounded(995784ns), "995.78µs");
    EXPECT_EQ(rounded(999ns), "999ns");
    EXPECT_EQ(rounded(1s), "1s") << "one second is not more than one second";
    EXPECT_EQ(rounded(999999999ns), "1s");
    EXPECT_EQ(rounded(62351ms), "1m2.35s");
    EXPECT_EQ(rounded(nanoseconds::max()), "2562047h47m16.85s");
}

TEST(ShortDuration, HasNoMoreThanPeopleNeed)
{
    EXPECT_EQ(short_duration(2min), "2m");
    EXPECT_EQ(short_duration(1h), "1h");
    EXPECT_EQ(short_duration(90min), "1h30m");
    EXPECT_EQ(short_duration(90s), "1m30s");
    EXPECT_EQ(short_duration(3216ms), "3.2s");
    EXPECT_EQ(short_duration(1500ms), "1.5s");
    EXPECT_EQ(short_duration(20s), "20s");
    EXPECT_EQ(short_duration(59980ms), "1m");
    EXPECT_EQ(short_duration(63216ms), "1m3s");
    EXPECT_EQ(short_duration(10min + 5s), "10m5s");
    EXPECT_EQ(short_duration(300ms), "300ms");
    EXPECT_EQ(short_duration(400us), "1ms");
    EXPECT_EQ(short_duration(999500us), "1s");
    EXPECT_EQ(short_duration(0s), "0s");
}

} // namespace gander
