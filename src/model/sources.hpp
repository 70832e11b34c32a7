#pragma once
/// What holds of a list of sources, wherever they come from.

#include <gander/report.hpp>

#include <vector>

namespace gander {

/// In order of version, then path.
bool by_version(Source const &left, Source const &right) noexcept;

/// Throws Errc::duplicate_version, which names both, for two of one version in a list that is in order.
void require_unique(std::vector<Source> const &sources);

} // namespace gander
