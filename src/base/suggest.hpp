#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace gander {

/// How many letters must be changed, added, dropped or swapped with their neighbour to make one word the
/// other.
int edit_distance(std::string_view left, std::string_view right);

/// The candidate that a mistyped word most likely meant; empty when none is near enough.
std::optional<std::string_view> suggest(std::string_view word, std::span<std::string_view const> candidates);

} // namespace gander
