#pragma once
#include <string>
#include <string_view>

namespace gander {

/// `directory/name` in its shortest spelling, by text alone: `./m` and `x` give `m/x`, `.` and `x` give `x`.
/// This is how goose names files in its messages.
std::string joined_path(std::string_view directory, std::string_view name);

} // namespace gander
