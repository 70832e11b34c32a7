#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gander {

/// `1h13m`, `90s`, `300ms`, `1.5h`, `-2m`: Go's durations. Empty when the text is not one; a bare number is
/// not.
std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);

/// The way Go prints it: `1m2.35s`, `60.46ms`, `995.78µs`, `0s`.
std::string format_duration(std::chrono::nanoseconds duration);

/// Rounded to three or more digits, as goose does for its lines: to a hundredth of the unit it is printed in.
std::chrono::nanoseconds round_duration(std::chrono::nanoseconds duration);

/// As people write it, and no longer than it is of use: `2m`, `1m30s`, `3.2s`, `300ms`.
std::string short_duration(std::chrono::nanoseconds duration);

} // namespace gander
