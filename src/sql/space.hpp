#pragma once
/// White space as goose sees it: Unicode's, not ASCII's.

#include <cstddef>
#include <string_view>

namespace gander::sql {

/// Bytes of the white space character that `text` begins with; 0 when it begins with something else.
std::size_t leading_space(std::string_view text) noexcept;

std::string_view left_trimmed(std::string_view text) noexcept;
std::string_view right_trimmed(std::string_view text) noexcept;
std::string_view trimmed(std::string_view text) noexcept;

/// Does the line say nothing but `-- …`?
bool is_comment_line(std::string_view line) noexcept;

} // namespace gander::sql
