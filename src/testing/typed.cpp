#include "testing/typed.hpp"

namespace gander::testing {

MigrationFailed typed(MigrationError const &error)
{
    auto failed = *error.report().failed;
    std::string what = error.what();
    if (auto const prefix = failed.place.path + ": "; what.starts_with(prefix)) {
        what.erase(0, prefix.size());
    }
    if (failed.place.path.empty()) {
        failed.place.path = failed.step.source.path;
    }
    return {error.code(), what, failed};
}

/// The first of its problems.
MigrationFailed typed(ParseError const &error)
{
    auto const &problems = error.problems();
    auto const &first = problems.front();
    auto const more =
        problems.size() > 1 ? " (and " + std::to_string(problems.size() - 1) + " more)" : std::string{};
    return {error.code(), first.message + more,
            Failure{.diagnostic = {.hint = first.hint}, .place = first.place}};
}

} // namespace gander::testing
