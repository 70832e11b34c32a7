#include "driver/postgres/diagnostic.hpp"

#include <gtest/gtest.h>

namespace gander::driver::postgres {

TEST(ConnectDiagnostic, TakesTheCodeOutOfLibpqsWords)
{
    auto const found =
        connect_diagnostic("connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  28P01: password "
                           "authentication failed for user \"u\"\nLOCATION:  auth_failed, auth.c:338\n");
    EXPECT_EQ(found.code, "28P01");
    EXPECT_EQ(
        found.message,
        "connection to server at \"127.0.0.1\", port 5432 failed: FATAL: password authentication failed "
        "for user \"u\" (SQLSTATE 28P01)");
}

TEST(ConnectDiagnostic, KnowsTheCodeInEveryLanguage)
{
    auto const found = connect_diagnostic(
        "… : FATAL:  3D000: Datenbank »x« existiert nicht\nORT:  InitPostgres, postinit.c:942\n");
    EXPECT_EQ(found.code, "3D000");
}

TEST(ConnectDiagnostic, IsOneLine)
{
    auto const found =
        connect_diagnostic("connection to server at \"h\", port 1 failed: Connection refused\n"
                           "\tIs the server running on that host and accepting TCP/IP connections?\n"
                           "connection to server at \"i\", port 2 failed: timeout expired\n");
    EXPECT_EQ(found.code, "");
    EXPECT_EQ(
        found.message,
        "connection to server at \"h\", port 1 failed: Connection refused. Is the server running on that "
        "host and accepting TCP/IP connections?; connection to server at \"i\", port 2 failed: timeout "
        "expired");
}

TEST(ConnectDiagnostic, SaysNothingTwice)
{
    std::string const once = "connection to server at \"h\", port 1 failed: FATAL:  28P01: password "
                             "authentication failed for user "
                             "\"u\"\nLOCATION:  auth_failed, auth.c:338\n";
    EXPECT_EQ(connect_diagnostic(once + once).message, connect_diagnostic(once).message);
    EXPECT_EQ(connect_diagnostic("a: refused\n\tIs it there?\nb: refused\n\tIs it there?\na: refused\n"
                                 "\tIs it there?\n")
                  .message,
              "a: refused. Is it there?; b: refused. Is it there?");
}

TEST(ConnectDiagnostic, OfSeveralHostsTheLastOnesCodeCounts)
{
    auto const found = connect_diagnostic("a: FATAL:  57P03: the database system is starting up\n"
                                          "b: FATAL:  28P01: password authentication failed\n");
    EXPECT_EQ(found.code, "28P01");
    EXPECT_EQ(found.message, "a: FATAL: the database system is starting up; b: FATAL: password "
                             "authentication failed (SQLSTATE 28P01)");
}

TEST(DiagnosticLine, HasTheCodeWhereThereIsOne)
{
    EXPECT_EQ(line({.severity = "ERROR", .message = "m", .code = "42P07"}), "ERROR: m (SQLSTATE 42P07)");
    EXPECT_EQ(line({.severity = "FATAL", .message = "m"}), "FATAL: m");
}

} // namespace gander::driver::postgres
