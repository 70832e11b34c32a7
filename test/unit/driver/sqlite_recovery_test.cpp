#include "driver/sqlite/sqlite.hpp"
#include "unit/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>

namespace gander::driver::sqlite {

namespace fs = std::filesystem;
using test::TemporaryFolder;

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

/// Runs in a process that is killed in the middle of it, or that is another user.
static void in_a_process(std::function<bool()> const &body, uid_t user = ::geteuid())
{
    EXPECT_EXIT(std::_Exit(::seteuid(user) == 0 && body() ? 7 : 1), testing::ExitedWithCode(7), "");
}

static constexpr uid_t nobody = 65534;

static void make_wal_database(TemporaryFolder const &folder)
{
    open(folder / "x.db")->execute("PRAGMA journal_mode = wal; CREATE TABLE t (n); INSERT INTO t VALUES (5)");
    ASSERT_FALSE(fs::exists(folder / "x.db-wal"));
    ::chmod((folder / "x.db").c_str(), 0644);
}

TEST(SqliteWal, IsReadWhileSomebodyWrites)
{
    TemporaryFolder const folder;
    make_wal_database(folder);
    auto const writer = open(folder / "x.db");
    writer->begin();
    writer->execute("INSERT INTO t VALUES (6)");
    auto const reader = open(folder / "x.db", Access::read);
    EXPECT_EQ(one(*reader, "SELECT count(*) FROM t"), "1");
    writer->commit();
    EXPECT_EQ(one(*reader, "SELECT count(*) FROM t"), "2");
}

TEST(SqliteWal, IsReadWithoutItsSideFiles)
{
    TemporaryFolder const folder;
    make_wal_database(folder);
    EXPECT_EQ(one(*open(folder / "x.db", Access::read), "SELECT n FROM t"), "5");
    EXPECT_EQ(std::distance(fs::directory_iterator{folder.path()}, {}), 1) << "and none are left behind";
}

TEST(SqliteWal, IsReadWhereNothingMayBeWritten)
{
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to become somebody else";
    }
    TemporaryFolder const folder;
    make_wal_database(folder);
    ::chmod(folder.path().c_str(), 0555);
    in_a_process([&] { return one(*open(folder / "x.db", Access::read), "SELECT n FROM t") == "5"; }, nobody);
    in_a_process(
        [&] {
            return one(*open("file:" + (folder / "x.db") + "?mode=ro", Access::read), "SELECT n FROM t") ==
                   "5";
        },
        nobody);
}

TEST(SqliteWal, IsNotReadWrongWhereItsLogCannotBe)
{
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to become somebody else";
    }
    TemporaryFolder const folder;
    make_wal_database(folder);
    auto const writer = open(folder / "x.db");
    writer->execute("INSERT INTO t VALUES (6)");
    ::chmod((folder / "x.db-wal").c_str(), 0600);
    ::chmod((folder / "x.db-shm").c_str(), 0600);
    ::chmod(folder.path().c_str(), 0555);
    auto const refused = [&] {
        try {
            make(folder / "x.db")->connect(Access::read);
            return false;
        } catch (SqlError const &) {
            return true;
        }
    };
    in_a_process(refused, nobody);
}

TEST(SqliteJournal, OfAKilledWriterIsPlayedBackBeforeReading)
{
    TemporaryFolder const folder;
    open(folder / "x.db")->execute("CREATE TABLE t (n); INSERT INTO t VALUES (5)");
    in_a_process([&] {
        auto const killed = open(folder / "x.db?_pragma=cache_size(1)");
        killed->begin();
        killed->execute("CREATE TABLE big (x); UPDATE t SET n = 6;"
                        "WITH RECURSIVE c(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 300) "
                        "INSERT INTO big SELECT zeroblob(4000) FROM c");
        std::_Exit(fs::file_size(folder / "x.db-journal") > 0 ? 7 : 1);
        return true;
    });
    ASSERT_TRUE(fs::exists(folder / "x.db-journal"));
    auto const reader = open(folder / "x.db", Access::read);
    EXPECT_EQ(one(*reader, "SELECT n FROM t"), "5");
    EXPECT_EQ(one(*reader, "SELECT count(*) FROM sqlite_master"), "1");
}

} // namespace gander::driver::sqlite
