#pragma once
/// PostgreSQL servers as a suite sees them, and databases of a test's own on them. What speaks with a server
/// throws PostgresNotReady, and gander::Error for what it refuses for good; what runs migrations throws
/// MigrationFailed too.

#include <gander/database.hpp>
#include <gander/migrator.hpp>
#include <gander/testing/error.hpp>

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gander::testing {

class TempDatabase;

/// One database on a server, by its connection string; one that is in a cluster keeps the way there open.
/// Copies lead to the same database.
class Server
{
public:
    /// A URL or key=value pairs. Connects when it is used.
    explicit Server(std::string dbstring);

    /// What this variable of the environment says; empty where it is not set.
    static std::optional<Server> from_environment(std::string const &variable = "GANDER_TEST_POSTGRES");

    /// A connection of its own each time, made when it is used. Throws Errc::usage for a connection string
    /// that cannot be read.
    [[nodiscard]] Database open() const;

    /// For other programs and libraries. The password is in it.
    [[nodiscard]] std::string const &dbstring() const noexcept { return m_dbstring; }

    /// A new database as these migrations leave it: a copy of a template, which takes milliseconds once that
    /// has been made. Its user must be allowed to create databases.
    [[nodiscard]] TempDatabase migrated(std::filesystem::path const &migrations) const;

    /// A new database with nothing in it.
    [[nodiscard]] TempDatabase empty() const;

private:
    friend class Cluster;
    Server(std::string dbstring, std::shared_ptr<void> way);

    std::string m_dbstring;
    std::shared_ptr<void> m_way{}; ///< a tunnel
};

/// A database of a test's own, dropped with this, whoever is still connected to it.
class TempDatabase
{
public:
    TempDatabase(TempDatabase &&) noexcept;
    TempDatabase &operator=(TempDatabase &&) noexcept;
    ~TempDatabase();

    [[nodiscard]] std::string const &name() const noexcept;
    [[nodiscard]] Database open() const;

private:
    friend class Server;
    friend std::ostream &operator<<(std::ostream &out, TempDatabase const &database);
    struct Impl;
    explicit TempDatabase(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Where they are, for failed expectations and logs; never a password.
std::ostream &operator<<(std::ostream &out, Server const &server);
std::ostream &operator<<(std::ostream &out, TempDatabase const &database);

struct ApplyOptions
{
    std::vector<std::string> tables{}; ///< what these need and nothing else; empty: everything
    std::chrono::nanoseconds wait{};   ///< for a database that is not up yet
};

/// Applies every pending migration of the folder, in whatever order others were applied, and runs its
/// after-steps; of a subset as MigrationSet::keep_tables() says. Nothing is done twice, also from suites that
/// run at once.
Report apply(Database database, std::filesystem::path const &migrations, ApplyOptions const &options = {});

/// Whether every migration of the folder is applied and what they make is there. Throws MigrationFailed for a
/// file that cannot be read.
[[nodiscard]] Verification verify(Database database, std::filesystem::path const &migrations);

/// Whether what is named is there. Throws Errc::usage for what is no name.
[[nodiscard]] Verification verify(Database database, SchemaExpectation const &expected);

/// The folder's migrations in order of version. Throws Errc::no_directory, Errc::no_migrations,
/// Errc::bad_name and Errc::duplicate_version.
[[nodiscard]] std::vector<Source> discover(std::filesystem::path const &migrations);

} // namespace gander::testing
