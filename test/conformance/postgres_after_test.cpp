#if GANDER_WITH_POSTGRES
/// After-steps of the library on a server: under the lock, each with a session as it was.

#include "conformance/notes.hpp"
#include "conformance/postgres_server.hpp"
#include "conformance/suite.hpp"
#include "unit/migrator/folder.hpp"

#include <thread>

namespace conformance {

using testing::IsEmpty;

class PostgresAfter : public testing::Test
{
protected:
    void SetUp() override
    {
        CONFORMANCE_NEED(postgres_url({}),
                         "no PostgreSQL server: run it as `scripts/with-postgres ctest ...`");
        database = std::make_unique<PostgresDatabase>();
        folder.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a (n text);\n");
    }

    gander::Migrator open(gander::Options options = {})
    {
        return {gander::Database::open(database->url()),
                gander::MigrationSet::from_directory(folder.migrations()), std::move(options)};
    }

    std::vector<gander::Connection::Row> ask(std::string const &sql)
    {
        auto const session = database->session();
        session->connect(Access::write);
        return session->query(sql);
    }

    Folder folder{};
    std::unique_ptr<PostgresDatabase> database{};
};

TEST_F(PostgresAfter, RunsUnderEachLockWithNothingPendingToo)
{
    folder.write("a.after", "INSERT INTO a SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND "
                            "database = (SELECT oid FROM pg_database WHERE datname = current_database());\n");
    for (auto const lock : {gander::LockMode::session, gander::LockMode::lease, gander::LockMode::none}) {
        EXPECT_EQ(open({.lock = lock}).up().after.size(), 1U);
        EXPECT_EQ(open({.lock = lock}).up().after.size(), 1U);
    }
    EXPECT_EQ(ask("SELECT count(*) FROM a").at(0).at(0), "6");
    EXPECT_EQ(ask("SELECT count(*) FROM a WHERE n = '0'").at(0).at(0), "2") << "without a lock";
    EXPECT_EQ(ask("SELECT count(*) FROM goose_db_version").at(0).at(0), "2");
}

TEST_F(PostgresAfter, OneDoesNotSeeTheSettingsOfAnother)
{
    folder.write("a.after", "SET search_path = '';\nSET work_mem = '1234kB';\n");
    folder.write("b.after", "INSERT INTO a VALUES (current_setting('work_mem'));\n");
    open().up();
    EXPECT_EQ(ask("SELECT count(*) FROM a WHERE n = '1234kB'").at(0).at(0), "0");
}

TEST_F(PostgresAfter, ManyAtOnceDoNotMeet)
{
    open().up();
    folder.write("grants.after", "GRANT SELECT ON a TO PUBLIC;\nREVOKE SELECT ON a FROM PUBLIC;\n");
    std::vector<std::string> failures(6);
    {
        std::vector<std::jthread> threads;
        for (auto &failure : failures) {
            threads.emplace_back([this, &failure] {
                try {
                    open().up();
                } catch (std::exception const &error) {
                    failure = error.what();
                }
            });
        }
    }
    EXPECT_THAT(failures, testing::Each(IsEmpty()));
}

} // namespace conformance

#endif
