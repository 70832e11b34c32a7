#if GANDER_WITH_POSTGRES
#include "conformance/postgres_server.hpp"
#include "conformance/suite.hpp"
#include "driver/postgres/postgres.hpp"
#include "driver/unreachable.hpp"

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace conformance {

using namespace std::chrono;
using gander::driver::postgres::make;
using testing::HasSubstr;
using testing::Not;

/// Connection strings against a real server.
class PostgresConnect : public testing::Test
{
protected:
    void SetUp() override
    {
        CONFORMANCE_NEED(postgres_url({}),
                         "no PostgreSQL server: run it as `scripts/with-postgres ctest ...`");
        auto const maintenance = open(*postgres_url({}));
        peer = maintenance->peer();
    }

    static std::unique_ptr<Session> open(std::string const &dbstring)
    {
        auto opened = make(dbstring);
        opened->connect(Access::write);
        return opened;
    }

    static SqlError refused(std::string const &dbstring)
    {
        return sql_error_of([&] { open(dbstring); }).value();
    }

    std::string url(std::string const &user, std::string const &rest = "/postgres") const
    {
        return "postgres://" + user + "@" + peer.host + ":" + peer.port + rest;
    }

    gander::Peer peer{};
};

static std::string show(Session &session, std::string const &name)
{
    return session.query("SHOW " + name).at(0).at(0).value();
}

TEST_F(PostgresConnect, PeerIsWhatTheServerKnows)
{
    EXPECT_EQ(peer.driver, "postgres");
    EXPECT_EQ(peer.user, "postgres");
    EXPECT_EQ(peer.database, "postgres");
    EXPECT_NE(peer.port, "");
}

TEST_F(PostgresConnect, KeyValuePairsAndTheEnvironmentWorkToo)
{
    auto const pairs = "host=" + peer.host + " port = " + peer.port + " user='postgres' database=postgres";
    EXPECT_EQ(open(pairs)->peer().database, "postgres");
    setenv("PGHOST", peer.host.c_str(), 1);
    setenv("PGPORT", peer.port.c_str(), 1);
    setenv("PGUSER", "postgres", 1);
    setenv("PGDATABASE", "template1", 1);
    EXPECT_EQ(open("")->peer().database, "template1");
    for (auto const *name : {"PGHOST", "PGPORT", "PGUSER", "PGDATABASE"}) {
        unsetenv(name);
    }
}

TEST_F(PostgresConnect, TheServerSeesWhoWeAre)
{
    EXPECT_EQ(show(*open(url("postgres")), "application_name"), "gander " GANDER_TEST_VERSION);
    EXPECT_EQ(show(*open(url("postgres", "/postgres?application_name=mine")), "application_name"), "mine");
    EXPECT_EQ(show(*open(url("postgres")), "client_encoding"), "UTF8");
}

TEST_F(PostgresConnect, UnknownParametersAreServerSettingsAlsoAfterAReset)
{
    auto const session =
        open(url("postgres", "/postgres?search_path=pg_catalog,%20public&statement_timeout=5s&my.x=it's\\"));
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(show(*session, "search_path"), "pg_catalog, public");
        EXPECT_EQ(session->query("SELECT array_length(current_schemas(false), 1)").at(0).at(0), "2");
        EXPECT_EQ(show(*session, "statement_timeout"), "5s");
        EXPECT_EQ(show(*session, "my.x"), "it's\\");
        session->execute("SET search_path TO nowhere; SET statement_timeout TO 0; SET my.x TO ''");
        session->record("");
    }
}

TEST_F(PostgresConnect, ASettingTheServerDoesNotKnowIsItsError)
{
    auto const error = refused(url("postgres", "/postgres?nonsense=1"));
    EXPECT_EQ(error.diagnostic().code, "42704");
    EXPECT_THAT(error.what(), HasSubstr("nonsense"));
}

TEST_F(PostgresConnect, WhatOnlyPgxKnowsIsIgnoredWithANote)
{
    auto const session = open(url("postgres", "/postgres?pool_max_conns=3&default_query_exec_mode=exec"));
    ASSERT_EQ(session->notes().size(), 2U);
    EXPECT_THAT(session->notes().at(0), HasSubstr("pool_max_conns"));
}

TEST_F(PostgresConnect, OptionsMayBeWrittenWithPluses)
{
    EXPECT_EQ(show(*open(url("postgres", "/postgres?options=-c+work_mem%3D5MB")), "work_mem"), "5MB");
}

TEST_F(PostgresConnect, WrongPasswordsAndDatabasesAreNamedWithTheirCodes)
{
    auto const password = refused(url("password_user:not-this-one"));
    EXPECT_EQ(password.code(), Errc::connection);
    EXPECT_EQ(password.diagnostic().code, "28P01");
    EXPECT_THAT(password.what(),
                HasSubstr("password authentication failed for user \"password_user\" (SQLSTATE 28P01)"));
    EXPECT_THAT(password.what(), Not(HasSubstr("not-this-one")));
    EXPECT_THAT(password.what(), Not(HasSubstr("\n")));
    EXPECT_EQ(refused(url("postgres", "/no_such_db")).diagnostic().code, "3D000");
    EXPECT_EQ(refused(url("no_such_user")).diagnostic().code, "28000");
}

TEST_F(PostgresConnect, AReasonToRefuseUsIsNotTriedAgain)
{
    auto const password = refused(url("password_user"));
    EXPECT_EQ(password.diagnostic().code, "28P01") << "none was given, so libpq ends it";
    EXPECT_FALSE(password.retryable());
    EXPECT_FALSE(refused(url("postgres", "/postgres?options=-c%20nonsense%3D1")).retryable());
    EXPECT_TRUE(refused("postgres://u@127.0.0.1:1/d").retryable());
}

TEST_F(PostgresConnect, WhoHasNoNameMustGiveOne)
{
    if (geteuid() != 0) {
        GTEST_SKIP() << "needs root, to become a user without a name";
    }
    ASSERT_EQ(seteuid(54321), 0);
    auto const error = refused("host=" + peer.host + " port=" + peer.port);
    ASSERT_EQ(seteuid(0), 0);
    EXPECT_EQ(error.code(), Errc::usage) << error.what();
}

TEST_F(PostgresConnect, ACancelThatFoundNothingDoesNotStopTheNextConnect)
{
    auto const session = make(*postgres_url({}));
    session->cancel();
    EXPECT_TRUE(session->connect(Access::write));
}

TEST_F(PostgresConnect, NobodyListening)
{
    auto const error = refused("postgres://u:secret@127.0.0.1:1/d");
    EXPECT_EQ(error.code(), Errc::connection);
    EXPECT_EQ(error.diagnostic().code, "");
    EXPECT_THAT(error.what(), HasSubstr("port 1 failed: Connection refused"));
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
}

TEST_F(PostgresConnect, ValuesThatLibpqRefusesAreUsage)
{
    EXPECT_EQ(refused(url("postgres", "/postgres?sslmode=nonsense")).code(), Errc::usage);
    EXPECT_EQ(refused(url("postgres", "/postgres?service=nonsense")).code(), Errc::usage);
    EXPECT_EQ(refused("host=a port=99999999").code(), Errc::usage);
}

TEST_F(PostgresConnect, OfSeveralHostsTheOneThatAnswersIsTaken)
{
    EXPECT_EQ(open("postgres://postgres@127.0.0.1:1,127.0.0.1:" + peer.port + "/postgres")->peer().port,
              peer.port);
}

/// Takes connections and says nothing, like a host behind a firewall.
class SilentServer
{
public:
    SilentServer() : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
        socklen_t size = sizeof address;
        auto *const any = reinterpret_cast<sockaddr *>(&address);
        if (bind(m_socket, any, size) != 0 || listen(m_socket, 8) != 0 ||
            getsockname(m_socket, any, &size) != 0) {
            throw std::runtime_error("no silent server");
        }
        m_port = std::to_string(ntohs(address.sin_port));
    }
    ~SilentServer() { close(m_socket); }
    std::string const &port() const { return m_port; }

private:
    int m_socket;
    std::string m_port{};
};

TEST_F(PostgresConnect, ASilentHostCostsItsTimeoutAndTheNextIsAsked)
{
    SilentServer const silent;
    auto const from = steady_clock::now();
    auto const session = open("postgres://postgres@127.0.0.1:" + silent.port() + ",127.0.0.1:" + peer.port +
                              "/postgres?connect_timeout=2");
    EXPECT_EQ(session->peer().port, peer.port);
    EXPECT_GE(steady_clock::now() - from, 1900ms);
    auto const error = refused("postgres://u@127.0.0.1:" + silent.port() + "/postgres?connect_timeout=2");
    EXPECT_EQ(std::string{error.what()},
              "connection to server at \"127.0.0.1\", port " + silent.port() + " failed: timeout expired");
    EXPECT_EQ(error.code(), Errc::connection);
}

TEST_F(PostgresConnect, AnAttemptThatIsLimitedLeavesSilentHostsSooner)
{
    SilentServer const silent;
    auto const from = steady_clock::now();
    auto const session =
        make("postgres://postgres@127.0.0.1:" + silent.port() + ",127.0.0.1:" + peer.port + "/postgres");
    session->limit_attempts(gander::driver::AttemptLimit{.host = 300ms, .end = from + 10s});
    EXPECT_TRUE(session->connect(Access::read));
    EXPECT_EQ(session->peer().port, peer.port);
    EXPECT_GE(steady_clock::now() - from, 250ms);
    EXPECT_LT(steady_clock::now() - from, 3s);
}

TEST_F(PostgresConnect, AnAttemptEndsInTimeAndSaysWhatItSaw)
{
    SilentServer const silent;
    auto const from = steady_clock::now();
    auto const session = make("postgres://u@127.0.0.1:" + silent.port() + ",127.0.0.1:" + silent.port() +
                              "/postgres?connect_timeout=20");
    session->limit_attempts(gander::driver::AttemptLimit{.host = 5s, .end = from + 300ms});
    try {
        session->connect(Access::read);
        FAIL() << "nothing was thrown";
    } catch (gander::driver::Unreachable const &error) {
        EXPECT_EQ(error.outage().seen, "127.0.0.1:" + silent.port() + " does not answer");
        EXPECT_TRUE(error.retryable());
    }
    EXPECT_LT(steady_clock::now() - from, 2s);
}

TEST_F(PostgresConnect, AStopEndsConnecting)
{
    SilentServer const silent;
    auto const session = make("postgres://u@127.0.0.1:" + silent.port() + "/postgres");
    std::stop_source source;
    session->watch(source.get_token());
    std::jthread const thread{[&] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    }};
    auto const from = steady_clock::now();
    try {
        session->connect(Access::read);
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
    }
    EXPECT_LT(steady_clock::now() - from, 900ms);
}

TEST_F(PostgresConnect, AStopIsObeyedEvenWhenTheServerHasFrozen)
{
    auto const session = open(*postgres_url({}));
    auto const pid = PQbackendPID(static_cast<PGconn *>(session->native()));
    std::stop_source source;
    session->watch(source.get_token());
    session->begin();
    ASSERT_EQ(kill(pid, SIGSTOP), 0) << "needs to run as root or as the server's user";
    std::jthread const thread{[&] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    }};
    auto const from = steady_clock::now();
    try {
        session->execute("SELECT 1");
        ADD_FAILURE() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
        EXPECT_THAT(error.what(), HasSubstr("did not answer")) << "the transaction ends with the connection";
    }
    session->rollback();
    EXPECT_LT(steady_clock::now() - from, 1300ms);
    kill(pid, SIGCONT);
}

TEST_F(PostgresConnect, WhatAFrozenServerRunsOutsideATransactionIsInDoubtAfterAStop)
{
    auto const session = open(*postgres_url({}));
    auto const pid = PQbackendPID(static_cast<PGconn *>(session->native()));
    std::stop_source source;
    session->watch(source.get_token());
    ASSERT_EQ(kill(pid, SIGSTOP), 0) << "needs to run as root or as the server's user";
    std::jthread const thread{[&] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    }};
    auto const from = steady_clock::now();
    try {
        session->execute("SELECT 1");
        ADD_FAILURE() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::in_doubt);
        EXPECT_THAT(error.what(), HasSubstr("unknown"));
    }
    EXPECT_LT(steady_clock::now() - from, 1300ms);
    kill(pid, SIGCONT);
}

TEST_F(PostgresConnect, EveryPasswordCharacterWorksInEveryForm)
{
    std::string password;
    for (char c = ' '; c <= '~'; ++c) {
        password += c;
    }
    auto const administrator = open(*postgres_url({}));
    std::string literal;
    for (char const c : password) {
        literal.append(c == '\'' ? 2 : 1, c);
    }
    administrator->execute("SET standard_conforming_strings = on; DROP ROLE IF EXISTS password_all;"
                           "CREATE ROLE password_all LOGIN PASSWORD '" +
                           literal + "' IN ROLE needs_password");
    std::string encoded;
    std::string quoted;
    for (char const c : password) {
        char hex[4];
        snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned>(c));
        encoded += hex;
        quoted.append(c == '\'' || c == '\\' ? 1 : 0, '\\').append(1, c);
    }
    EXPECT_EQ(open(url("password_all:" + encoded))->peer().user, "password_all");
    EXPECT_EQ(open(url("password_all", "/postgres?password=" + encoded))->peer().user, "password_all");
    EXPECT_EQ(open("host=" + peer.host + " port=" + peer.port +
                   " dbname=postgres user=password_all password='" + quoted + "'")
                  ->peer()
                  .user,
              "password_all");
    administrator->execute("DROP ROLE password_all");
}

} // namespace conformance
#endif
