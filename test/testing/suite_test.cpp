// What a C++ suite does with gander::testing.
#include "suite.hpp"

#include <gander/testing/matchers.hpp>
#include <gander/testing/testing.hpp>

#include <gmock/gmock.h>

#include <thread>
#include <vector>

namespace {

using gander::Errc;
using gander::test::Suite;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace gander::testing;

TEST_F(Suite, ADatabaseOfItsOwn)
{
    std::string name;
    {
        auto const database = server().migrated(folder());
        name = database.name();
        EXPECT_THAT(database, HasVersion(3));
        EXPECT_THAT(database, HasTable("users"));
        EXPECT_THAT(database, HasIndex("by_name"));
        EXPECT_THAT(database, Not(HasTable("nowhere")));
        EXPECT_THAT(database,
                    HasSchema({.columns = {"users.name"}, .constraints = {"posts.posts_author_fkey"}}));
        EXPECT_TRUE(verify(database.open(), folder()).passed());
    }
    EXPECT_THROW(static_cast<void>(verify(server().open().with_name(name), folder())), gander::Error);
}

TEST_F(Suite, MatchersSayWhatIsMissing)
{
    auto const database = server().empty();
    ::testing::StringMatchResultListener said;
    EXPECT_FALSE(::testing::ExplainMatchResult(HasTable("users"), database, &said));
    EXPECT_THAT(said.str(), HasSubstr("users"));
}

TEST_F(Suite, AFailureSaysWhereAndNoPassword)
{
    using ::testing::PrintToString;
    EXPECT_EQ(PrintToString(Server{"postgres://u:hush@h:5433/d"}), "postgres://u:xxxxx@h:5433/d");
    EXPECT_THAT(PrintToString(Server{"host=h port=5433 password='hu sh'"}), Not(HasSubstr("hu")));
    EXPECT_THAT(PrintToString(Server{"host=h port=5433 password=hush"}), HasSubstr("5433"));
    auto const database = server().empty();
    EXPECT_THAT(PrintToString(database), StartsWith(database.name() + " on postgres"));
}

TEST_F(Suite, ApplyTwiceAndFromSeveralAtOnce)
{
    auto const database = server().empty();
    std::vector<std::jthread> suites;
    for (int each = 0; each < 4; ++each) {
        suites.emplace_back([&] { apply(database.open(), folder()); });
    }
    suites.clear();
    EXPECT_TRUE(apply(database.open(), folder()).done.empty());
    EXPECT_THAT(database, HasVersion(3));
}

TEST_F(Suite, ASubsetAndThenTheRest)
{
    auto const database = server().empty();
    write(4, "CREATE TABLE audit (id int)", "DROP TABLE audit");
    apply(database.open(), folder(), {.tables = {"audit"}});
    EXPECT_THAT(database, HasTable("audit"));
    EXPECT_THAT(database, Not(HasTable("users")));
    apply(database.open(), folder());
    EXPECT_TRUE(verify(database.open(), folder()).passed());
}

std::optional<Errc> refusal(std::filesystem::path const &folder)
{
    try {
        static_cast<void>(discover(folder));
    } catch (gander::Error const &error) {
        return error.code();
    }
    return {};
}

TEST_F(Suite, Discover)
{
    auto const found = discover(folder());
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[1].version, 2);
    EXPECT_EQ(refusal(folder() / "nowhere"), Errc::no_directory);
    file("00002_again.sql", "-- +goose Up\nSELECT 1;\n");
    EXPECT_EQ(refusal(folder()), Errc::duplicate_version);
    gander::test::TemporaryFolder const empty;
    EXPECT_EQ(refusal(empty.path()), Errc::no_migrations);
}

TEST_F(Suite, ABrokenMigrationIsNamed)
{
    write(2, "SELECT 1;\nCREATE INDEX by_name ON nowhere (name)", "DROP INDEX by_name");
    auto const database = server().empty();
    try {
        apply(database.open(), folder());
        FAIL() << "it was applied";
    } catch (MigrationFailed const &error) {
        EXPECT_THAT(error.file(), HasSubstr(fmt(2)));
        EXPECT_EQ(error.line(), 3);
        EXPECT_EQ(error.version(), 2);
        EXPECT_THAT(error.what(), HasSubstr("nowhere"));
        EXPECT_FALSE(error.retryable());
    }
    EXPECT_THROW(static_cast<void>(server().migrated(folder())), MigrationFailed);
    write(2, "CREATE INDEX '", "");
    EXPECT_THROW(apply(database.open(), folder()), MigrationFailed);
}

TEST_F(Suite, RoundTrips) { EXPECT_THAT(folder(), RoundTrips(server())); }

TEST_F(Suite, RoundTripsLeaveAfterStepsAlone)
{
    file("grants.after", "COMMENT ON TABLE users IS 'hello';\nGRANT SELECT ON users TO public;\n");
    EXPECT_THAT(folder(), RoundTrips(server()));
}

TEST_F(Suite, AWrongDownIsNamed)
{
    write(2, "CREATE INDEX by_name ON users (name);\nALTER TABLE users ADD COLUMN age int",
          "DROP INDEX by_name");
    write(3, "CREATE TABLE posts (id int)", "DROP TABLE nowhere");
    auto const faults = round_trip(server(), folder());
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_THAT(to_string(faults[0]), HasSubstr(fmt(2) + ": its Down does not lead back:"));
    EXPECT_THAT(to_string(faults[0]), HasSubstr("column public.users.age is left over"));
    EXPECT_THAT(to_string(faults[1]), HasSubstr(fmt(3) + ": its Down fails: "));
    EXPECT_THAT(folder(), Not(RoundTrips(server())));
}

TEST_F(Suite, EachLeadsBackAndAllDoNot)
{
    write(1, "CREATE TABLE users (id int)",
          "-- +goose StatementBegin\nDO $$ BEGIN IF (SELECT count(*) FROM users) > 0 THEN "
          "RAISE 'somebody is there'; END IF; END $$;\n-- +goose StatementEnd\nDROP TABLE users");
    write(2, "INSERT INTO users VALUES (1)", "SELECT 1");
    write(3, "SELECT 1", "SELECT 1");
    auto faults = round_trip(server(), folder());
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].migration.version, 1);
    EXPECT_THAT(to_string(faults[0]), HasSubstr(fmt(1) + ": its Down fails: with all of them, one after"));
    EXPECT_THAT(to_string(faults[0]), HasSubstr("somebody is there"));

    write(1, "CREATE TABLE users (id int)",
          "-- +goose StatementBegin\nDO $$ BEGIN IF (SELECT count(*) FROM users) > 0 THEN "
          "CREATE TABLE rest (id int); END IF; END $$;\n-- +goose StatementEnd\nDROP TABLE users");
    faults = round_trip(server(), folder());
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].migration.version, 0);
    EXPECT_THAT(to_string(faults[0]), HasSubstr("all of them, one after the other, do not lead back:\n  "));
    EXPECT_THAT(to_string(faults[0]), HasSubstr("table public.rest is left over"));
}

TEST_F(Suite, AnUpThatIsAnotherTheSecondTime)
{
    write(3,
          "CREATE TABLE IF NOT EXISTS posts (id int);\nCREATE SEQUENCE IF NOT EXISTS s;\n"
          "SELECT setval('s', 2)",
          "ALTER TABLE posts RENAME TO old");
    auto const faults = round_trip(server(), folder());
    ASSERT_FALSE(faults.empty());
    EXPECT_THAT(to_string(faults[0]), HasSubstr("table public.old is left over"));
}

} // namespace
