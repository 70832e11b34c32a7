#pragma once
/// The little of Unicode that matching goose's words and names takes.

#include <cstddef>
#include <string>
#include <string_view>

namespace gander::unicode {

/// One character of UTF-8 text. A byte that is no part of valid UTF-8 comes out alone, as U+FFFD with
/// valid == false.
struct Decoded
{
    char32_t rune = 0;
    std::size_t size = 0; ///< in bytes
    bool valid = true;
};

/// The character that starts at `offset`, which must be below text.size().
Decoded decode(std::string_view text, std::size_t offset) noexcept;

void append(std::string &text, char32_t rune);

/// Visible characters, and of the blanks only U+0020.
bool is_printable(char32_t rune) noexcept;
bool is_letter(char32_t rune) noexcept;
bool is_number(char32_t rune) noexcept; ///< digits of every script, and the likes of ½ and Ⅷ
bool is_space(char32_t rune) noexcept;
char32_t to_lower(char32_t rune) noexcept;
char32_t to_upper(char32_t rune) noexcept;

} // namespace gander::unicode
