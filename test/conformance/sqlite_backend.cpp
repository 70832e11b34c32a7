#if GANDER_WITH_SQLITE
#include "conformance/backend.hpp"
#include "dialect/table.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace conformance {

namespace {

class SqliteFile final : public Database
{
public:
    SqliteFile()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "gander-conformance-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error("mkdtemp failed");
        }
        m_folder = pattern;
    }

    ~SqliteFile() override { std::filesystem::remove_all(m_folder); }

    std::unique_ptr<gander::driver::Session> session() override
    {
        return gander::driver::sqlite::make(dbstring());
    }

    std::string dbstring() const override { return (m_folder / "db").string() + "?_pragma=foreign_keys(1)"; }

private:
    std::filesystem::path m_folder{};
};

} // namespace

Backend sqlite()
{
    return {.name = "sqlite3",
            .dialect = &gander::dialect::sqlite3(),
            .make = [](std::string &) -> std::unique_ptr<Database> { return std::make_unique<SqliteFile>(); },
            .parameter = "?",
            .code_no_table = "1",
            .code_unique = "2067",
            .endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            .deferred = "CREATE TABLE early (id int PRIMARY KEY);"
                        "CREATE TABLE late (id int REFERENCES early DEFERRABLE INITIALLY DEFERRED);"
                        "INSERT INTO late VALUES (1)",
            .change_setting = "PRAGMA busy_timeout = 4321",
            .read_setting = "PRAGMA busy_timeout"};
}

} // namespace conformance
#endif
