#pragma once
#include <string>
#include <string_view>

namespace gander {

/// A string in double quotes as Go's %q prints it: escapes for quotes, backslashes, control characters and
/// what is not printable Unicode.
std::string go_quoted(std::string_view text);

} // namespace gander
