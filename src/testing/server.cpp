#include "model/sources.hpp"
#include "testing/typed.hpp"

#include <gander/testing/server.hpp>

#include <cstdlib>
#include <ostream>
#include <utility>

namespace gander::testing {

namespace {

Database opened(std::string const &dbstring)
{
    return driver_of_url(dbstring) ? Database::open(dbstring) : Database::open("postgres", dbstring);
}

Migrator migrator(Database database, MigrationSet migrations, Options options = {})
{
    options.allow_missing = true; // a test database is filled in any order
    return Migrator{std::move(database), std::move(migrations), std::move(options)};
}

} // namespace

struct TempDatabase::Impl
{
    Server server;
    std::string name;
};

TempDatabase::TempDatabase(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
TempDatabase::TempDatabase(TempDatabase &&) noexcept = default;

TempDatabase &TempDatabase::operator=(TempDatabase &&other) noexcept
{
    std::swap(m_impl, other.m_impl);
    return *this;
}

/// What cannot be dropped now is found by `gander test database drop --all`.
TempDatabase::~TempDatabase()
{
    if (m_impl) {
        try {
            migrator(m_impl->server.open(), {}).drop_test_database(m_impl->name);
        } catch (std::exception const &) {
        }
    }
}

std::string const &TempDatabase::name() const noexcept { return m_impl->name; }

Database TempDatabase::open() const { return m_impl->server.open().with_name(m_impl->name); }

Server::Server(std::string dbstring) : m_dbstring(std::move(dbstring)) {}

Server::Server(std::string dbstring, std::shared_ptr<void> way)
    : m_dbstring(std::move(dbstring)), m_way(std::move(way))
{
}

std::optional<Server> Server::from_environment(std::string const &variable)
{
    char const *const value = std::getenv(variable.c_str());
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional{Server{value}};
}

Database Server::open() const { return opened(m_dbstring); }

TempDatabase Server::migrated(std::filesystem::path const &migrations) const
{
    return with_typed_errors([&] {
        auto const made = migrator(open(), MigrationSet::from_directory(migrations)).create_test_database();
        return TempDatabase{
            std::make_unique<TempDatabase::Impl>(TempDatabase::Impl{*this, made.peer.database})};
    });
}

TempDatabase Server::empty() const
{
    return with_typed_errors([&] {
        auto const made = migrator(open(), {}).create_test_database();
        return TempDatabase{
            std::make_unique<TempDatabase::Impl>(TempDatabase::Impl{*this, made.peer.database})};
    });
}

std::ostream &operator<<(std::ostream &out, Server const &server) { return out << masked(server.dbstring()); }

std::ostream &operator<<(std::ostream &out, TempDatabase const &database)
{
    return out << database.name() << " on " << database.m_impl->server;
}

Report apply(Database database, std::filesystem::path const &migrations, ApplyOptions const &options)
{
    return with_typed_errors([&] {
        auto set = MigrationSet::from_directory(migrations);
        if (!options.tables.empty()) {
            set.keep_tables(options.tables);
        }
        return migrator(std::move(database), std::move(set), {.wait = options.wait}).up();
    });
}

Verification verify(Database database, std::filesystem::path const &migrations)
{
    return with_typed_errors(
        [&] { return migrator(std::move(database), MigrationSet::from_directory(migrations)).verify(); });
}

Verification verify(Database database, SchemaExpectation const &expected)
{
    return with_typed_errors([&] { return migrator(std::move(database), {}).verify(expected); });
}

std::vector<Source> discover(std::filesystem::path const &migrations)
{
    auto sources = MigrationSet::from_directory(migrations).sources();
    if (sources.empty()) {
        throw Error(Errc::no_migrations, "no migration files found in " + masked(migrations.string()));
    }
    require_unique(sources);
    return sources;
}

} // namespace gander::testing
