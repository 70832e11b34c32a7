#pragma once
/// What the functions of gander::testing throw beside gander::Error, for suites that tell a database that is
/// late from a migration that is broken.

#include <gander/error.hpp>

#include <memory>
#include <string>

namespace gander::testing {

/// The database does not answer, or not yet, or its pod does not become ready. Its code is Errc::connection.
class PostgresNotReady : public Error
{
public:
    explicit PostgresNotReady(std::string const &what, std::string hint = {});
};

/// A migration or an after-step was not applied. what() is the message for people, with the place in the
/// file.
class MigrationFailed : public Error
{
public:
    MigrationFailed(Errc code, std::string const &what, Version version, Place place);

    std::string const &file() const noexcept { return m_place->path; } ///< as it was read
    int line() const noexcept { return m_place->line; }                ///< from 1; 0 where it is not known

private:
    std::shared_ptr<Place const> m_place;
};

} // namespace gander::testing
