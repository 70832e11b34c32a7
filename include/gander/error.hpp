#pragma once
/// Everything this library throws. Everyday outcomes ("nothing to do") are values, not errors.

#include <gander/report.hpp>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander {

/// What went wrong, for a caller that decides. The text in what() is for people.
enum class Errc : std::uint8_t {
    usage,             ///< the call itself makes no sense
    no_directory,      ///< the migrations directory does not exist or cannot be read
    no_migrations,     ///< nothing in the directory is a migration in the range asked for
    bad_name,          ///< a file whose name gives no version
    duplicate_version, ///< two migrations with one version
    parse,             ///< a file cannot be read as a migration; see ParseError
    out_of_order,      ///< pending migrations older than the newest applied one, and allow_missing is off
    version_not_found, ///< no migration here has the version the database is at
    already_applied,
    not_applied,
    stale_plan,   ///< the history has moved since the plan was made
    unsupported,  ///< a driver, dialect or kind of migration that this build cannot run
    connection,   ///< cannot connect, or the connection was lost
    lock_timeout, ///< the migration lock, or a lock in the database, was not obtained in time
    sql,          ///< the database refused a statement; see SqlError
    history,      ///< the version table cannot be understood
    in_doubt,     ///< the connection broke, or a stop ran out of time, and it is not known what took effect
    lock_lost,    ///< somebody else has taken the migration lock in the middle of the run
    cancelled,    ///< stopped by Options::stop
    io            ///< a file could not be written or renamed
};

/// Base of everything this library throws. what() says what and where; hint() says what to do next and may be
/// empty; version() is the migration it is about, 0 when it is about none.
class Error : public std::runtime_error
{
public:
    Error(Errc code, std::string const &what, std::string hint = {}, Version version = 0);

    Errc code() const noexcept { return m_code; }
    std::string const &hint() const noexcept { return *m_hint; }
    Version version() const noexcept { return m_version; }

    /// Would the same call have a chance later, with nothing changed but time? True for connections that fail
    /// or are lost, locks and servers that are busy, and runs that were stopped; never for a wrong password.
    bool retryable() const noexcept { return m_retryable; }

protected:
    /// `state` is the SQLSTATE, or SQLite's extended result code, that came with the error.
    Error(Errc code, std::string const &what, std::string hint, Version version, std::string_view state);

private:
    Errc m_code;
    bool m_retryable;
    Version m_version;
    std::shared_ptr<std::string const> m_hint; // an exception must copy without throwing
};

/// The database refused something. what() is the driver's text with its code, as one line.
class SqlError : public Error
{
public:
    SqlError(Errc code, std::string const &what, Diagnostic diagnostic);
    Diagnostic const &diagnostic() const noexcept { return *m_diagnostic; }

protected:
    /// For what is known to stay wrong although nobody gave a code: it is judged by `state`.
    SqlError(Errc code, std::string const &what, Diagnostic diagnostic, std::string_view state);

private:
    std::shared_ptr<Diagnostic const> m_diagnostic;
};

/// One or more migration files cannot be read; nothing has been run. problems() is never empty.
class ParseError : public Error
{
public:
    explicit ParseError(std::vector<Problem> problems);
    std::vector<Problem> const &problems() const noexcept { return *m_problems; }

private:
    std::shared_ptr<std::vector<Problem> const> m_problems;
};

/// A run stopped half-way. report() says what was done, what failed, and what was not reached.
class MigrationError : public Error
{
public:
    MigrationError(Errc code, std::string const &what, Report report);
    Report const &report() const noexcept { return *m_report; }

private:
    std::shared_ptr<Report const> m_report;
};

} // namespace gander
