#pragma once
/// Gander's errors as the two that suites ask for.

#include <gander/testing/error.hpp>

#include <utility>

namespace gander::testing {

MigrationFailed typed(MigrationError const &error);

/// Does the work and throws PostgresNotReady, MigrationFailed, or what else it throws.
template<typename Work>
auto with_typed_errors(Work &&work)
{
    try {
        return std::forward<Work>(work)();
    } catch (MigrationError const &error) {
        throw typed(error);
    } catch (ParseError const &error) {
        auto const &first = error.problems().front();
        throw MigrationFailed(error.code(), error.what(), 0, first.place);
    } catch (Error const &error) {
        if (error.code() == Errc::connection && error.retryable()) {
            throw PostgresNotReady(error.what(), error.hint());
        }
        throw;
    }
}

} // namespace gander::testing
