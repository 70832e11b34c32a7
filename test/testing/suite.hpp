#pragma once
/// A folder of migrations, and a server for databases of a test's own.

#include "unit/temporary_folder.hpp"

#include <gander/testing/server.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace gander::test {

class Suite : public ::testing::Test
{
protected:
    void SetUp() override
    {
        m_server = testing::Server::from_environment();
        if (!m_server && std::getenv("CI") != nullptr) {
            FAIL() << "no PostgreSQL: run this through scripts/with-postgres";
        }
        if (!m_server) {
            GTEST_SKIP() << "no PostgreSQL: run this through scripts/with-postgres";
        }
        write(1, "CREATE TABLE users (id int PRIMARY KEY, name text)", "DROP TABLE users");
        write(2, "CREATE INDEX by_name ON users (name)", "DROP INDEX by_name");
        write(3, "CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users)", "DROP TABLE posts");
    }

    void write(int version, std::string const &up, std::string const &down)
    {
        file(fmt(version), "-- +goose Up\n" + up + ";\n\n-- +goose Down\n" + down + ";\n");
    }

    void file(std::string const &name, std::string const &text) { m_folder.write(name, text); }

    static std::string fmt(int version) { return "0000" + std::to_string(version) + "_m.sql"; }

    testing::Server const &server() const { return *m_server; }
    std::filesystem::path const &folder() const { return m_folder.path(); }

private:
    std::optional<testing::Server> m_server{};
    TemporaryFolder m_folder{};
};

} // namespace gander::test
