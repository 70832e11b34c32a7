#include "model/history.hpp"

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::ElementsAre;

TimePoint at(int seconds) { return TimePoint{std::chrono::seconds{seconds}}; }

TEST(CurrentVersion, IsTheLastInsertedNotTheHighest)
{
    EXPECT_EQ(current_version({true, {{.version = 2}, {.version = 3}, {.version = 0}}}), 2);
}

TEST(CurrentVersion, SkipsWhatANewerRowTakesBack)
{
    EXPECT_EQ(current_version({true, {{.version = 3, .applied = false}, {.version = 3}, {.version = 1}}}), 1);
}

TEST(CurrentVersion, KnowsNoTableFromAnEmptyOne)
{
    EXPECT_EQ(current_version({}), 0);
    EXPECT_EQ(current_version({.exists = true}), std::nullopt);
}

TEST(AppliedVersions, TheNewestRowDecides)
{
    EXPECT_THAT(applied_versions({true, {{.version = 2}, {.version = 1, .applied = false}, {.version = 1}}}),
                ElementsAre(2));
}

TEST(After, DownRemovesEveryRowOfTheVersion)
{
    History const history{true, {{.version = 2}, {.version = 2}, {.version = 1}}};
    auto const left = after(history, {.source = {.version = 2}, .direction = Direction::down});
    EXPECT_EQ(left, (History{true, {{.version = 1}}}));
}

TEST(After, UpPutsARowOnTop)
{
    auto const left = after({}, {.source = {.version = 2}});
    EXPECT_EQ(left, (History{true, {{.version = 2}}}));
}

TEST(LatestRows, TheNewestTimeWinsAndTheNewestRowBreaksTies)
{
    History const history{true,
                          {{.version = 1, .applied = false, .at = at(5)},
                           {.version = 1, .applied = true, .at = at(9)},
                           {.version = 2, .applied = false, .at = at(7)},
                           {.version = 2, .applied = true, .at = at(7)}}};
    auto const latest = latest_rows(history);
    EXPECT_TRUE(latest.at(1).applied);
    EXPECT_FALSE(latest.at(2).applied);
}

} // namespace
} // namespace gander
