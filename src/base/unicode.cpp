#include "base/unicode.hpp"

#include "base/unicode_tables.hpp"

#include <algorithm>
#include <iterator>

namespace gander::unicode {

namespace {

template<typename Table>
auto const *find_range(Table const &table, char32_t rune) noexcept
{
    auto const *const range =
        std::lower_bound(std::begin(table), std::end(table), rune,
                         [](auto const &candidate, char32_t wanted) { return candidate.last < wanted; });
    return range != std::end(table) && range->first <= rune ? range : nullptr;
}

template<typename Table>
char32_t change_case(Table const &table, char32_t rune) noexcept
{
    auto const *const range = find_range(table, rune);
    if (range == nullptr || (rune - range->first) % static_cast<char32_t>(range->stride) != 0) {
        return rune;
    }
    return static_cast<char32_t>(static_cast<int>(rune) + range->delta);
}

bool is_ascii_letter(char32_t rune) noexcept
{
    return (rune >= U'a' && rune <= U'z') || (rune >= U'A' && rune <= U'Z');
}

/// Bytes in the sequence that `lead` begins; 0 for a byte that begins none.
std::size_t sequence_length(unsigned char lead) noexcept
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_shortest_form(char32_t rune, std::size_t size) noexcept
{
    bool const surrogate = rune >= 0xD800 && rune <= 0xDFFF;
    return !surrogate && rune <= 0x10FFFF && (size != 3 || rune >= 0x800) && (size != 4 || rune >= 0x10000);
}

} // namespace

Decoded decode(std::string_view text, std::size_t offset) noexcept
{
    constexpr Decoded invalid{0xFFFD, 1, false};
    auto const lead = static_cast<unsigned char>(text[offset]);
    auto const size = sequence_length(lead);
    if (size == 1) {
        return {lead, 1, true};
    }
    if (size == 0 || text.size() - offset < size) {
        return invalid;
    }
    char32_t rune = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        auto const next = static_cast<unsigned char>(text[offset + i]);
        if ((next & 0xC0U) != 0x80) {
            return invalid;
        }
        rune = (rune << 6U) | (next & 0x3FU);
    }
    return is_shortest_form(rune, size) ? Decoded{rune, size, true} : invalid;
}

void append(std::string &text, char32_t rune)
{
    auto const tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((rune >> shift) & 0x3FU)); };
    if (rune < 0x80) {
        text += static_cast<char>(rune);
    } else if (rune < 0x800) {
        text += static_cast<char>(0xC0U | (rune >> 6U));
        tail(0);
    } else if (rune < 0x10000) {
        text += static_cast<char>(0xE0U | (rune >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (rune >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool is_printable(char32_t rune) noexcept
{
    return rune < 0x80 ? rune >= 0x20 && rune < 0x7F : find_range(printable, rune) != nullptr;
}

bool is_letter(char32_t rune) noexcept
{
    return rune < 0x80 ? is_ascii_letter(rune) : find_range(letters, rune) != nullptr;
}

bool is_number(char32_t rune) noexcept
{
    return rune < 0x80 ? rune >= U'0' && rune <= U'9' : find_range(numbers, rune) != nullptr;
}

bool is_space(char32_t rune) noexcept
{
    switch (rune) {
    case U' ':
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
        return true;
    default:
        return (rune >= U'\t' && rune <= U'\r') || (rune >= 0x2000 && rune <= 0x200A);
    }
}

char32_t to_lower(char32_t rune) noexcept
{
    if (rune < 0x80) {
        return rune >= U'A' && rune <= U'Z' ? rune + 0x20 : rune;
    }
    return change_case(to_lower_ranges, rune);
}

char32_t to_upper(char32_t rune) noexcept
{
    if (rune < 0x80) {
        return rune >= U'a' && rune <= U'z' ? rune - 0x20 : rune;
    }
    return change_case(to_upper_ranges, rune);
}

} // namespace gander::unicode
