#pragma once
#include <string>
#include <string_view>

namespace gander {

/// A string in double quotes as Go's %q prints it: escapes for quotes, backslashes, control characters and
/// what is not printable Unicode.
std::string go_quoted(std::string_view text);

/// A string in single quotes, with a backslash before each quote and backslash in it: a libpq parameter's
/// value, and with an E before it a constant for PostgreSQL that means the same whatever
/// standard_conforming_strings says.
std::string single_quoted(std::string_view text);

} // namespace gander
