#include "driver/sqlite/sqlite.hpp"
#include "unit/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <thread>

namespace gander::driver::sqlite {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

template<typename Call>
static SqlError failure(Call call)
{
    try {
        call();
    } catch (SqlError const &error) {
        return error;
    } catch (Error const &error) {
        return {error.code(), error.what(), {}};
    }
    return {Errc::usage, "no error", {}};
}

static std::unique_ptr<Session> open(std::string const &dbstring, Access access = Access::write)
{
    auto session = make(dbstring);
    EXPECT_TRUE(session->connect(access));
    return session;
}

static std::string one(Session &session, std::string_view sql)
{
    return session.query(sql).at(0).at(0).value_or("NULL");
}

TEST(SqliteSession, RunsManyStatementsAndReadsRows)
{
    auto const session = open(":memory:");
    session->execute("CREATE TABLE t (i, r, s, b, n); -- note\n"
                     "INSERT INTO t VALUES (1, 2.5, 'é;', x'610062', NULL); ;\n SELECT 1; /* end */");
    auto const rows = session->query("SELECT * FROM t");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_THAT(rows[0], ElementsAre("1", "2.5", "é;", std::string("a\0b", 3), std::nullopt));
}

TEST(SqliteSession, AReaderThatConnectsAgainSeesTheFileThatIsThereNow)
{
    TemporaryFolder const folder;
    auto const path = (folder.path() / "db").string();
    open(path)->execute("CREATE TABLE t (n); INSERT INTO t VALUES ('old')");
    auto const reader = open(path, Access::read);
    EXPECT_EQ(one(*reader, "SELECT n FROM t"), "old");

    open(path + ".new")->execute("CREATE TABLE t (n); INSERT INTO t VALUES ('new')");
    fs::rename(path + ".new", path);
    EXPECT_TRUE(reader->connect(Access::read));
    EXPECT_EQ(one(*reader, "SELECT n FROM t"), "new");

    fs::remove(path);
    EXPECT_FALSE(reader->connect(Access::read));
    EXPECT_FALSE(fs::exists(path));
}

TEST(SqliteSession, TellsWhetherAMigrationEndedItsTransaction)
{
    auto const session = open(":memory:");
    session->begin();
    session->execute("CREATE TABLE t (n)");
    EXPECT_FALSE(session->transaction_ended());
    session->execute("COMMIT; BEGIN");
    EXPECT_TRUE(session->transaction_ended()) << "although there is another one now";
    session->rollback();
    session->begin();
    EXPECT_FALSE(session->transaction_ended());
    session->commit();
    EXPECT_FALSE(session->transaction_ended()) << "that was ours";
    session->execute("SELECT 1");
    EXPECT_FALSE(session->transaction_ended()) << "there is none to end";
}

TEST(SqliteSession, AStopDoesNotLoseTheRowOfStatementsThatStay)
{
    auto const session = open(":memory:");
    session->execute("CREATE TABLE t (n)");
    std::stop_source source;
    session->watch(source.get_token());
    FunctionMigration::Function const function = [&](Connection &, std::stop_token) {
        source.request_stop();
    };
    Step const step{.tx = TxMode::none};
    std::vector const batch{Task{.step = &step, .function = &function, .record = "INSERT INTO t VALUES (5)"}};
    struct : Progress
    {
        void on_step(std::size_t) override {}
        void on_begin(std::size_t) override {}
        void on_statement(std::size_t, std::size_t) override {}
        void on_commit(std::size_t) override {}
        void on_rollback(std::size_t) override {}
        void on_done(std::size_t, TimePoint, std::chrono::nanoseconds) override {}
    } progress;
    EXPECT_FALSE(session->run(batch, progress));
    session->watch({});
    EXPECT_EQ(one(*session, "SELECT n FROM t"), "5");
}

TEST(SqliteSession, ManyStatementsInOneTextTakeTimeInProportion)
{
    auto const session = open(":memory:");
    session->execute("CREATE TABLE t (n)");
    std::string text = "BEGIN;\n";
    for (int i = 0; i < 100'000; ++i) {
        text += "INSERT INTO t VALUES (1);\n";
    }
    auto const from = std::chrono::steady_clock::now();
    session->execute(text + "COMMIT;");
    EXPECT_LT(std::chrono::steady_clock::now() - from, 10s) << "the square of it would be minutes";
    EXPECT_EQ(one(*session, "SELECT count(*) FROM t"), "100000");
}

TEST(SqliteSession, BindsParameters)
{
    auto const session = open("");
    session->execute("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)");
    std::vector<std::string> const seven{"7", "it's"};
    EXPECT_EQ(session->query("SELECT n FROM t WHERE n = ? AND ? <> ''", seven).size(), 1U);
    EXPECT_EQ(failure([&] { session->query("SELECT ?"); }).code(), Errc::usage);
    EXPECT_EQ(failure([&] { session->query("SELECT 1; SELECT 2"); }).code(), Errc::usage);
    EXPECT_EQ(session->query("SELECT 1; -- end").size(), 1U);
}

TEST(SqliteSession, ShowsErrorsAsGooseDoes)
{
    auto const session = open(":memory:");
    session->execute("CREATE TABLE p (id INTEGER PRIMARY KEY);"
                     "CREATE TABLE t (n UNIQUE, m NOT NULL, c CHECK (c > 0), f REFERENCES p);"
                     "INSERT INTO t VALUES (1, 1, 1, NULL); PRAGMA foreign_keys = on");
    auto const text = [&](std::string_view sql) {
        return std::string{failure([&] { session->execute(sql); }).what()};
    };
    EXPECT_EQ(text("SELECT * FROM x"), "SQL logic error: no such table: x (1)");
    EXPECT_EQ(text("CREATE TABLE t (a)"), "SQL logic error: table t already exists (1)");
    EXPECT_EQ(text("SELEC 1"), "SQL logic error: near \"SELEC\": syntax error (1)");
    EXPECT_EQ(text("INSERT INTO t VALUES (1, 1, 1, NULL)"),
              "constraint failed: UNIQUE constraint failed: t.n (2067)");
    EXPECT_EQ(text("INSERT INTO t VALUES (2, NULL, 1, NULL)"),
              "constraint failed: NOT NULL constraint failed: t.m (1299)");
    EXPECT_EQ(text("INSERT INTO t VALUES (2, 1, 0, NULL)"),
              "constraint failed: CHECK constraint failed: c > 0 (275)");
    EXPECT_EQ(text("INSERT INTO t VALUES (2, 1, 1, 5)"),
              "constraint failed: FOREIGN KEY constraint failed (787)");
    EXPECT_EQ(text("COMMIT"), "SQL logic error: cannot commit - no transaction is active (1)");
    EXPECT_EQ(text(std::string_view{"SELECT 1;\0 DROP TABLE t", 23}),
              "SQL logic error: the SQL text contains a zero byte (1)");
}

TEST(SqliteSession, PointsAtTheError)
{
    auto const session = open(":memory:");
    auto const error = failure([&] { session->execute("SELECT 'ä';\nSELECT missing"); });
    EXPECT_EQ(error.diagnostic().position, 20U) << "in characters, of the whole text";
    EXPECT_EQ(error.diagnostic().code, "1");
    EXPECT_EQ(error.diagnostic().message, "no such column: missing");
}

TEST(SqliteSession, ReadingMakesNoFile)
{
    TemporaryFolder const folder;
    auto const session = make(folder / "x.db");
    EXPECT_FALSE(session->connect(Access::read));
    EXPECT_TRUE(fs::is_empty(folder.path()));
    EXPECT_TRUE(session->connect(Access::write));
    session->execute("CREATE TABLE t (n)");
    EXPECT_TRUE(session->connect(Access::read)) << "and stays able to write";
    session->execute("INSERT INTO t VALUES (1)");
    EXPECT_EQ(session->peer().database, folder / "x.db");
    EXPECT_EQ(session->peer().driver, "sqlite3");
}

TEST(SqliteSession, ReadingCannotWrite)
{
    TemporaryFolder const folder;
    open(folder / "x.db")->execute("CREATE TABLE t (n)");
    auto const session =
        open(folder / "x.db?_pragma=Main.Journal_mode%20(wal)&_pragma=user_version(7)", Access::read);
    EXPECT_EQ(one(*session, "SELECT count(*) FROM t"), "0");
    EXPECT_EQ(failure([&] { session->query("INSERT INTO t VALUES (1)"); }).diagnostic().code, "8");
    EXPECT_EQ(one(*session, "PRAGMA journal_mode"), "delete");
    EXPECT_EQ(one(*session, "PRAGMA user_version"), "0");
    session->execute("INSERT INTO t VALUES (1)"); // which opens it again, for writing
    EXPECT_EQ(one(*session, "PRAGMA journal_mode"), "wal");
}

TEST(SqliteSession, SaysWhenAFileCannotBeOpened)
{
    TemporaryFolder const folder;
    for (auto const &path :
         {folder / "nodir/x.db", folder.path().string(), "file:" + (folder / "no.db") + "?mode=rw",
          "file:" + (folder / "no.db") + "?mode=ro"}) {
        for (auto const access : {Access::read, Access::write}) {
            auto const error = failure([&] { make(path)->connect(access); });
            EXPECT_STREQ(error.what(), "unable to open database file (14)") << path;
            EXPECT_EQ(error.code(), Errc::connection) << path;
        }
    }
    folder.write("text.db", std::string(1000, 'x'));
    auto const error = failure([&] { make(folder / "text.db")->connect(Access::read); });
    EXPECT_STREQ(error.what(), "file is not a database (26)");
    EXPECT_EQ(error.code(), Errc::sql);
    EXPECT_THAT(failure([&] { make("file://host/x.db")->connect(Access::write); }).what(),
                HasSubstr("invalid uri authority: host"));
}

TEST(SqliteSession, AppliesTheStringsSettings)
{
    TemporaryFolder const folder;
    auto const session =
        open(folder / "x.db?_pragma=foreign_keys(1)&_journal_mode=wal&_pragma=user_version(3)");
    EXPECT_EQ(one(*session, "PRAGMA foreign_keys"), "1");
    EXPECT_EQ(one(*session, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(one(*session, "PRAGMA user_version"), "3");
    EXPECT_STREQ(failure([&] { open(folder / "x.db?_pragma=bogus("); }).what(),
                 "SQL logic error: incomplete input (1)");
    auto const strict = open(folder / "x.db?_dqs=0");
    EXPECT_THAT(failure([&] { strict->execute("SELECT \"text\""); }).what(), HasSubstr("no such column"));
}

TEST(SqliteSession, OpensAnyFileName)
{
    TemporaryFolder const folder;
    open(folder / "a#b %41.db")->execute("CREATE TABLE t (n)");
    EXPECT_TRUE(fs::exists(folder / "a#b %41.db"));
    auto const uri = open("file:" + (folder / "a%23b%20%2541.db"), Access::read);
    EXPECT_EQ(one(*uri, "SELECT count(*) FROM t"), "0");
}

TEST(SqliteSession, BeginsImmediatelyAndRollsBackOnce)
{
    TemporaryFolder const folder;
    auto const first = open(folder / "x.db");
    auto const second = open(folder / "x.db?_busy_timeout=0");
    first->begin();
    EXPECT_TRUE(first->in_transaction());
    auto const error = failure([&] { second->begin(); });
    EXPECT_STREQ(error.what(), "database is locked (5) (SQLITE_BUSY)");
    EXPECT_EQ(error.code(), Errc::lock_timeout);
    first->execute("CREATE TABLE t (n)");
    first->rollback();
    first->rollback();
    EXPECT_FALSE(first->in_transaction());
    second->begin();
    second->execute("CREATE TABLE t (n)");
    second->commit();
}

TEST(SqliteSession, WaitsForABusyDatabase)
{
    TemporaryFolder const folder;
    auto const holder = open(folder / "x.db");
    auto const waiter = open(folder / "x.db");
    holder->begin();
    auto const waiting = std::async(std::launch::async, [&] {
        waiter->begin();
        waiter->commit();
    });
    EXPECT_EQ(waiting.wait_for(60ms), std::future_status::timeout);
    holder->commit();
    EXPECT_EQ(waiting.wait_for(3s), std::future_status::ready);
}

static void expect_stopped_soon(Session &session, std::string_view sql)
{
    std::stop_source source;
    session.watch(source.get_token());
    std::jthread const stopper{[&] {
        std::this_thread::sleep_for(30ms);
        source.request_stop();
    }};
    auto const begin = std::chrono::steady_clock::now();
    EXPECT_EQ(failure([&] { session.execute(sql); }).code(), Errc::cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s);
    EXPECT_EQ(failure([&] { session.execute("SELECT 1"); }).code(), Errc::cancelled)
        << "and nothing new begins";
}

static constexpr std::string_view endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) "
                                            "SELECT count(*) FROM c";

TEST(SqliteSession, AStopEndsAStatement)
{
    auto const session = open(":memory:");
    session->begin();
    expect_stopped_soon(*session, endless);
    session->rollback();
    EXPECT_FALSE(session->in_transaction()) << "a rollback works after a stop";
}

TEST(SqliteSession, AStopEndsAWait)
{
    TemporaryFolder const folder;
    auto const holder = open(folder / "x.db");
    auto const waiter = open(folder / "x.db?_busy_timeout=60000");
    holder->begin();
    expect_stopped_soon(*waiter, "BEGIN IMMEDIATE");
}

TEST(SqliteSession, AStopEndsAWaitThatAMigrationSet)
{
    TemporaryFolder const folder;
    auto const holder = open(folder / "x.db");
    auto const waiter = open(folder / "x.db");
    waiter->execute("PRAGMA busy_timeout = 60000"); // SQLite's own handler hears no stop
    waiter->record("");
    holder->begin();
    expect_stopped_soon(*waiter, "BEGIN IMMEDIATE");
}

TEST(SqliteSession, CancelEndsWhatAnotherThreadRuns)
{
    auto const session = open(":memory:");
    auto const running =
        std::async(std::launch::async, [&] { return failure([&] { session->execute(endless); }).code(); });
    do {
        session->cancel();
    } while (running.wait_for(5ms) != std::future_status::ready);
    session->execute("SELECT 1"); // the next call is not concerned
}

} // namespace gander::driver::sqlite
