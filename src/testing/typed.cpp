#include "testing/typed.hpp"

#include <fmt/format.h>

namespace gander::testing {

/// The message names the place, where there is one: whoever prints what() alone sees it.
MigrationFailed typed(MigrationError const &error)
{
    auto const &failed = error.report().failed;
    auto place = failed ? failed->place : Place{};
    if (place.path.empty() && failed) {
        place.path = failed->step.source.path;
    }
    auto const what = place.line == 0
                          ? std::string(error.what())
                          : fmt::format("{}:{}:{}: {}", place.path, place.line, place.column, error.what());
    return {error.code(), what, failed ? failed->step.source.version : error.version(), std::move(place)};
}

} // namespace gander::testing
