#include "driver/postgres/outage.hpp"
#include "driver/postgres/refusal.hpp"

#include <gmock/gmock.h>

namespace gander::driver::postgres {
namespace {

using testing::HasSubstr;

std::string at(std::string const &what)
{
    return "connection to server at \"postgres\" (10.96.0.7), port 5432 failed: " + what;
}

std::string const nobody = "Connection refused\n\tIs the server running on that host and accepting TCP/IP "
                           "connections?\n";

TEST(Outage, SaysWhatIsSeenAndWhatThatMeans)
{
    struct Row
    {
        std::string text;
        std::string seen;
        std::string meaning;
    };
    auto const server = [](std::string const &what) {
        return at("FATAL:  " + what + "\nLOCATION:  ProcessStartupPacket, postmaster.c:2346\n");
    };
    for (auto const &[text, seen, meaning] : std::initializer_list<Row>{
             {"could not translate host name \"postgres\" to address: Name or service not known\n",
              "postgres has no address", "another namespace"},
             {"could not translate host name \"postgres\" to address: Temporary failure in name resolution\n",
              "postgres has no address: no name server answers", "DNS"},
             {at(nobody), "postgres:5432 refused the connection", "nothing listens there"},
             {at("timeout expired\n"), "postgres:5432 does not answer", "a NetworkPolicy"},
             {at("Connection timed out\n\tIs the server running on that host and accepting TCP/IP "
                 "connections?\n"),
              "postgres:5432 does not answer", "packets are dropped"},
             {at("No route to host\n\tIs the server running on that host and accepting TCP/IP "
                 "connections?\n"),
              "postgres:5432 cannot be reached", "a wrong address"},
             {at("server closed the connection unexpectedly\n\tThis probably means the server terminated "
                 "abnormally\n\tbefore or while processing the request.\n"),
              "postgres:5432 closed the connection", "a proxy"},
             {at("could not receive data from server: Connection reset by peer\n"),
              "postgres:5432 closed the connection", "a proxy"},
             {at("SSL SYSCALL error: EOF detected\n"), "postgres:5432 closed the connection", "a proxy"},
             {server("57P03: the database system is starting up"), "postgres:5432 is starting up",
              "recovery takes long"},
             {server("57P03: das Datenbanksystem startet"), "postgres:5432 is starting up",
              "recovery takes long"},
             {server("57P03: the database system is shutting down"), "postgres:5432 is shutting down",
              "restarted"},
             {server("53300: sorry, too many clients already"), "postgres:5432 has too many connections",
              "others hold"},
         }) {
        auto const found = outage(text);
        EXPECT_EQ(found.seen, seen);
        EXPECT_THAT(found.meaning, HasSubstr(meaning)) << text;
    }
}

TEST(Outage, RepeatsWhatItDoesNotKnow)
{
    auto const found = outage(at("FATAL:  08P01: server login has been failing, try again later\n"));
    EXPECT_EQ(found.seen, "postgres:5432: FATAL: server login has been failing, try again later "
                          "(SQLSTATE 08P01)");
    EXPECT_THAT(found.meaning, testing::HasSubstr("a server that is not up"));
    EXPECT_EQ(outage(at("FATAL:  XX000: of a new kind\n")).meaning, "");
    EXPECT_EQ(outage("out of memory\n").seen, "out of memory");
}

TEST(Outage, ASocketIsNamedByItsPath)
{
    auto const found =
        outage("connection to server on socket \"/run/pg/.s.PGSQL.5432\" failed: No such file or "
               "directory\n\tIs the server running locally and accepting connections on that "
               "socket?\n");
    EXPECT_EQ(found.seen, "/run/pg/.s.PGSQL.5432 is not there");
    EXPECT_THAT(found.meaning, HasSubstr("has not started"));
}

TEST(Outage, SeveralAddressesOfOneHostAreOneThing)
{
    EXPECT_EQ(outage("connection to server at \"localhost\" (::1), port 5432 failed: " + nobody +
                     "connection to server at \"localhost\" (127.0.0.1), port 5432 failed: " + nobody)
                  .seen,
              "localhost:5432 refused the connection");
    EXPECT_EQ(outage("connection to server at \"::1\", port 5432 failed: " + nobody).seen,
              "[::1]:5432 refused the connection");
}

TEST(Outage, OfSeveralHostsAllAreSeenAndTheLastOneIsExplained)
{
    auto const found =
        outage("could not translate host name \"a\" to address: Name or service not known\n"
               "connection to server at \"b\" (10.0.0.2), port 5433 failed: FATAL:  57P03: the "
               "database system is starting up\nLOCATION:  f, p.c:1\n" +
               at("timeout expired\n"));
    EXPECT_EQ(found.seen, "a has no address, b:5433 is starting up, postgres:5432 does not answer");
    EXPECT_THAT(found.meaning, HasSubstr("packets"));
}

TEST(Refusal, KnowsWhatTlsWillNeverAccept)
{
    for (auto const *const text :
         {"server does not support SSL, but SSL was required\n",
          "SSL error: certificate verify failed\n",
          "server certificate for \"127.0.0.1\" (and 1 other name) does not match host name \"localhost\"\n",
          "root certificate file \"/nope\" does not exist\nEither provide the file or change sslmode to "
          "disable "
          "server certificate verification.\n",
          "could not read root certificate file \"/x\": no certificate or crl found\n",
          "could not get home directory to locate root certificate file\n",
          "could not open certificate file \"/x.crt\": Permission denied\n",
          "could not read certificate file \"/x.crt\": no start line\n",
          "certificate present, but not private key file \"/root/.postgresql/postgresql.key\"\n",
          "private key file \"/x.key\" has group or world access; file must have permissions u=rw (0600)\n",
          "could not load private key file \"/x.key\": bad decrypt\n",
          "certificate does not match private key file \"/x.key\": key values mismatch\n",
          "SSL error: tlsv13 alert certificate required\n",
          "SSL error: tlsv1 alert unknown ca\n",
          "SSL error: unsupported protocol\n",
          "SSL error: wrong version number\n",
          "server doesn't support GSSAPI encryption, but it was required\n",
          "channel binding required, but SSL not in use\n",
          "received invalid response to SSL negotiation: H\n",
          "expected authentication request from server, but received H\n"}) {
        EXPECT_TRUE(refusal(at(text))) << text;
    }
    EXPECT_THAT(std::string{refusal(at("SSL error: certificate verify failed\n")).value()},
                HasSubstr("sslrootcert"));
}

TEST(Refusal, LeavesToTimeWhatTimeCanHeal)
{
    for (auto const &text :
         {at(nobody), at("timeout expired\n"), at("SSL SYSCALL error: EOF detected\n"),
          at("SSL error: unexpected eof while reading\n"), at("SSL error: tlsv1 alert internal error\n"),
          at("SSL SYSCALL error: Connection reset by peer\n"), at("server is in hot standby mode\n"),
          at("FATAL:  57P03: the private key file is on its way\n"),
          at("server does not support SSL, but SSL was required\n") + at(nobody)}) {
        EXPECT_FALSE(refusal(text)) << text;
    }
}

} // namespace
} // namespace gander::driver::postgres
