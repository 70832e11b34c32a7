#include "unit/migrator/folder.hpp"

#include <gander/gander.hpp>

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class MigratorTest : public testing::Test
{
protected:
    Migrator open(Options options = {})
    {
        return {Database::open("sqlite3", folder.database()),
                MigrationSet::from_directory(folder.migrations()), std::move(options)};
    }

    Errc code_of(auto const &action)
    {
        try {
            action();
        } catch (Error const &error) {
            message = error.what();
            return error.code();
        }
        ADD_FAILURE() << "nothing was thrown";
        return Errc::io;
    }

    void three_files() const
    {
        folder.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a (n int);\n-- +goose Down\nDROP TABLE a;\n");
        folder.write("00002_b.sql", "-- +goose Up\nCREATE TABLE b (n int);\n-- +goose Down\nDROP TABLE b;\n");
        folder.write("00003_c.sql", "-- +goose Up\nCREATE TABLE c (n int);\n-- +goose Down\nDROP TABLE c;\n");
    }

    std::vector<std::string> tables()
    {
        auto set = MigrationSet();
        std::vector<std::string> names;
        set.add({.version = 1, .name = "look", .up = [&](Connection &db, std::stop_token) {
                     for (auto const &row :
                          db.query("SELECT name FROM sqlite_master WHERE type = 'table' AND "
                                   "length(name) = 1 ORDER BY name")) {
                         names.push_back(row.at(0).value());
                     }
                 }});
        Migrator(Database::open("sqlite3", folder.database()), std::move(set), {.versioning = false}).up();
        return names;
    }

    Folder folder{};
    std::string message{};
};

TEST_F(MigratorTest, UpAppliesEverythingOnce)
{
    three_files();
    auto report = open().up();
    EXPECT_EQ(report.done.size(), 3U);
    EXPECT_EQ(report.to, 3);
    EXPECT_EQ(report.peer.driver, "sqlite3");
    report = open().up();
    EXPECT_THAT(report.done, IsEmpty());
    EXPECT_EQ(report.to, 3);
    EXPECT_THAT(tables(), ElementsAre("a", "b", "c"));
}

TEST_F(MigratorTest, WhatAnotherRunHasDoneInTheMeantimeIsNotDoneAgain)
{
    class Meddler final : public Observer
    {
    public:
        explicit Meddler(std::function<void()> work) : m_work(std::move(work)) {}
        void on_result(Result const &) override
        {
            std::exchange(m_work, [] {})();
        }

    private:
        std::function<void()> m_work;
    };
    three_files();
    Meddler meddler{[&] { open().up_to(2); }};
    auto const report = open({.observer = &meddler}).up();
    ASSERT_EQ(report.done.size(), 2U);
    EXPECT_EQ(report.done[0].step.source.version, 1);
    EXPECT_EQ(report.done[1].step.source.version, 3);
    EXPECT_EQ(report.to, 3);
    EXPECT_THAT(tables(), ElementsAre("a", "b", "c"));
}

TEST_F(MigratorTest, AStopBetweenTwoStepsLeavesTheRestSkipped)
{
    class Stopper final : public Observer
    {
    public:
        void on_result(Result const &) override { source.request_stop(); }
        std::stop_source source{};
    };
    three_files();
    Stopper stopper;
    try {
        open({.observer = &stopper, .stop = stopper.source.get_token()}).up();
        FAIL();
    } catch (MigrationError const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
        EXPECT_EQ(error.report().done.size(), 1U);
        EXPECT_FALSE(error.report().failed);
        EXPECT_EQ(error.report().skipped.size(), 2U);
        EXPECT_EQ(error.report().to, 1);
    }
    EXPECT_THAT(tables(), ElementsAre("a"));
}

TEST_F(MigratorTest, SqliteHasNoLockOfASession)
{
    three_files();
    EXPECT_EQ(code_of([&] { open({.lock = LockMode::session}).up(); }), Errc::usage);
    EXPECT_EQ(open({.lock = LockMode::none}).up().done.size(), 3U);
}

TEST_F(MigratorTest, ReadsCreateNothing)
{
    three_files();
    auto migrator = open();
    EXPECT_EQ(migrator.version(), 0);
    EXPECT_EQ(migrator.status().size(), 3U);
    EXPECT_TRUE(migrator.has_pending());
    EXPECT_EQ(migrator.plan_up().steps.size(), 3U);
    EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

TEST_F(MigratorTest, ASlipInALaterFileStopsTheRunBeforeTheFirst)
{
    three_files();
    folder.write("00003_c.sql", "CREATE TABLE c (n int);\n");
    EXPECT_EQ(code_of([&] { open().up(); }), Errc::parse);
    EXPECT_THAT(message, HasSubstr("00003_c.sql:1:1"));
    EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

TEST_F(MigratorTest, EveryProblemOfEveryFileIsReported)
{
    folder.write("00001_a.sql", "SELECT 1;\n");
    folder.write("00002_b.sql", "-- +goose Up\nSELECT 1\n");
    try {
        open().up();
        FAIL();
    } catch (ParseError const &error) {
        EXPECT_EQ(error.problems().size(), 2U);
    }
}

TEST_F(MigratorTest, AFailingStepKeepsWhatCameBeforeAndSaysSo)
{
    three_files();
    folder.write("00002_b.sql", "-- +goose Up\nCREATE TABLE b (n int);\nINSERT INTO nowhere VALUES (1);\n");
    try {
        open().up();
        FAIL();
    } catch (MigrationError const &error) {
        auto const &report = error.report();
        EXPECT_EQ(error.code(), Errc::sql);
        EXPECT_EQ(report.done.size(), 1U);
        ASSERT_TRUE(report.failed);
        EXPECT_EQ(report.failed->step.source.version, 2);
        EXPECT_EQ(report.failed->place.line, 3);
        EXPECT_EQ(report.skipped.size(), 1U);
        EXPECT_EQ(report.to, 1);
    }
    EXPECT_THAT(tables(), ElementsAre("a"));
    EXPECT_EQ(open().version(), 1);
}

TEST_F(MigratorTest, DownToAndResetGoBack)
{
    three_files();
    open().up();
    EXPECT_EQ(open().down_to(1).to, 1);
    EXPECT_EQ(open().redo().done.size(), 2U);
    EXPECT_EQ(open().reset().to, 0);
    EXPECT_THAT(tables(), IsEmpty());
    EXPECT_EQ(code_of([&] { open().down(); }), Errc::version_not_found);
}

TEST_F(MigratorTest, FunctionsRunInTheTransactionOfTheirVersion)
{
    auto const make = [&](bool fail) {
        auto set = MigrationSet();
        set.add({.version = 1, .name = "fill", .up = [fail](Connection &db, std::stop_token) {
                     db.execute("CREATE TABLE a (n int)");
                     db.execute("INSERT INTO a VALUES (7)");
                     if (fail) {
                         throw std::runtime_error("thought better of it");
                     }
                 }});
        return Migrator(Database::open("sqlite3", folder.database()), std::move(set));
    };
    EXPECT_EQ(code_of([&] { make(true).up(); }), Errc::sql);
    EXPECT_THAT(message, HasSubstr("thought better of it"));
    EXPECT_THAT(tables(), IsEmpty());
    EXPECT_EQ(make(false).up().done.size(), 1U);
    EXPECT_THAT(tables(), ElementsAre("a"));
}

TEST_F(MigratorTest, FunctionsWithoutATransactionKeepWhatTheyDid)
{
    auto set = MigrationSet();
    set.add({.version = 1,
             .name = "vacuum",
             .up =
                 [](Connection &db, std::stop_token) {
                     db.execute("CREATE TABLE a (n int)");
                     db.execute("VACUUM"); // fails inside a transaction
                     throw std::runtime_error("late");
                 },
             .tx = TxMode::none});
    auto migrator = Migrator(Database::open("sqlite3", folder.database()), std::move(set));
    EXPECT_EQ(code_of([&] { migrator.up(); }), Errc::sql);
    EXPECT_THAT(message, HasSubstr("late"));
    EXPECT_THAT(tables(), ElementsAre("a"));
    EXPECT_EQ(migrator.version(), 0);
}

TEST_F(MigratorTest, FilesAndFunctionsFormOneSequence)
{
    three_files();
    auto set = MigrationSet::from_directory(folder.migrations());
    set.add({.version = 4, .name = "last", .up = [](Connection &db, std::stop_token) {
                 db.execute("INSERT INTO c VALUES (1)");
             }});
    EXPECT_EQ(code_of([&] { set.add({.version = 2, .name = "twin"}); }), Errc::duplicate_version);
    auto migrator = Migrator(Database::open("sqlite3", folder.database()), std::move(set));
    EXPECT_EQ(migrator.up().to, 4);
}

TEST_F(MigratorTest, EmbeddedFilesNeedNoDisk)
{
    static constexpr EmbeddedFile files[] = {{"m/00001_a.sql", "-- +goose Up\nCREATE TABLE a (n int);\n"},
                                             {"m/main.go", "package main\n"}};
    auto migrator =
        Migrator(Database::open("sqlite3", folder.database()), MigrationSet::from_embedded(files));
    EXPECT_EQ(migrator.up().done.size(), 1U);
    EXPECT_THAT(tables(), ElementsAre("a"));
}

TEST_F(MigratorTest, APlanCanBeKeptAndRunWhileItIsFresh)
{
    three_files();
    auto migrator = open();
    auto const plan = migrator.plan_up(2);
    EXPECT_EQ(migrator.run(plan).to, 2);
    EXPECT_EQ(code_of([&] { migrator.run(plan); }), Errc::stale_plan);
}

TEST_F(MigratorTest, APlanWithoutScriptsIsReadBeforeItRuns)
{
    three_files();
    auto plan = open().plan_up(1);
    plan.steps.front().script.reset();
    open().run(plan);
    EXPECT_THAT(tables(), ElementsAre("a"));
}

TEST_F(MigratorTest, APlanWhoseFunctionIsNotHereIsRefused)
{
    auto set = MigrationSet();
    set.add({.version = 1, .name = "mine", .up = [](Connection &, std::stop_token) {}});
    auto const plan = Migrator(Database::open("sqlite3", folder.database()), std::move(set)).plan_up();
    auto stranger = Migrator(Database::open("sqlite3", folder.database()), MigrationSet());
    EXPECT_EQ(code_of([&] { stranger.run(plan); }), Errc::version_not_found);
    EXPECT_EQ(stranger.version(), 0);
}

TEST_F(MigratorTest, AnEmptyPlanMakesNothing)
{
    three_files();
    EXPECT_THAT(open().run({}).done, IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

class ThrowingObserver final : public Observer
{
public:
    void on_start(Plan const &) override { fail(); }
    void on_step(Step const &) override { fail(); }
    void on_begin(Step const &) override { fail(); }
    void on_statement(Step const &, Statement const &) override { fail(); }
    void on_commit(Step const &) override { fail(); }
    void on_rollback(Step const &) override { fail(); }
    void on_result(Result const &) override { fail(); }
    void on_finish(Report const &) override { fail(); }

    int calls = 0;

private:
    void fail()
    {
        ++calls;
        throw std::runtime_error("an observer's own trouble");
    }
};

TEST_F(MigratorTest, WhatAnObserverThrowsChangesNothing)
{
    three_files();
    ThrowingObserver observer;
    EXPECT_EQ(open({.observer = &observer}).up().done.size(), 3U);
    EXPECT_GT(observer.calls, 10);
    folder.write("00004_d.sql", "-- +goose Up\nSELECT nothing FROM nowhere;\n");
    try {
        open({.observer = &observer}).up();
        FAIL();
    } catch (MigrationError const &error) {
        EXPECT_TRUE(error.report().failed);
    }
    EXPECT_EQ(open().version(), 3);
}

TEST_F(MigratorTest, AVersionTableThatIsDroppedIsNoHistory)
{
    three_files();
    auto migrator = open();
    migrator.up();
    auto set = MigrationSet();
    set.add({.version = 1, .name = "drop", .up = [](Connection &db, std::stop_token) {
                 db.execute("DROP TABLE goose_db_version; DROP TABLE a; DROP TABLE b; DROP TABLE c");
             }});
    Migrator(Database::open("sqlite3", folder.database()), std::move(set), {.versioning = false}).up();
    EXPECT_EQ(migrator.version(), 0);
    EXPECT_EQ(migrator.up().done.size(), 3U);
}

TEST_F(MigratorTest, SingleMigrationsCanBeAppliedOutOfOrder)
{
    three_files();
    EXPECT_EQ(open().apply(3, Direction::up).to, 3);
    EXPECT_EQ(open().apply(1, Direction::up).to, 1);
    EXPECT_EQ(code_of([&] { open().up(); }), Errc::out_of_order);
    EXPECT_EQ(open({.allow_missing = true}).up().to, 2);
    EXPECT_EQ(open().apply(3, Direction::down).to, 2);
    EXPECT_EQ(code_of([&] { open().apply(3, Direction::down); }), Errc::not_applied);
}

TEST_F(MigratorTest, StatusKnowsWhatHasLostItsFile)
{
    three_files();
    open().up();
    std::filesystem::remove(folder.migrations() / "00002_b.sql");
    auto const status = open().status();
    ASSERT_EQ(status.size(), 3U);
    EXPECT_EQ(status[0].state, State::applied);
    EXPECT_TRUE(status[0].applied_at);
    EXPECT_EQ(status[1].state, State::untracked);
    EXPECT_EQ(status[1].source.version, 2);
}

TEST_F(MigratorTest, SettingsOfOneFileDoNotReachTheNext)
{
    folder.write("00001_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nPRAGMA foreign_keys = ON;\n");
    folder.write("00002_b.sql", "-- +goose Up\nCREATE TABLE a (n int REFERENCES gone (n));\n"
                                "INSERT INTO a VALUES (1);\n");
    EXPECT_EQ(open().up().to, 2);
}

TEST_F(MigratorTest, WithoutVersioningNothingIsRecorded)
{
    folder.write("00001_seed.sql", "-- +goose Up\nCREATE TABLE IF NOT EXISTS a (n int);\n");
    EXPECT_EQ(open({.versioning = false}).up().to, 1);
    EXPECT_EQ(open({.versioning = false}).up().done.size(), 1U);
    EXPECT_EQ(open().version(), 0);
}

TEST_F(MigratorTest, GoMigrationsAreRefusedBeforeAnythingRuns)
{
    three_files();
    folder.write("00004_code.go", "package migrations\n");
    EXPECT_EQ(code_of([&] { open().up(); }), Errc::unsupported);
    EXPECT_THAT(message, HasSubstr("00004_code.go"));
    EXPECT_FALSE(std::filesystem::exists(folder.database()));
    EXPECT_EQ(open().up_to(3).to, 3);
}

TEST_F(MigratorTest, AStopBeforeTheFirstStepRunsNothing)
{
    three_files();
    std::stop_source source;
    source.request_stop();
    EXPECT_EQ(code_of([&] { open({.stop = source.get_token()}).up(); }), Errc::cancelled);
    EXPECT_EQ(open().version(), 0);
}

TEST(DatabaseTest, SaysWhichDriversThereAre)
{
    try {
        Database::open("oracle", "x");
        FAIL();
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::unsupported);
        EXPECT_STREQ(error.what(), "\"oracle\": unknown dialect");
        EXPECT_THAT(error.hint(), HasSubstr("sqlite3"));
    }
    EXPECT_EQ(driver_of_url("postgresql://h/d"), "postgres");
    EXPECT_EQ(driver_of_url("./app.db"), std::nullopt);
}

class FakeConnection final : public Connection
{
public:
    explicit FakeConnection(std::vector<std::string> &log) : m_log(log) {}
    void execute(std::string_view sql) override { m_log.emplace_back(sql); }
    std::vector<Row> query(std::string_view sql, std::span<std::string const> /*parameters*/) override
    {
        if (sql.find("ORDER BY") == std::string_view::npos) {
            return {{"\"goose_db_version\"", "1"}};
        }
        bool const committed = !m_log.empty() && m_log.back() == "COMMIT";
        if (sql.find("COALESCE") != std::string_view::npos) { // is version 1 applied?
            return {{committed ? "1" : "0"}};
        }
        std::vector<Row> rows{{"0", "1", std::nullopt}};
        if (committed) {
            rows.insert(rows.begin(), Row{"1", "1", std::nullopt});
        }
        return rows;
    }
    void cancel() noexcept override {}
    void *native() noexcept override { return nullptr; }

private:
    std::vector<std::string> &m_log;
};

TEST(DatabaseTest, DrivesAConnectionOfTheUsersOwn)
{
    static constexpr EmbeddedFile files[] = {{"00001_a.sql", "-- +goose Up\nCREATE TABLE a (n int);\n"}};
    std::vector<std::string> log;
    auto database = Database::adopt("sqlite3", std::make_unique<FakeConnection>(log));
    Migrator(std::move(database), MigrationSet::from_embedded(files)).up();
    ASSERT_EQ(log.size(), 4U);
    EXPECT_EQ(log[0], "BEGIN");
    EXPECT_EQ(log[1], "CREATE TABLE a (n int);");
    EXPECT_THAT(log[2], HasSubstr("goose_db_version"));
    EXPECT_EQ(log[3], "COMMIT");
}

} // namespace
} // namespace gander
