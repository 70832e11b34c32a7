#if GANDER_WITH_POSTGRES
#include "conformance/backend.hpp"
#include "conformance/postgres_server.hpp"
#include "dialect/table.hpp"
#include "driver/postgres/postgres.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>

namespace conformance {

std::optional<std::string> postgres_url(std::string const &database)
{
    auto const *const text = std::getenv("GANDER_TEST_POSTGRES");
    if (text == nullptr || *text == '\0') {
        return {};
    }
    std::string url{text};
    if (!database.empty()) {
        auto const slash = url.find('/', url.find("://") + 3);
        auto const query = std::min(url.find('?'), url.size());
        url = url.substr(0, std::min(slash, query)) + "/" + database + url.substr(query);
    }
    return url;
}

PostgresDatabase::PostgresDatabase()
{
    static std::atomic<int> count = 0;
    m_name = "gander_conformance_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    administrate("CREATE DATABASE " + m_name);
}

PostgresDatabase::~PostgresDatabase()
{
    try {
        administrate("DROP DATABASE " + m_name + " WITH (FORCE)");
    } catch (gander::Error const &error) {
        ADD_FAILURE() << error.what();
    }
}

std::unique_ptr<gander::driver::Session> PostgresDatabase::session()
{
    return gander::driver::postgres::make(url());
}

void PostgresDatabase::administrate(std::string const &sql)
{
    auto const session = gander::driver::postgres::make(postgres_url({}).value());
    session->connect(gander::driver::Access::write);
    session->execute(sql);
}

static std::unique_ptr<Database> make(std::string &why)
{
    if (!postgres_url({})) {
        why = "no PostgreSQL server: run it as `scripts/with-postgres ctest ...`";
        return nullptr;
    }
    return std::make_unique<PostgresDatabase>();
}

Backend postgres()
{
    return {.name = "postgres",
            .dialect = &gander::dialect::postgres(),
            .make = make,
            .parameter = "$1",
            .code_no_table = "42P01",
            .code_unique = "23505",
            .endless = "SELECT pg_sleep(60)",
            .deferred = "CREATE TABLE early (id int PRIMARY KEY);"
                        "CREATE TABLE late (id int REFERENCES early DEFERRABLE INITIALLY DEFERRED);"
                        "INSERT INTO late VALUES (1)",
            .change_setting = "SET search_path TO pg_catalog",
            .read_setting = "SHOW search_path"};
}

} // namespace conformance
#endif
