// What is thrown when: docs/testing.md has the table. test/cli/test_examples.py asks the same of Go.
#include "suite.hpp"

#include <gander/testing/testing.hpp>

#include <gmock/gmock.h>

#include <functional>

namespace {

using gander::test::Suite;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace gander::testing;

std::string kind(std::function<void()> const &work)
{
    try {
        work();
    } catch (PostgresNotReady const &error) {
        return error.retryable() ? "PostgresNotReady" : "PostgresNotReady for good";
    } catch (MigrationFailed const &error) {
        return error.retryable() ? "MigrationFailed, retryable" : "MigrationFailed";
    } catch (gander::Error const &error) {
        return error.retryable() ? "Error, retryable" : "Error";
    }
    return "nothing";
}

class Errors : public Suite
{
protected:
    std::string applied() const
    {
        return kind([&] { apply(server().empty().open(), folder()); });
    }
};

TEST_F(Errors, WhatTimeHeals)
{
    Server const nobody{"host=127.0.0.1 port=1 user=u dbname=d"};
    EXPECT_EQ(kind([&] { apply(nobody.open(), folder()); }), "PostgresNotReady");
    EXPECT_EQ(kind([&] { static_cast<void>(nobody.migrated(folder())); }), "PostgresNotReady");
    EXPECT_EQ(kind([&] { static_cast<void>(verify(nobody.open(), {.tables = {"a"}})); }), "PostgresNotReady");
    EXPECT_EQ(kind([&] { static_cast<void>(nobody.empty()); }), "PostgresNotReady");
    EXPECT_EQ(kind([&] { static_cast<void>(round_trip(nobody, folder())); }), "PostgresNotReady");
}

TEST_F(Errors, WhatIsRefusedForGood)
{
    auto const nowhere = [&] { return server().open().with_name("nowhere"); };
    EXPECT_EQ(kind([&] { apply(nowhere(), folder()); }), "Error");
    EXPECT_EQ(kind([&] { static_cast<void>(verify(nowhere(), folder())); }), "Error");
    Server const stranger{server().dbstring() + "?user=stranger"};
    EXPECT_EQ(kind([&] { apply(stranger.open(), folder()); }), "Error");
    EXPECT_EQ(kind([&] { apply(server().open(), "/nowhere"); }), "Error");
    EXPECT_EQ(kind([&] { apply(server().open(), folder(), {.tables = {"nowhere"}}); }), "Error");
    EXPECT_EQ(kind([&] { static_cast<void>(Server{"nonsense"}.open()); }), "Error");
    file("00002_again.sql", "-- +goose Up\nSELECT 1;\n");
    EXPECT_EQ(applied(), "Error");
}

TEST_F(Errors, AMigrationThatIsBroken)
{
    write(2, "SELECT nowhere FROM users", "");
    EXPECT_EQ(applied(), "MigrationFailed");
    file(fmt(2), "-- +goose Up\nCREATE TABLE t (a int)\n");
    EXPECT_EQ(applied(), "MigrationFailed");
    write(2, "SELECT 1", "");
    file("grants.after", "GRANT nothing;\n");
    EXPECT_EQ(applied(), "MigrationFailed");
}

TEST_F(Errors, AMigrationThatIsNotToBlame)
{
    write(2,
          "SELECT 1;\n-- +goose StatementBegin\nDO $$ BEGIN RAISE lock_not_available; END $$;\n-- +goose "
          "StatementEnd\nSELECT 1",
          "");
    EXPECT_EQ(applied(), "MigrationFailed, retryable");
    write(2, "SELECT pg_terminate_backend(pg_backend_pid())", "");
    EXPECT_EQ(applied(), "MigrationFailed, retryable");
}

TEST_F(Errors, TheTextHasThePlaceOnceAndTheHint)
{
    write(2, "SELECT 1;\nSELECT nam FROM users", "");
    try {
        apply(server().empty().open(), folder());
        FAIL() << "it was applied";
    } catch (MigrationFailed const &error) {
        std::string const what = error.what();
        auto const place = (folder() / fmt(2)).string() + ":3:8: ";
        EXPECT_THAT(what, StartsWith(place + "ERROR: column"));
        EXPECT_THAT(what.substr(place.size()), Not(HasSubstr(fmt(2))));
        EXPECT_THAT(error.hint(), HasSubstr("users.name"));
    }
    write(2, "CREATE INDEX '", "");
    try {
        apply(server().empty().open(), folder());
        FAIL() << "it was applied";
    } catch (MigrationFailed const &error) {
        EXPECT_THAT(error.what(), StartsWith((folder() / fmt(2)).string() + ":2:1: this"));
    }
}

} // namespace
