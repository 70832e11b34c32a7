#include <gander/testing/error.hpp>

#include <utility>

namespace gander::testing {

PostgresNotReady::PostgresNotReady(std::string const &what, std::string hint)
    : Error(Errc::connection, what, std::move(hint))
{
}

MigrationFailed::MigrationFailed(Errc code, std::string const &what, Version version, Place place)
    : Error(code, what, {}, version), m_place(std::make_shared<Place const>(std::move(place)))
{
}

} // namespace gander::testing
