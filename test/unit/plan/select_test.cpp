#include "plan/select.hpp"

#include <gmock/gmock.h>

namespace gander::plan {
namespace {

using testing::ElementsAre;

std::vector<Source> files(std::vector<Version> const &versions)
{
    std::vector<Source> sources;
    for (auto const version : versions) {
        sources.push_back({.version = version, .path = "m/" + std::to_string(version) + "_x.sql"});
    }
    return sources;
}

/// Rows in the order they were inserted; the first is the oldest. A negative version is a row that says "not
/// applied", as goose wrote them long ago.
History rows(std::vector<Version> const &oldest_first)
{
    History history{.exists = true};
    for (auto const version : oldest_first) {
        history.rows.insert(history.rows.begin(), {.version = std::abs(version), .applied = version >= 0});
    }
    return history;
}

std::vector<Version> up(Plan const &plan)
{
    std::vector<Version> steps;
    for (auto const &step : plan.steps) {
        steps.push_back(step.direction == Direction::up ? step.source.version : -step.source.version);
    }
    return steps;
}

Errc code_of(auto const &action)
{
    try {
        action();
    } catch (Error const &error) {
        return error.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return Errc::io;
}

TEST(SelectUp, TakesWhatIsNewerThanTheNewestApplied)
{
    auto const plan = select(files({1, 2, 3, 4}), rows({0, 1, 2}), {Verb::up}, {});
    EXPECT_THAT(up(plan), ElementsAre(3, 4));
    EXPECT_EQ(plan.from, 2);
    EXPECT_EQ(plan.to, 4);
}

TEST(SelectUp, AfterStepsComeAlsoWithNothingElse)
{
    std::vector<Source> const after = {{.kind = Kind::after, .path = "b"},
                                       {.kind = Kind::after, .path = "a"}};
    for (bool const versioning : {true, false}) {
        auto const plan = select(files({1}), rows({0, 1}), {.after = after}, {.versioning = versioning});
        ASSERT_EQ(plan.after.size(), 2U);
        EXPECT_EQ(plan.after[0].source, after[0]);
        EXPECT_EQ(plan.after[1].source, after[1]);
        EXPECT_FALSE(is_empty(plan));
        EXPECT_EQ(plan.to, 1);
    }
    EXPECT_TRUE(is_empty(select(files({1}), rows({0, 1}), {}, {})));
}

TEST(SelectUp, ANewDatabaseGetsEverything)
{
    EXPECT_THAT(up(select(files({1, 2}), {}, {Verb::up}, {})), ElementsAre(1, 2));
}

TEST(SelectUp, RefusesLateFilesAndNamesThem)
{
    try {
        select(files({1, 2, 3}), rows({0, 1, 3}), {Verb::up}, {});
        FAIL();
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::out_of_order);
        EXPECT_STREQ(error.what(),
                     "error: found 1 missing migrations before current version 3:\n\tversion 2: m/2_x.sql");
    }
}

TEST(SelectUp, LateFilesGoFirstWhenTheyAreAllowed)
{
    auto const plan = select(files({1, 2, 3, 5, 6}), rows({0, 1, 5}), {Verb::up}, {.allow_missing = true});
    EXPECT_THAT(up(plan), ElementsAre(2, 3, 6));
}

TEST(SelectUp, TheSummaryVersionIsTheLastAppliedNotTheHighest)
{
    auto const plan = select(files({1, 2, 3}), rows({0, 1, 3}), {Verb::up}, {.allow_missing = true});
    EXPECT_EQ(plan.from, 3);
    EXPECT_EQ(plan.to, 2);
}

TEST(SelectUp, AnyRowCountsAsAppliedEvenOneThatSaysRolledBack)
{
    EXPECT_THAT(up(select(files({1, 2}), rows({0, 1, 2, -2}), {Verb::up}, {})), ElementsAre());
}

TEST(SelectUp, ByOneTakesTheFirst)
{
    EXPECT_THAT(up(select(files({1, 2, 3}), rows({0, 1}), {Verb::up_by_one}, {})), ElementsAre(2));
}

TEST(SelectUp, ATableWithoutRowsIsBroken)
{
    EXPECT_EQ(code_of([] { select(files({1}), rows({}), {Verb::up}, {}); }), Errc::history);
}

TEST(SelectDown, TakesTheLastInserted)
{
    auto const plan = select(files({1, 2, 3}), rows({0, 1, 3, 2}), {Verb::down}, {});
    EXPECT_THAT(up(plan), ElementsAre(-2));
    EXPECT_EQ(plan.to, 3);
}

TEST(SelectDown, NothingAppliedIsAnError)
{
    EXPECT_EQ(code_of([] { select(files({1}), {}, {Verb::down}, {}); }), Errc::version_not_found);
}

TEST(SelectDownTo, GoesBackInTheOrderOfInsertion)
{
    auto const plan = select(files({1, 2, 3, 4}), rows({0, 1, 3, 4, 2}), {Verb::down_to, 1}, {});
    EXPECT_THAT(up(plan), ElementsAre(-2, -4, -3));
    EXPECT_EQ(plan.to, 1);
}

TEST(SelectDownTo, StopsAtTheFirstVersionThatIsLowEnough)
{
    auto const plan = select(files({1, 2, 3}), rows({0, 1, 3, 2}), {Verb::down_to, 2}, {});
    EXPECT_THAT(up(plan), ElementsAre());
    EXPECT_EQ(plan.to, 2);
}

TEST(SelectDownTo, RefusesBeforeTheFirstStepWhenAFileIsGone)
{
    EXPECT_EQ(code_of([] {
                  select(files({1, 3}), rows({0, 1, 2, 3}), {Verb::down_to, 0}, {});
              }),
              Errc::version_not_found);
}

TEST(SelectDownTo, DuplicateRowsOfAVersionGoTogether)
{
    auto const plan = select(files({1, 2}), rows({0, 1, 2, 2}), {Verb::down_to, 1}, {});
    EXPECT_THAT(up(plan), ElementsAre(-2));
}

TEST(SelectRedo, IsDownAndUpOfTheCurrentVersion)
{
    auto const plan = select(files({1, 2}), rows({0, 1, 2}), {Verb::redo}, {});
    EXPECT_THAT(up(plan), ElementsAre(-2, 2));
    EXPECT_EQ(plan.to, 2);
}

TEST(SelectReset, GoesInTheOrderOfVersionsAndSkipsFilesThatAreGone)
{
    auto const plan = select(files({1, 2, 4}), rows({0, 1, 4, 3, 2}), {Verb::reset}, {});
    EXPECT_THAT(up(plan), ElementsAre(-4, -2, -1));
    EXPECT_EQ(plan.to, 3);
}

TEST(SelectOne, AppliesOutOfOrderOnRequestOnly)
{
    EXPECT_THAT(up(select(files({1, 2, 3}), rows({0, 3}), {Verb::apply, 2}, {})), ElementsAre(2));
    EXPECT_THAT(up(select(files({1, 2, 3}), rows({0, 1, 3}), {Verb::unapply, 1}, {})), ElementsAre(-1));
    EXPECT_EQ(code_of([] { select(files({1}), rows({0, 1}), {Verb::apply, 1}, {}); }), Errc::already_applied);
    EXPECT_EQ(code_of([] { select(files({1}), rows({0}), {Verb::unapply, 1}, {}); }), Errc::not_applied);
    EXPECT_EQ(code_of([] { select(files({1}), rows({0}), {Verb::apply, 7}, {}); }), Errc::version_not_found);
}

TEST(SelectUnversioned, TheFilesAloneDecide)
{
    Policy const policy{.versioning = false};
    EXPECT_THAT(up(select(files({1, 2}), {}, {Verb::up}, policy)), ElementsAre(1, 2));
    EXPECT_THAT(up(select(files({1, 2}), {}, {Verb::up_by_one}, policy)), ElementsAre(1));
    EXPECT_THAT(up(select(files({1, 2, 4}), {}, {Verb::down}, policy)), ElementsAre(-4));
    EXPECT_EQ(select(files({1, 2, 4}), {}, {Verb::down}, policy).to, 2);
    EXPECT_THAT(up(select(files({1, 2, 4}), {}, {Verb::down_to, 1}, policy)), ElementsAre(-4, -2));
    EXPECT_THAT(up(select(files({1, 2}), {}, {Verb::redo}, policy)), ElementsAre(-2, 2));
    EXPECT_THAT(up(select(files({1, 2}), {}, {Verb::reset}, policy)), ElementsAre(-2, -1));
    EXPECT_EQ(select(files({1, 2}), {}, {Verb::reset}, policy).to, 0);
}

TEST(Eligible, SortsByVersionAndKeepsToTheTarget)
{
    auto const sources = eligible(files({3, 1, 2}), {Verb::up, 2});
    EXPECT_EQ(sources, files({1, 2}));
}

TEST(Eligible, NothingInRangeIsAnError)
{
    EXPECT_EQ(code_of([] { eligible(files({5}), {Verb::up, 4}); }), Errc::no_migrations);
    EXPECT_EQ(code_of([] { eligible({}, {Verb::down}); }), Errc::no_migrations);
}

TEST(Eligible, TwinsCountOnlyInRange)
{
    EXPECT_EQ(code_of([] { eligible(files({1, 2, 2}), {Verb::up}); }), Errc::duplicate_version);
    EXPECT_EQ(eligible(files({1, 2, 2}), {Verb::up, 1}).size(), 1U);
}

TEST(Compare, ShowsEachFileAndWhatHasLostItsFile)
{
    auto const status = compare(files({1, 2, 4}), rows({0, 1, 3, 2, -2}));
    std::vector<std::pair<Version, State>> seen;
    for (auto const &each : status) {
        seen.emplace_back(each.source.version, each.state);
    }
    EXPECT_THAT(seen, ElementsAre(std::pair{1, State::applied}, std::pair{2, State::pending},
                                  std::pair{3, State::untracked}, std::pair{4, State::pending}));
}

TEST(Fresh, APlanIsGoodOnlyForTheHistoryItWasMadeFrom)
{
    auto const plan = select(files({1, 2}), rows({0, 1}), {Verb::up}, {});
    EXPECT_NO_THROW(require_fresh(plan, rows({0, 1})));
    EXPECT_EQ(code_of([&] { require_fresh(plan, rows({0, 1, 2})); }), Errc::stale_plan);
    EXPECT_EQ(code_of([&] { require_fresh(plan, rows({0, 2, 1})); }), Errc::stale_plan);
    auto const redo = select(files({1, 2}), rows({0, 1}), {Verb::redo}, {});
    EXPECT_NO_THROW(require_fresh(redo, rows({0, 1})));
    EXPECT_EQ(code_of([&] { require_fresh(redo, {}); }), Errc::stale_plan);
}

} // namespace
} // namespace gander::plan
