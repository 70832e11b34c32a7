#pragma once
/// Which columns of its table an index or a constraint mentions: it goes with any of them.

#include "schema/tree.hpp"

#include <set>
#include <string>

namespace gander::schema {

/// `*` stands for columns that are not known by name.
using Mentions = std::set<std::string, std::less<>>;

inline constexpr auto any_column = "*";

Mentions mentions_of(Json const &node);

} // namespace gander::schema
