#include "unit/migrator/folder.hpp"

#include <gander/gander.hpp>

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class AdoptTest : public testing::Test
{
protected:
    AdoptTest()
    {
        folder.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a (n int);\nINSERT INTO a VALUES (1);\n");
        folder.write("00003_c.sql", "-- +goose Up\nCREATE INDEX i ON a (n);\nDROP TABLE IF EXISTS b;\n");
    }

    Migrator open(MigrationSet set, Options options = {})
    {
        return {Database::open("sqlite3", folder.database()), std::move(set), std::move(options)};
    }
    MigrationSet files() const { return MigrationSet::from_directory(folder.migrations()); }

    /// As another program would.
    void run(std::string const &sql)
    {
        MigrationSet set;
        set.add(
            {.version = 1, .name = "run", .up = [&](Connection &db, std::stop_token) { db.execute(sql); }});
        open(std::move(set), {.versioning = false}).up();
    }

    static Errc code_of(auto const &action)
    {
        try {
            action();
        } catch (Error const &error) {
            return error.code();
        }
        ADD_FAILURE() << "nothing was thrown";
        return Errc::io;
    }

    Folder folder{};
};

TEST_F(AdoptTest, WhatIsThereIsRecorded)
{
    run("CREATE TABLE a (n int); CREATE INDEX i ON a (n)");
    auto const adoption = open(files()).adopt(3);
    EXPECT_EQ(adoption.version, 3);
    EXPECT_EQ(adoption.adopted.size(), 2U);
    EXPECT_EQ(adoption.found, 3U);
    EXPECT_THAT(adoption.missing, IsEmpty());
    EXPECT_EQ(adoption.unchecked.size(), 2U);
    EXPECT_EQ(adoption.peer.driver, "sqlite3");
    EXPECT_EQ(open(files()).version(), 3);
    EXPECT_EQ(code_of([&] { open(files()).adopt(3); }), Errc::already_applied);
}

TEST_F(AdoptTest, WhatIsMissingIsAValue)
{
    run("CREATE TABLE a (n int)");
    auto const adoption = open(files()).adopt(3);
    ASSERT_EQ(adoption.missing.size(), 1U);
    EXPECT_EQ(adoption.missing[0].message, "index i is not there");
    EXPECT_EQ(adoption.missing[0].place.line, 2);
    EXPECT_THAT(adoption.adopted, IsEmpty());
    EXPECT_EQ(open(files()).version(), 0);
    EXPECT_EQ(open(files()).adopt(1).adopted.size(), 1U);
    EXPECT_EQ(open(files()).version(), 1);
}

TEST_F(AdoptTest, FunctionsAreRecordedUnseen)
{
    run("CREATE TABLE a (n int); CREATE INDEX i ON a (n)");
    auto set = files();
    set.add({.version = 2, .name = "fill", .up = [](Connection &, std::stop_token) {
                 FAIL() << "nothing is run";
             }});
    auto const adoption = open(std::move(set)).adopt(3);
    EXPECT_EQ(adoption.adopted.size(), 3U);
    ASSERT_EQ(adoption.unchecked.size(), 3U);
    EXPECT_EQ(adoption.unchecked[1].place.path, "fill") << "in order of version";
}

TEST_F(AdoptTest, WhatCannotBeTriedIsUnchecked)
{
    folder.write("00002_b.sql", "-- +goose Up\nCREATE INDEX lost ON elsewhere (n);\n");
    run("CREATE TABLE a (n int); CREATE INDEX i ON a (n)");
    auto const adoption = open(files()).adopt(3);
    EXPECT_EQ(adoption.adopted.size(), 3U);
    EXPECT_THAT(adoption.unchecked.at(1).message, HasSubstr("could not be tried in an empty database: "));
}

TEST_F(AdoptTest, WhatMakesNoSenseIsThrown)
{
    EXPECT_EQ(code_of([&] { open(files()).adopt(2); }), Errc::version_not_found);
    EXPECT_EQ(code_of([&] { open(files()).adopt(0); }), Errc::no_migrations);
    EXPECT_EQ(code_of([&] { open(files(), {.versioning = false}).adopt(3); }), Errc::usage);
    folder.write("00003_c.sql", "-- +goose Up\nCREATE TABLE x (n int)\n");
    EXPECT_EQ(code_of([&] { open(files()).adopt(3); }), Errc::parse);
}

} // namespace
} // namespace gander
