#include "plan/requirement.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>

namespace gander::plan {
namespace {

using testing::HasSubstr;

std::vector<Source> files(std::vector<Version> const &versions, std::string const &folder = "m/")
{
    std::vector<Source> sources;
    for (auto const version : versions) {
        sources.push_back({.version = version, .path = folder + "0000" + std::to_string(version) + "_x.sql"});
    }
    return sources;
}

/// Rows in the order they were inserted, behind the one for version 0. A negative version is a row that says
/// "not applied".
History rows(std::vector<Version> const &oldest_first)
{
    History history{.exists = true, .rows = {{.version = 0}}};
    for (auto const version : oldest_first) {
        history.rows.insert(history.rows.begin(), {.version = std::abs(version), .applied = version >= 0});
    }
    return history;
}

std::string lack(Requirement const &required, History const &history, std::vector<Source> const &sources = {})
{
    return lacking(required, sources, history).value_or("nothing");
}

History const no_table{};

TEST(RequiredVersion, IsTheHighestThatIsApplied)
{
    EXPECT_EQ(lack({.version = 7}, rows({3, 7})), "nothing");
    EXPECT_EQ(lack({.version = 7}, rows({7, 3})), "nothing") << "though 3 is what goose calls current";
    EXPECT_EQ(lack({.version = 7}, rows({3, 5})), "version 7: the database is at 5");
    EXPECT_EQ(lack({.version = 7}, rows({})), "version 7: nothing is applied yet");
}

TEST(RequiredVersion, AllowsNothingHigher)
{
    EXPECT_EQ(lack({.version = 7}, rows({7, 9})), "version 7: the database is at 9");
    EXPECT_EQ(lack({.version = 7}, rows({9})), "version 7: it is not applied, and the database is at 9");
}

TEST(RequiredVersion, ZeroMeansThatNothingIsApplied)
{
    EXPECT_EQ(lack({.version = 0}, no_table), "nothing");
    EXPECT_EQ(lack({.version = 0}, rows({})), "nothing");
    EXPECT_EQ(lack({.version = 0}, rows({2})), "version 0: the database is at 2");
    EXPECT_EQ(lack({.version = 0}, rows({2, -2})), "nothing");
}

TEST(RequiredRange, IsAboutTheHighestThatIsApplied)
{
    EXPECT_EQ(lack({.min = 5}, rows({5})), "nothing");
    EXPECT_EQ(lack({.min = 5}, rows({9, 1})), "nothing");
    EXPECT_EQ(lack({.min = 5}, rows({4})), "version 5 or higher: the database is at 4");
    EXPECT_EQ(lack({.max = 5}, rows({5})), "nothing");
    EXPECT_EQ(lack({.max = 5}, rows({6, 2})), "version 5 or lower: the database is at 6");
    EXPECT_EQ(lack({.min = 5, .max = 7}, rows({6})), "nothing");
    EXPECT_EQ(lack({.min = 5, .max = 7}, rows({4})), "a version from 5 to 7: the database is at 4");
    EXPECT_EQ(lack({.min = 5, .max = 7}, rows({8})), "a version from 5 to 7: the database is at 8");
    EXPECT_EQ(lack({.min = 5, .max = 5}, rows({4})), "version 5: the database is at 4");
    EXPECT_EQ(lack({.min = 0}, rows({})), "nothing");
}

TEST(Required, WithoutATableNothingIsApplied)
{
    EXPECT_EQ(lack({.version = 1}, no_table), "the version table");
    EXPECT_EQ(lack({.min = 1}, no_table), "the version table");
    EXPECT_EQ(lack({.min = 1, .max = 2}, no_table), "the version table");
    EXPECT_EQ(lack({.files = true}, no_table, files({1})), "the version table");
    EXPECT_EQ(lack({.max = 5}, no_table), "nothing");
}

TEST(Required, ATableWithoutAnyRowIsNoReasonToFail)
{
    EXPECT_EQ(lack({.version = 1}, {.exists = true}), "version 1: nothing is applied yet");
    EXPECT_EQ(lack({.max = 1}, {.exists = true}), "nothing");
}

TEST(Required, TheLastRowOfAVersionCounts)
{
    EXPECT_EQ(lack({.version = 2}, rows({1, 2, -2})), "version 2: the database is at 1");
    EXPECT_EQ(lack({.version = 2}, rows({1, 2, -2, 2})), "nothing");
    EXPECT_EQ(lack({.version = 1}, rows({1, 2, -2})), "nothing") << "what is rolled back is not higher";
    EXPECT_EQ(lack({.files = true}, rows({1, 2, -1}), files({1, 2})),
              "1 migration of m: the next is 00001_x.sql");
    EXPECT_EQ(lack({.files = true, .exact = true}, rows({1, 2, -2}), files({1})), "nothing");
}

TEST(RequiredFiles, AreAllApplied)
{
    EXPECT_EQ(lack({.files = true}, rows({1, 2}), files({1, 2})), "nothing");
    EXPECT_EQ(lack({.files = true}, rows({2, 1, 9}), files({1, 2})), "nothing") << "more may be applied";
    EXPECT_EQ(lack({.files = true}, rows({1, 4}), files({1, 2, 3, 4, 5})),
              "3 migrations of m: the next is 00002_x.sql");
    EXPECT_EQ(lack({.files = true}, rows({}), files({1, 2})), "2 migrations of m: the next is 00001_x.sql");
    EXPECT_EQ(lack({.files = true}, rows({1}), files({1, 2}, "/srv/db/m/")),
              "1 migration of /srv/db/m: the next is 00002_x.sql");
    EXPECT_EQ(lack({.files = true}, rows({1}), files({1, 2}, "")), "1 migration: the next is 00002_x.sql");
}

TEST(RequiredFiles, MayBeAllThatIsApplied)
{
    Requirement const exact{.files = true, .exact = true};
    EXPECT_EQ(lack(exact, rows({1, 2}), files({1, 2})), "nothing");
    EXPECT_EQ(lack(exact, rows({1, 2, 9}), files({1, 2})),
              "the roll-back of version 9: it is applied and has no file here");
    EXPECT_EQ(lack(exact, rows({8, 1, 12, 9, 2}), files({1, 2})),
              "the roll-back of 3 versions from 8 to 12: they are applied and have no file here");
    EXPECT_EQ(lack(exact, rows({1, 9}), files({1, 2})), "1 migration of m: the next is 00002_x.sql")
        << "what can be applied comes first";
}

TEST(Required, AllOfItMustHold)
{
    Requirement const both{.min = 3, .files = true};
    EXPECT_EQ(lack(both, rows({1, 3}), files({1})), "nothing");
    EXPECT_EQ(lack(both, rows({1}), files({1})), "version 3 or higher: the database is at 1");
    EXPECT_EQ(lack(both, rows({3}), files({1})), "1 migration of m: the next is 00001_x.sql");
}

std::string objection(Requirement const &required)
{
    try {
        require_sense(required);
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::usage);
        return error.what();
    }
    return "none";
}

TEST(Requirement, MakesSenseOrIsRefused)
{
    for (auto const &good :
         {Requirement{.version = 0}, Requirement{.min = 1}, Requirement{.max = 0},
          Requirement{.min = 2, .max = 2}, Requirement{.files = true},
          Requirement{.files = true, .exact = true}, Requirement{.min = 1, .files = true}}) {
        EXPECT_EQ(objection(good), "none");
    }
    EXPECT_EQ(objection({}), "nothing is required");
    EXPECT_EQ(objection({.version = 3, .min = 1}), "version cannot be combined with min or max");
    EXPECT_EQ(objection({.version = 3, .max = 3}), "version cannot be combined with min or max");
    EXPECT_EQ(objection({.version = -1}), "version -1: there is none below 0");
    EXPECT_EQ(objection({.min = -2}), "version -2: there is none below 0");
    EXPECT_EQ(objection({.max = -3}), "version -3: there is none below 0");
    EXPECT_EQ(objection({.min = 5, .max = 4}), "no version is 5 or higher and 4 or lower");
    EXPECT_THAT(objection({.version = 3, .exact = true}), HasSubstr("exact is about migration files"));
    EXPECT_THAT(objection({.exact = true}), HasSubstr("nothing is required"));
}

} // namespace
} // namespace gander::plan
