#if GANDER_WITH_POSTGRES
#include "conformance/postgres_server.hpp"
#include "conformance/suite.hpp"
#include "driver/postgres/postgres.hpp"

#include <chrono>
#include <thread>

namespace conformance {

using gander::TxMode;
using gander::driver::postgres::make;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// What only PostgreSQL has.
class Postgres : public testing::Test
{
protected:
    void SetUp() override
    {
        CONFORMANCE_NEED(postgres_url({}),
                         "no PostgreSQL server: run it as `scripts/with-postgres ctest ...`");
        database.emplace();
        session = open(database->url());
    }

    static std::unique_ptr<Session> open(std::string const &dbstring)
    {
        auto opened = make(dbstring);
        opened->connect(Access::write);
        return opened;
    }

    std::string value(std::string_view sql) { return session->query(sql).at(0).at(0).value_or("(null)"); }

    std::optional<PostgresDatabase> database{};
    std::unique_ptr<Session> session{};
};

TEST_F(Postgres, NoticesComeWithEverythingTheyHold)
{
    std::vector<Diagnostic> notices;
    session->on_notice([&](Diagnostic const &notice) { notices.push_back(notice); });
    session->execute(
        "DO $$ BEGIN RAISE WARNING 'careful' USING DETAIL = 'why', HINT = 'how', ERRCODE = '01ABC'; END $$;"
        "DROP TABLE IF EXISTS nothing");
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].severity, "WARNING");
    EXPECT_EQ(notices[0].message, "careful");
    EXPECT_EQ(notices[0].detail, "why");
    EXPECT_EQ(notices[0].hint, "how");
    EXPECT_EQ(notices[0].code, "01ABC");
    EXPECT_EQ(notices[1].severity, "NOTICE");
}

TEST_F(Postgres, AnObserverThatThrowsHarmsNothing)
{
    session->on_notice([](Diagnostic const &) { throw std::runtime_error("no"); });
    session->execute("DROP TABLE IF EXISTS nothing");
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_F(Postgres, ErrorsReadAsGoosePrintsThem)
{
    session->execute("CREATE TABLE t (i int)");
    auto const error = sql_error_of([&] { session->execute("CREATE TABLE t (i int)"); });
    EXPECT_STREQ(error->what(), "ERROR: relation \"t\" already exists (SQLSTATE 42P07)");
}

TEST_F(Postgres, ErrorsHavePositionDetailHintAndContext)
{
    auto error = sql_error_of([&] { session->execute("SELECT '\xC3\xA9', nocolumn"); });
    EXPECT_EQ(error->diagnostic().position, 13U);
    error = sql_error_of(
        [&] { session->execute("DO $$ BEGIN RAISE 'x' USING DETAIL = 'd', HINT = 'h'; END $$"); });
    EXPECT_EQ(error->diagnostic().detail, "d");
    EXPECT_EQ(error->hint(), "h");
    EXPECT_THAT(error->diagnostic().context, HasSubstr("PL/pgSQL"));
    EXPECT_EQ(error->diagnostic().position, 0U);
    error = sql_error_of([&] { session->execute("DO $$ BEGIN EXECUTE 'SELECT nocolumn'; END $$"); });
    EXPECT_EQ(error->diagnostic().query, "SELECT nocolumn");
    EXPECT_EQ(error->diagnostic().position, 0U)
        << "a place inside the function's own query is none in the file";
}

TEST_F(Postgres, ManyRowsTakeNoMemory)
{
    session->execute("SELECT repeat('x', 1000) FROM generate_series(1, 200000)"); // 200 MB on the wire
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_F(Postgres, CopyTakesItsRows)
{
    std::string rows;
    for (int i = 0; i < 100000; ++i) {
        rows += std::to_string(i) + "\ttext of row\n";
    }
    session->execute("CREATE TABLE t (i int, v text)");
    session->send({.text = "COPY t FROM STDIN", .copy_data = rows});
    EXPECT_EQ(value("SELECT count(*) FROM t"), "100000");
    session->send({.text = "COPY t (i, v) FROM STDIN WITH (FORMAT csv)", .copy_data = "1,\"a,b\"\n"});
    session->send({.text = "COPY t FROM STDIN", .copy_data = ""});
    EXPECT_EQ(value("SELECT count(*) FROM t"), "100001");
}

TEST_F(Postgres, CopySaysWhichRowIsWrong)
{
    session->execute("CREATE TABLE t (i int)");
    auto const error =
        sql_error_of([&] { session->send({.text = "COPY t FROM STDIN", .copy_data = "1\nx\n"}); });
    EXPECT_EQ(error->diagnostic().code, "22P02");
    EXPECT_THAT(error->diagnostic().context, HasSubstr("line 2"));
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_F(Postgres, CopyWithoutRowsIsAnErrorAndNeverHangs)
{
    session->execute("CREATE TABLE t (i int)");
    for (std::string_view const sql :
         {"COPY t FROM STDIN", "INSERT INTO t VALUES (1); COPY t FROM STDIN; SELECT 1"}) {
        auto const error = sql_error_of([&] { session->execute(sql); });
        EXPECT_EQ(error->code(), Errc::sql);
        EXPECT_THAT(error->what(), HasSubstr("COPY ... FROM STDIN found no rows"));
        EXPECT_THAT(error->hint(), Not(""));
    }
    EXPECT_THROW(session->query("COPY t FROM STDIN"), SqlError);
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_F(Postgres, OneTextMayHoldOneCopyOnly)
{
    session->execute("CREATE TABLE t (i int)");
    EXPECT_THROW(session->send({.text = "COPY t FROM STDIN; COPY t FROM STDIN", .copy_data = "1\n"}),
                 SqlError);
}

TEST_F(Postgres, CopyToStdoutIsReadAndForgotten)
{
    session->execute("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 50000)) TO STDOUT");
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_F(Postgres, RowsThatArePostedWhileNoticesPourInDoNotBlock)
{
    session->execute("CREATE TABLE t (v text);"
                     "CREATE FUNCTION loud() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                     "RAISE NOTICE '%', repeat('n', 2000); RETURN NEW; END $$;"
                     "CREATE TRIGGER loud BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION loud()");
    std::size_t heard = 0;
    session->on_notice([&](Diagnostic const &) { ++heard; });
    std::string rows;
    for (int i = 0; i < 20000; ++i) {
        rows += std::string(200, 'r') + '\n';
    }
    session->send({.text = "COPY t FROM STDIN", .copy_data = rows});
    EXPECT_EQ(heard, 20000U);
}

TEST_F(Postgres, AStopEndsACopyWhoseRowsNobodyTakes)
{
    session->execute("CREATE TABLE t (v text);"
                     "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                     "PERFORM pg_sleep(60); RETURN NEW; END $$;"
                     "CREATE TRIGGER slow BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION slow()");
    std::string rows;
    for (int i = 0; i < 200000; ++i) {
        rows += std::string(100, 'r') + '\n';
    }
    std::stop_source source;
    session->watch(source.get_token());
    std::jthread const thread{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        source.request_stop();
    }};
    auto const from = std::chrono::steady_clock::now();
    auto const error = sql_error_of([&] { session->send({.text = "COPY t FROM STDIN", .copy_data = rows}); });
    EXPECT_LT(std::chrono::steady_clock::now() - from, std::chrono::milliseconds{1200});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::cancelled);
    session->watch({});
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_F(Postgres, RecordingEndsRolesAndSettingsButKeepsLocks)
{
    session->execute("SELECT pg_advisory_lock(7)");
    session->execute("CREATE TABLE done (i int)");
    session->begin();
    session->execute("SET ROLE needs_password; SET LOCAL lock_timeout = '1s'; SET DateStyle = 'German';"
                     "SELECT set_config('search_path', '', false)");
    session->record("INSERT INTO done VALUES (1)");
    session->commit();
    EXPECT_EQ(value("SELECT current_user"), value("SELECT session_user"));
    EXPECT_EQ(value("SHOW search_path"), "\"$user\", public");
    EXPECT_EQ(value("SHOW DateStyle"), "ISO, MDY");
    EXPECT_EQ(value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"),
              "1");
}

TEST_F(Postgres, ASessionAuthorizationDoesNotOutliveItsStep)
{
    session->execute("CREATE TABLE done (i int)");
    session->begin();
    session->execute("SET SESSION AUTHORIZATION needs_password");
    session->record("INSERT INTO done VALUES (1)");
    session->commit();
    EXPECT_EQ(value("SELECT session_user"), "postgres");
}

TEST_F(Postgres, AStepMayCommitForItself)
{
    session->execute("CREATE TABLE done (i int)");
    auto const step = step_of({"CREATE TABLE a (i int)", "COMMIT", "CREATE TABLE b (i int)"});
    std::vector const tasks{Task{.step = &step, .record = "INSERT INTO done VALUES (1)"}};
    Recorder recorder;
    EXPECT_FALSE(session->run(tasks, recorder));
    EXPECT_EQ(value("SELECT count(*) FROM done"), "1");
}

TEST_F(Postgres, ItIsSeenWhenAStepEndsItsTransaction)
{
    auto const ends = [&](std::string_view sql) {
        session->begin();
        EXPECT_FALSE(session->transaction_ended());
        try {
            session->execute(sql);
        } catch (SqlError const &) { // what came before the error counts
        }
        bool const ended = session->transaction_ended();
        session->rollback();
        return ended;
    };
    EXPECT_TRUE(ends("COMMIT"));
    EXPECT_TRUE(ends("COMMIT; BEGIN"));
    EXPECT_TRUE(ends("COMMIT AND CHAIN"));
    EXPECT_TRUE(ends("COMMIT; SELECT 1/0"));
    EXPECT_TRUE(ends("ROLLBACK"));
    EXPECT_TRUE(ends("COMMIT; SELECT pg_terminate_backend(pg_backend_pid())"));
    session->connect(Access::write);
    EXPECT_FALSE(ends("SELECT 1"));
    EXPECT_FALSE(ends("SELECT 1/0"));
    EXPECT_FALSE(ends("SAVEPOINT s; ROLLBACK TO s"));
    session->begin();
    session->commit();
    EXPECT_FALSE(session->transaction_ended()) << "by our own COMMIT";
}

TEST_F(Postgres, SettingsOfAFailedStepAreForgotten)
{
    session->execute("CREATE SCHEMA s2; CREATE TABLE done (i int); SELECT pg_advisory_lock(7)");
    auto const step =
        step_of({"SET ROLE needs_password", "SET search_path TO s2; SELECT 1", "SELECT 1/0"}, TxMode::none);
    std::vector const tasks{Task{.step = &step, .record = "INSERT INTO done VALUES (1)"}};
    Recorder recorder;
    ASSERT_TRUE(session->run(tasks, recorder));
    session->forget_settings();
    session->execute("CREATE TABLE t (i int)");
    EXPECT_EQ(value("SELECT to_regclass('public.t') IS NOT NULL"), "t");
    EXPECT_EQ(value("SELECT current_user"), "postgres");
    EXPECT_EQ(value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"),
              "1");
}

TEST_F(Postgres, AConnectionWhoseSettingsCannotBeForgottenIsClosed)
{
    session = open(database->url() + "&role=needs_password");
    session->execute("RESET ROLE");
    PostgresDatabase::administrate("ALTER ROLE needs_password RENAME TO gone_for_a_while");
    session->forget_settings();
    PostgresDatabase::administrate("ALTER ROLE gone_for_a_while RENAME TO needs_password");
    EXPECT_EQ(session->native(), nullptr);
    session->connect(Access::write);
    EXPECT_EQ(value("SELECT current_user"), "needs_password");
}

TEST_F(Postgres, AConnectionLostWhileRecordingOutsideATransactionLeavesDoubt)
{
    std::string const die = "SELECT pg_terminate_backend(pg_backend_pid())";
    auto const code = [&] {
        try {
            session->record(die);
        } catch (Error const &error) {
            return error.code();
        }
        return Errc::usage;
    };
    EXPECT_EQ(code(), Errc::in_doubt);
    EXPECT_EQ(code(), Errc::connection) << "nothing was sent";
    session->connect(Access::write);
    session->begin();
    EXPECT_EQ(code(), Errc::connection) << "the transaction is gone for certain";
}

TEST_F(Postgres, ACommitThatRollsBackIsAnError)
{
    session->begin();
    EXPECT_THROW(session->execute("NONSENSE"), SqlError);
    try {
        session->commit();
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_STREQ(error.what(), "commit unexpectedly resulted in rollback");
    }
}

TEST_F(Postgres, ALostConnectionIsToldFromARefusedStatement)
{
    auto const error =
        sql_error_of([&] { session->execute("SELECT pg_terminate_backend(pg_backend_pid())"); });
    EXPECT_EQ(error->code(), Errc::connection);
    EXPECT_EQ(error->diagnostic().code, "57P01");
    EXPECT_TRUE(error->retryable());
    EXPECT_THROW(session->execute("SELECT 1"), Error) << "never on another connection without being told";
    session->rollback();
    session->connect(Access::write);
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_F(Postgres, AConnectionLostInCommitLeavesDoubt)
{
    session->execute("CREATE TABLE t (i int);"
                     "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                     "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
                     "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
                     "FOR EACH ROW EXECUTE FUNCTION die()");
    session->begin();
    session->execute("INSERT INTO t VALUES (1)");
    try {
        session->commit();
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::in_doubt) << error.what();
        EXPECT_THAT(error.what(), HasSubstr("unknown"));
    }
}

TEST_F(Postgres, OldVersionTablesAreRead)
{
    session->execute("CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint NOT NULL, "
                     "is_applied boolean NOT NULL, tstamp timestamp NULL DEFAULT now());"
                     "INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES (0, true, NULL),"
                     "(1, true, 'infinity'), (2, false, '2018-02-03 04:05:06.5')");
    session->execute("SET DateStyle = 'German'");
    auto const rows = session->query(gander::dialect::find("postgres")->history("goose_db_version"));
    EXPECT_THAT(rows, ElementsAre(Connection::Row{"2", "0", "2018-02-03 04:05:06.500000"},
                                  Connection::Row{"1", "1", std::nullopt},
                                  Connection::Row{"0", "1", std::nullopt}));
}

TEST_F(Postgres, NamesOfVersionTablesAreReadAsSqlReadsThem)
{
    auto const find = [&](std::string const &written) {
        auto const row = session->query(gander::dialect::find("postgres")->find_table(written)).at(0);
        return row.at(0).value() + ' ' + row.at(1).value();
    };
    session->execute("CREATE SCHEMA s; CREATE SCHEMA \"We.ird\"; CREATE TABLE s.there (i int)");
    EXPECT_EQ(find("goose_db_version"), "public.goose_db_version 0");
    EXPECT_EQ(find("Mixed"), "public.mixed 0");
    EXPECT_EQ(find("s.there"), "s.there 1");
    EXPECT_EQ(find("S.Missing"), "s.missing 0");
    EXPECT_EQ(find("\"We.ird\".t"), "\"We.ird\".t 0");
    EXPECT_EQ(find("\"Quoted Name\""), "public.\"Quoted Name\" 0");
    EXPECT_EQ(sql_error_of([&] { find("no_schema.t"); })->diagnostic().code, "3F000");
    EXPECT_EQ(find(std::string(70, 'x')), "public." + std::string(63, 'x') + " 0");
    EXPECT_EQ(find("\"it's \\ odd\""), "public.\"it's \\ odd\" 0");
    session->execute("SET search_path TO nowhere, s");
    EXPECT_EQ(find("there"), "s.there 1") << "the first schema that has it";
    EXPECT_EQ(find("here"), "s.here 0") << "the first schema that is there";
    session->execute("SET search_path TO ''");
    EXPECT_EQ(find("there"), "there 0");
}

} // namespace conformance
#endif
