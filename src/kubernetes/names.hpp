#pragma once
/// Names of objects, which the API holds to a few letters and lengths.

#include "base/digest.hpp"

#include <string>
#include <string_view>

namespace gander::kubernetes {

/// `prefix-digest`, the prefix shortened so that a pod's label can hold the name.
std::string hashed_name(std::string_view prefix, Digest const &digest);

/// `name-suffix`, the name shortened in the same way.
std::string with_suffix(std::string_view name, std::string_view suffix);

/// Why this is no name of an object (RFC 1123 label: a-z, 0-9, '-', at most 63); empty when it is one.
std::string name_problem(std::string_view name);

} // namespace gander::kubernetes
