#pragma once
#include "cli/commands.hpp"
#include "cli/personality.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

namespace gander::cli {

/// Does `work`, which looks at files up to `version` only. To the engine a directory whose files all lie
/// beyond it is as good as empty; whoever named the version has to be told which of the two it is.
template<typename Work>
auto up_to_or_explain(Job const &job, Version version, Work const &work)
{
    try {
        return work();
    } catch (Error const &error) {
        auto const plain = error.code() != Errc::no_migrations || !job.who.own_variables;
        auto const sources =
            plain ? std::vector<Source>{} : MigrationSet::from_directory(job.settings.directory).sources();
        if (sources.empty()) {
            throw;
        }
        throw Error(error.code(), error.what(),
                    fmt::format("no file has a version up to {}: the lowest is {}", version,
                                sources.front().version));
    }
}

} // namespace gander::cli
