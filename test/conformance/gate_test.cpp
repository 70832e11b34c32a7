/// Migrator::meets() and await() on every database.

#include "conformance/notes.hpp"
#include "conformance/suite.hpp"
#include "store/version_table.hpp"

#include <chrono>
#include <thread>

namespace conformance {

using namespace std::chrono_literals;
using gander::Direction;
using gander::MigrationSet;
using gander::Migrator;
using gander::Requirement;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// Functions, so that there is no folder; none of them is ever run here.
MigrationSet set_of(std::vector<gander::Version> const &versions)
{
    MigrationSet set;
    for (auto const version : versions) {
        set.add({.version = version, .name = "step_" + std::to_string(version)});
    }
    return set;
}

} // namespace

class Gate : public Conformance
{
protected:
    void SetUp() override
    {
        Conformance::SetUp();
        if (session) {
            table.emplace(*session, *GetParam().dialect, "goose_db_version");
        }
    }

    Migrator migrator(std::vector<gander::Version> const &versions = {}, std::stop_token stop = {})
    {
        return {gander::Database::open(GetParam().name, database->dbstring()),
                set_of(versions),
                {.observer = &notes, .stop = std::move(stop)}};
    }

    void apply(gander::Version version) { session->execute(table->record(Direction::up, version)); }
    void roll_back(gander::Version version) { session->execute(table->record(Direction::down, version)); }

    std::optional<gander::store::VersionTable> table{};
    Notes notes{};
};

TEST_P(Gate, MeetsNothingBeforeThereIsATableAndMakesNone)
{
    EXPECT_FALSE(migrator().meets({.version = 1}));
    EXPECT_FALSE(migrator({1}).meets({.files = true}));
    EXPECT_TRUE(migrator().meets({.max = 3}));
    EXPECT_FALSE(table->history().exists);
    EXPECT_THAT(notes.all(), ElementsAre("lacking the version table", "lacking the version table"));
}

TEST_P(Gate, MeetsJudgesTheSetAndNotTheCurrentVersion)
{
    table->create();
    apply(5);
    apply(3);
    EXPECT_EQ(migrator().version(), 3);
    EXPECT_TRUE(migrator().meets({.version = 5}));
    EXPECT_TRUE(migrator().meets({.min = 4, .max = 6}));
    EXPECT_TRUE(migrator({3}).meets({.files = true}));
    EXPECT_THAT(notes.all(), IsEmpty());
    EXPECT_FALSE(migrator({3}).meets({.files = true, .exact = true}));
    EXPECT_FALSE(migrator({3, 4, 5, 6}).meets({.files = true}));
    EXPECT_FALSE(migrator().meets({.version = 3}));
    EXPECT_THAT(notes.all(),
                ElementsAre("lacking the roll-back of version 5: it is applied and has no file here",
                            "lacking 2 migrations: the next is step_4",
                            "lacking version 3: the database is at 5"));
}

TEST_P(Gate, MeetsFollowsAVersionThatComesAndGoes)
{
    auto one = migrator();
    table->create();
    apply(1);
    EXPECT_TRUE(one.meets({.version = 1}));
    roll_back(1);
    EXPECT_FALSE(one.meets({.version = 1}));
    apply(1);
    EXPECT_TRUE(one.meets({.version = 1}));
    session->execute("UPDATE goose_db_version SET is_applied = (1 = 0) WHERE version_id = 1");
    EXPECT_FALSE(one.meets({.version = 1}));
}

TEST_P(Gate, AwaitReturnsAtOnceWhereNothingIsLacking)
{
    table->create();
    apply(2);
    auto const from = std::chrono::steady_clock::now();
    migrator({2}).await({.files = true, .exact = true});
    EXPECT_LT(std::chrono::steady_clock::now() - from, 1s);
    EXPECT_THAT(notes.all(), IsEmpty());
}

TEST_P(Gate, AwaitReturnsWhenAnotherProgramIsDone)
{
    std::jthread const other{[&] {
        ASSERT_TRUE(notes.come_to(1));
        table->create();
        ASSERT_TRUE(notes.come_to(2));
        apply(1);
        ASSERT_TRUE(notes.come_to(3));
        apply(2);
    }};
    migrator().await({.version = 2});
    EXPECT_THAT(notes.all(),
                ElementsAre("waiting for the version table", "waiting for version 2: nothing is applied yet",
                            "waiting for version 2: the database is at 1"));
}

TEST_P(Gate, AwaitEndsWithAStopAndSaysWhatItSawLast)
{
    table->create();
    std::stop_source stop;
    std::jthread const other{[&] {
        ASSERT_TRUE(notes.come_to(1));
        stop.request_stop();
    }};
    auto const from = std::chrono::steady_clock::now();
    try {
        migrator({1, 2}, stop.get_token()).await({.files = true});
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
        EXPECT_STREQ(error.what(), "stopped while waiting for 2 migrations: the next is step_1");
    }
    EXPECT_LT(std::chrono::steady_clock::now() - from, 1s);
    try {
        migrator({1, 2}, stop.get_token()).await({.files = true});
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
        EXPECT_STREQ(error.what(), "stopped while waiting for the database");
    }
}

TEST_P(Gate, RefusesWhatMakesNoSense)
{
    auto const code = [&](Requirement const &required) {
        try {
            migrator({1}).await(required);
        } catch (Error const &error) {
            return error.code();
        }
        return Errc::io;
    };
    EXPECT_EQ(code({}), Errc::usage);
    EXPECT_EQ(code({.version = 1, .min = 1}), Errc::usage);
    EXPECT_THROW((void)migrator().meets({.files = true}), Error) << "an empty folder must open no gate";
    Migrator unversioned{
        gander::Database::open(GetParam().name, database->dbstring()), set_of({1}), {.versioning = false}};
    EXPECT_THROW((void)unversioned.meets({.files = true}), Error);
}

INSTANTIATE_TEST_SUITE_P(Drivers, Gate, testing::ValuesIn(backends()),
                         [](auto const &backend) { return backend.param.name; });

} // namespace conformance
