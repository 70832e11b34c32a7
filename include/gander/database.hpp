#pragma once
/// Databases and sessions.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander {

struct Schema;

/// One open session. What a C++ migration is given, and what you implement to bring a connection of your own.
class Connection
{
public:
    using Row =
        std::vector<std::optional<std::string>>; ///< values as the database prints them; null is empty

    virtual ~Connection() = default;

    /// Runs one or more statements and discards their rows. Throws SqlError.
    virtual void execute(std::string_view sql) = 0;

    /// Runs one statement with `$1` (PostgreSQL) or `?` (SQLite) parameters. Throws SqlError.
    virtual std::vector<Row> query(std::string_view sql, std::span<std::string const> parameters = {}) = 0;

    /// Ends what another thread has running here; that call then throws Errc::cancelled.
    virtual void cancel() noexcept = 0;

    virtual void *native() noexcept = 0; ///< PGconn *, sqlite3 *; yours while the call lasts
};

/// Where the database is and which dialect it speaks. Connects at the first call that needs it, so making one
/// never fails for want of a server. Throws Errc::unsupported for a driver that this build does not have and
/// Errc::usage for a connection string that cannot be understood.
class Database
{
public:
    /// A connection string that names its own driver: `postgres://…`, `postgresql://…`, `sqlite:FILE`,
    /// `sqlite3:FILE`, `file:…`.
    static Database open(std::string_view url);

    /// goose's DRIVER and DBSTRING: `postgres` or `pgx` with a URL, key=value pairs or nothing (then libpq's
    /// PG* environment); `sqlite3` or `sqlite` with a path, a `file:` URI or `:memory:`.
    static Database open(std::string_view driver, std::string_view dbstring);

    /// A connection that you opened. `dialect` is a driver word; the connection is closed with the Database.
    static Database adopt(std::string_view dialect, std::unique_ptr<Connection> connection);

    /// The same server and credentials, another database. Throws Errc::unsupported where there is no server,
    /// or where the connection is one of your own.
    [[nodiscard]] Database with_name(std::string const &name) const;

    Database(Database &&) noexcept;
    Database &operator=(Database &&) noexcept;
    ~Database();

private:
    friend class Migrator;
    friend Schema read_schema(Database &database, std::string const &table);
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// One row of the table of drivers: the word a user writes, the client library that talks, and the dialect of
/// the version table.
struct DriverWord
{
    std::string_view word;
    std::string_view driver;
    std::string_view dialect;
};

/// The drivers in this build, in alphabetical order of their words.
std::span<DriverWord const> drivers() noexcept;

/// The driver word that the beginning of `url` names, if it names one: `postgres://…` → `postgres`.
std::optional<std::string_view> driver_of_url(std::string_view url) noexcept;

/// A connection string, of whatever database, with the passwords and tokens in it replaced by `xxxxx`. For
/// messages.
std::string masked(std::string_view dbstring);

} // namespace gander
