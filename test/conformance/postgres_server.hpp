#pragma once
/// Databases on the server that GANDER_TEST_POSTGRES names (the URL of a superuser), for tests.

#include "conformance/backend.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace conformance {

/// The server's URL with another database in it. Empty when there is no server.
std::optional<std::string> postgres_url(std::string const &database);

class PostgresDatabase final : public Database
{
public:
    PostgresDatabase();
    ~PostgresDatabase() override;

    std::unique_ptr<gander::driver::Session> session() override;
    std::string const &name() const { return m_name; }
    std::string dbstring() const override { return url(); }
    std::string url() const { return postgres_url(m_name).value(); }

    /// Runs a statement on the maintenance database.
    static void administrate(std::string const &sql);

private:
    std::string m_name{};
};

} // namespace conformance
