#pragma once
/// The body of a function or of DO, which no tree is at hand for: every word of it counts as a name.

#include "subset/uses.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gander::subset {

/// Why the words of the body may not be all that it touches; empty when they are. What makes up names at run
/// time is harmless by itself: it is what takes them that is looked for.
std::optional<std::string> unclear(std::string_view body, std::string_view language);

/// What running it uses.
Uses uses_of_body(std::string_view body);

} // namespace gander::subset
