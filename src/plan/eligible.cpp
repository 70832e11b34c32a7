#include "plan/select.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::plan {

static bool by_version(Source const &left, Source const &right)
{
    return left.version != right.version ? left.version < right.version : left.path < right.path;
}

static void require_unique(std::vector<Source> const &sources)
{
    auto const same = [](Source const &left, Source const &right) { return left.version == right.version; };
    auto const twin = std::adjacent_find(sources.begin(), sources.end(), same);
    if (twin != sources.end()) {
        throw Error(
            Errc::duplicate_version,
            fmt::format("duplicate version {}: {} and {}", twin->version, twin->path, std::next(twin)->path),
            "give one of the two files a version of its own: its name begins with it", twin->version);
    }
}

std::vector<Source> eligible(std::vector<Source> sources, Request const &request)
{
    if (request.verb == Verb::up) {
        // Files beyond the target are none of its business, not even when two of them share a version.
        std::erase_if(sources, [&](Source const &source) { return source.version > request.target; });
    }
    if (sources.empty()) {
        throw Error(Errc::no_migrations, "no migration files found",
                    "migrations are files named VERSION_name.sql, directly in the directory that -dir names");
    }
    if (!std::is_sorted(sources.begin(), sources.end(), by_version)) {
        std::sort(sources.begin(), sources.end(), by_version);
    }
    require_unique(sources);
    return sources;
}

} // namespace gander::plan
