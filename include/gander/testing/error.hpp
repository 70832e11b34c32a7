#pragma once
/// What the functions of gander::testing throw beside gander::Error, for suites that tell a database that is
/// late from a migration that is broken. docs/testing.md has the table of what is thrown when.

#include <gander/error.hpp>

#include <memory>
#include <string>

namespace gander::testing {

/// The database or its cluster does not answer in time, is busy, or has a pod that does not become ready.
/// Nothing is wrong with the migrations. Its code is Errc::connection.
class PostgresNotReady : public Error
{
public:
    explicit PostgresNotReady(std::string const &what, std::string hint = {});
};

/// A file that cannot be read as a migration, or one that was not applied; after-steps too. what() is the
/// message for people, with the place in the file. retryable() is true where the file is not to blame: a lock
/// that was not obtained in time, a connection that broke.
class MigrationFailed : public Error
{
public:
    /// `what` without the place.
    MigrationFailed(Errc code, std::string const &what, Failure const &failure);

    std::string const &file() const noexcept { return m_place->path; } ///< as it was read
    int line() const noexcept { return m_place->line; }                ///< from 1; 0 where it is not known

private:
    std::shared_ptr<Place const> m_place;
};

} // namespace gander::testing
