#pragma once
/// Gander's errors as the two that suites ask for.

#include <gander/testing/error.hpp>

#include <utility>

namespace gander::testing {

/// Of an error whose report has a failed step.
MigrationFailed typed(MigrationError const &error);
MigrationFailed typed(ParseError const &error);

/// Does the work and throws PostgresNotReady, MigrationFailed, or what else it throws.
template<typename Work>
auto with_typed_errors(Work &&work)
{
    try {
        return std::forward<Work>(work)();
    } catch (MigrationFailed const &) {
        throw;
    } catch (ParseError const &error) {
        throw typed(error);
    } catch (Error const &error) {
        auto const *const run = dynamic_cast<MigrationError const *>(&error);
        if (run != nullptr && run->report().failed) {
            throw typed(*run);
        }
        if (error.retryable()) {
            throw PostgresNotReady(error.what(), error.hint());
        }
        throw;
    }
}

} // namespace gander::testing
