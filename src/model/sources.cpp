#include "model/sources.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace gander {

bool by_version(Source const &left, Source const &right) noexcept
{
    return std::tie(left.version, left.path) < std::tie(right.version, right.path);
}

void require_unique(std::vector<Source> const &sources)
{
    auto const twin = std::ranges::adjacent_find(sources, {}, &Source::version);
    if (twin != sources.end()) {
        throw Error(
            Errc::duplicate_version,
            fmt::format("duplicate version {}: {} and {}", twin->version, twin->path, std::next(twin)->path),
            "give one of the two files a version of its own: its name begins with it", twin->version);
    }
}

} // namespace gander
