#include "migrator/database.hpp"

#include "migrator/adopted.hpp"
#include "migrator/drivers.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

namespace gander {

Database::Database(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Database::Database(Database &&) noexcept = default;
Database &Database::operator=(Database &&) noexcept = default;
Database::~Database() = default;

Database Database::open(std::string_view url)
{
    auto const word = driver_of_url(url);
    if (!word) {
        throw Error(Errc::usage,
                    fmt::format("{}: no driver can be told from this connection string", masked(url)),
                    "it should begin with postgres:// or sqlite:");
    }
    for (std::string_view const prefix : {"sqlite3://", "sqlite://", "sqlite3:", "sqlite:"}) {
        if (url.starts_with(prefix)) {
            return open(*word, url.substr(prefix.size()));
        }
    }
    return open(*word, url);
}

Database Database::open(std::string_view driver, std::string_view dbstring)
{
    auto const &entry = find_driver(driver);
    return Database(std::make_unique<Impl>(Impl{entry.make(dbstring), &dialect_of(entry)}));
}

Database Database::with_name(std::string const &name) const
{
    auto session = m_impl->session->with_database(name);
    if (!session) {
        throw Error(Errc::unsupported, "there are no other databases behind this connection");
    }
    return Database(std::make_unique<Impl>(Impl{std::move(session), m_impl->dialect}));
}

Database Database::adopt(std::string_view dialect, std::unique_ptr<Connection> connection)
{
    if (!connection) {
        throw Error(Errc::usage, "there is no connection to adopt");
    }
    auto const &entry = find_driver(dialect);
    return Database(std::make_unique<Impl>(
        Impl{std::make_unique<AdoptedSession>(std::string(entry.names.dialect), std::move(connection)),
             &dialect_of(entry)}));
}

} // namespace gander
