#include "model/sources.hpp"
#include "plan/select.hpp"

#include <algorithm>

namespace gander::plan {

std::vector<Source> eligible(std::vector<Source> sources, Request const &request)
{
    if (request.verb == Verb::up) {
        // Files beyond the target are none of its business, not even when two of them share a version.
        std::erase_if(sources, [&](Source const &source) { return source.version > request.target; });
    }
    if (sources.empty()) {
        throw Error(Errc::no_migrations, "no migration files found",
                    "migrations are files named VERSION_name.sql, directly in the folder");
    }
    if (!std::is_sorted(sources.begin(), sources.end(), by_version)) {
        std::sort(sources.begin(), sources.end(), by_version);
    }
    require_unique(sources);
    return sources;
}

} // namespace gander::plan
