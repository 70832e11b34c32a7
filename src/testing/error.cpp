#include <gander/testing/error.hpp>

#include <fmt/format.h>

#include <utility>

namespace gander::testing {

namespace {

/// Whoever prints what() alone sees the place.
std::string placed(Place const &place, std::string const &what)
{
    return place.path.empty()  ? what
           : place.line == 0   ? fmt::format("{}: {}", place.path, what)
           : place.column == 0 ? fmt::format("{}:{}: {}", place.path, place.line, what)
                               : fmt::format("{}:{}:{}: {}", place.path, place.line, place.column, what);
}

} // namespace

PostgresNotReady::PostgresNotReady(std::string const &what, std::string hint)
    : Error(Errc::connection, what, std::move(hint))
{
}

MigrationFailed::MigrationFailed(Errc code, std::string const &what, Failure const &failure)
    : Error(code, placed(failure.place, what), failure.diagnostic.hint, failure.step.source.version,
            failure.diagnostic.code),
      m_place(std::make_shared<Place const>(failure.place))
{
}

} // namespace gander::testing
