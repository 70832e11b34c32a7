#include "report/excerpt.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::report {

namespace {

constexpr std::size_t widest = 120; // characters of a line that are shown
constexpr std::size_t lead = 60;    // of them before the caret where the line had to be cut

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

/// Where character `number` (from 0) begins; the text's end beyond its last one.
std::size_t offset_of(std::string_view text, std::size_t number)
{
    std::size_t byte = 0;
    while (byte < text.size() && !(starts_character(text[byte]) && number-- == 0)) {
        ++byte;
    }
    return byte;
}

std::string_view slice(std::string_view text, std::size_t from, std::size_t count)
{
    text.remove_prefix(offset_of(text, from));
    return text.substr(0, offset_of(text, count));
}

/// One column on the screen for each character: control characters would move the caret.
std::string printable(std::string_view text)
{
    std::string result{text};
    std::ranges::replace_if(
        result, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return result;
}

} // namespace

std::string location(Place const &place)
{
    if (place.line == 0) {
        return place.path;
    }
    return place.column == 0 ? fmt::format("{}:{}", place.path, place.line)
                             : fmt::format("{}:{}:{}", place.path, place.line, place.column);
}

std::string excerpt(Place const &place, int length)
{
    if (place.line == 0 || place.text.empty()) {
        return {};
    }
    std::string_view const line = place.text;
    auto const byte = std::min(line.size(), static_cast<std::size_t>(std::max(place.column - 1, 0)));
    auto const before = characters(line.substr(0, byte));
    auto const cut = before > lead && characters(line) > widest ? before - lead : 0;
    auto const number = fmt::format("{:>5}", place.line);
    auto text = fmt::format("\n{} | {}", number, printable(slice(line, cut, widest)));
    if (place.column > 0) {
        auto const marked = characters(line.substr(byte, static_cast<std::size_t>(std::max(length, 1))));
        auto const room = widest > before - cut ? widest - (before - cut) : 1;
        auto const carets = std::clamp<std::size_t>(marked, 1, room);
        text += "\n      | " + std::string(before - cut, ' ') + std::string(carets, '^');
    }
    return text;
}

std::string indented(std::string const &text, std::size_t blanks)
{
    std::string result;
    for (char const c : text) {
        result += c;
        if (c == '\n') {
            result.append(blanks, ' ');
        }
    }
    return result;
}

} // namespace gander::report
