#pragma once
/// Stretches of SQL in which a semicolon is only a character: literals, quoted names, comments.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gander::sql {

enum class Inside : std::uint8_t {
    code,
    string,        ///< '…'
    escape_string, ///< E'…' with backslashes
    name,          ///< "…"
    backtick,      ///< `…`
    bracket,       ///< […]
    dollar,        ///< $tag$…$tag$
    comment        ///< /* … */
};

/// Where a text is while it is read line by line, and where that began.
struct Region
{
    Inside inside = Inside::code;
    std::string tag{}; ///< of a dollar quote, with its dollars
    int depth = 0;     ///< of comments in comments
    int line = 0;      ///< in the file, from 1
    int column = 0;    ///< from 1
};

/// The offset in `line` just behind the region's end, or line.size() when the region goes on: then
/// region.inside stays what it was, else it becomes code.
std::size_t skip_region(Region &region, std::string_view line, std::size_t at, bool nested_comments) noexcept;

/// The `$tag$` that begins at `at`, or nothing.
std::string_view dollar_tag(std::string_view line, std::size_t at) noexcept;

/// Letters, digits, `_`, and every byte that is not ASCII.
bool is_word_byte(char c) noexcept;

} // namespace gander::sql
