#include "driver/sqlite/sqlite.hpp"
#include "unit/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace gander::driver::sqlite {

using test::TemporaryFolder;

static std::string one(Session &session, std::string_view sql)
{
    return session.query(sql).at(0).at(0).value_or("NULL");
}

static std::unique_ptr<Session> open(std::string const &dbstring)
{
    auto session = make(dbstring);
    EXPECT_TRUE(session->connect(Access::write));
    return session;
}

/// A pragma, what a migration sets it to, and how it stood.
struct Change
{
    char const *name;
    char const *changed;
    char const *before;
};
static void PrintTo(Change const &change, std::ostream *out) { *out << change.name; }

class SqliteSettings : public testing::TestWithParam<Change>
{
protected:
    std::string value() { return one(*m_session, std::string{"PRAGMA "} + GetParam().name); }
    void change()
    {
        m_session->execute(std::string{"PRAGMA "} + GetParam().name + " = " + GetParam().changed);
        ASSERT_NE(value(), GetParam().before);
    }

    TemporaryFolder m_folder{};
    std::unique_ptr<Session> m_session = open(m_folder / "x.db");
};

TEST_P(SqliteSettings, AreRestoredAfterAStepWithoutATransaction)
{
    change();
    m_session->record("");
    EXPECT_EQ(value(), GetParam().before);
}

TEST_P(SqliteSettings, AreRestoredByTheEndOfATransaction)
{
    change();
    m_session->execute("BEGIN");
    m_session->record("CREATE TABLE t (n)");
    m_session->commit();
    EXPECT_EQ(value(), GetParam().before);
}

TEST_P(SqliteSettings, AreRestoredByARollback)
{
    change();
    m_session->execute("BEGIN");
    m_session->rollback();
    EXPECT_EQ(value(), GetParam().before);
}

INSTANTIATE_TEST_SUITE_P(
    All, SqliteSettings,
    testing::Values(Change{"foreign_keys", "1", "0"}, Change{"recursive_triggers", "1", "0"},
                    Change{"legacy_alter_table", "1", "0"}, Change{"ignore_check_constraints", "1", "0"},
                    Change{"writable_schema", "1", "0"}, Change{"query_only", "1", "0"},
                    Change{"reverse_unordered_selects", "1", "0"}, Change{"read_uncommitted", "1", "0"},
                    Change{"trusted_schema", "0", "1"}, Change{"temp_store", "2", "0"},
                    Change{"synchronous", "0", "2"}, Change{"locking_mode", "exclusive", "normal"},
                    Change{"journal_mode", "memory", "delete"}));

TEST(SqliteRecord, RunsUnderTheSettingsOfTheSession)
{
    auto const session = open(":memory:?_fk=1");
    session->execute("CREATE TABLE t (n)");
    session->begin();
    session->execute("PRAGMA query_only = 1; PRAGMA case_sensitive_like = 1");
    session->record("INSERT INTO t VALUES ('a' LIKE 'A')");
    session->commit();
    EXPECT_EQ(one(*session, "SELECT n FROM t"), "1");
    session->execute("PRAGMA foreign_keys = 0");
    session->record("");
    EXPECT_EQ(one(*session, "PRAGMA foreign_keys"), "1") << "as the connection string wants it";
}

TEST(SqliteRecord, KeepsViolationsThatWereDeferred)
{
    auto const session = open(":memory:?_fk=1");
    session->execute("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p)");
    session->begin();
    session->execute("PRAGMA defer_foreign_keys = 1; INSERT INTO c VALUES (5)");
    session->record("CREATE TABLE version (n)");
    EXPECT_THROW(session->commit(), SqlError);
    session->rollback();
    EXPECT_EQ(one(*session, "SELECT count(*) FROM c"), "0");
}

TEST(SqliteRecord, KeepsWhatBelongsToTheFile)
{
    TemporaryFolder const folder;
    auto const session = open(folder / "x.db");
    session->execute("PRAGMA journal_mode = wal; PRAGMA user_version = 4");
    session->record("");
    EXPECT_EQ(one(*session, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(one(*session, "PRAGMA user_version"), "4");
}

TEST(SqliteRecord, DetachesWhatAMigrationAttached)
{
    TemporaryFolder const folder;
    auto const session = open(folder / "x.db");
    session->execute("ATTACH '" + (folder / "other.db") + "' AS \"o\"\"2\"");
    session->begin();
    session->execute("CREATE TABLE \"o\"\"2\".t (n)");
    session->record("CREATE TABLE version (n)");
    EXPECT_EQ(session->query("PRAGMA database_list").size(), 2U) << "not while the transaction lasts";
    session->commit();
    EXPECT_EQ(session->query("PRAGMA database_list").size(), 1U);
}

} // namespace gander::driver::sqlite
