#pragma once
#include <gander/migrator.hpp>

#include <map>
#include <vector>

namespace gander {

struct MigrationSet::Impl
{
    std::vector<Source> files{};                        ///< on disk, or embedded
    std::map<std::string, std::string_view> embedded{}; ///< path → text
    std::map<Version, FunctionMigration> functions{};
    std::vector<Source> after{}; ///< in the order they are run in

    std::vector<Source> sources() const;

    /// The text of a file, wherever it is. Throws Errc::io.
    std::string read(Source const &source) const;

    /// Null when the migration is a file. An empty function means: record only.
    FunctionMigration::Function const *function(Step const &step) const;
};

} // namespace gander
