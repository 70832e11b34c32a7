#pragma once
/// Texts of migrations, numbered from 1, and which of them some tables need.

#include "subset/choose.hpp"
#include "unit/schema/folded.hpp"

namespace gander::subset {

using schema::script;

inline Subset subset(std::vector<std::string> const &files,
                     std::vector<std::string> const &tables = {"audit"})
{
    std::vector<Candidate> candidates;
    for (auto const &file : files) {
        auto const version = static_cast<Version>(candidates.size() + 1);
        auto const path = "m/" + std::to_string(version) + ".sql";
        candidates.push_back({{.version = version, .path = path}, touches(*script(file, path))});
    }
    return choose(candidates, tables);
}

/// The versions of those that are left out.
inline std::vector<Version> left_out(std::vector<std::string> const &files,
                                     std::vector<std::string> const &tables = {"audit"})
{
    std::vector<Version> versions;
    for (auto const &each : subset(files, tables).left_out) {
        versions.push_back(each.source.version);
    }
    return versions;
}

} // namespace gander::subset
