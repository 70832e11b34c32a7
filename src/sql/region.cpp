#include "sql/region.hpp"

#include <algorithm>

namespace gander::sql {

namespace {

constexpr auto none = std::string_view::npos;

/// A quote written twice stands for itself.
std::size_t skip_quoted(std::string_view line, std::size_t at, char quote, bool backslashes) noexcept
{
    while (at < line.size()) {
        at = backslashes ? line.find_first_of(quote == '\'' ? "'\\" : "\"\\", at) : line.find(quote, at);
        if (at == none) {
            return none;
        }
        if (line[at] == quote && (at + 1 == line.size() || line[at + 1] != quote)) {
            return at + 1;
        }
        at += 2;
    }
    return none;
}

std::size_t skip_comment(Region &region, std::string_view line, std::size_t at, bool nested) noexcept
{
    for (; at + 1 < line.size(); ++at) {
        if (line[at] == '*' && line[at + 1] == '/') {
            if (--region.depth == 0) {
                return at + 2;
            }
            ++at;
        } else if (nested && line[at] == '/' && line[at + 1] == '*') {
            ++region.depth;
            ++at;
        }
    }
    return none;
}

std::size_t find_end(Region &region, std::string_view line, std::size_t at, bool nested) noexcept
{
    switch (region.inside) {
    case Inside::code:
        return at;
    case Inside::string:
        return skip_quoted(line, at, '\'', false);
    case Inside::escape_string:
        return skip_quoted(line, at, '\'', true);
    case Inside::name:
        return skip_quoted(line, at, '"', false);
    case Inside::backtick:
        return skip_quoted(line, at, '`', false);
    case Inside::bracket: {
        auto const end = line.find(']', at);
        return end == none ? none : end + 1;
    }
    case Inside::dollar: {
        auto const end = line.find(region.tag, at);
        return end == none ? none : end + region.tag.size();
    }
    case Inside::comment:
        return skip_comment(region, line, at, nested);
    }
    return at;
}

} // namespace

std::size_t skip_region(Region &region, std::string_view line, std::size_t at, bool nested_comments) noexcept
{
    auto const end = find_end(region, line, at, nested_comments);
    if (end == none) {
        return line.size();
    }
    region.inside = Inside::code;
    return end;
}

std::string_view dollar_tag(std::string_view line, std::size_t at) noexcept
{
    auto end = at + 1;
    if (end < line.size() && line[end] >= '0' && line[end] <= '9') {
        return {};
    }
    while (end < line.size() && is_word_byte(line[end])) {
        ++end;
    }
    return end < line.size() && line[end] == '$' ? line.substr(at, end + 1 - at) : std::string_view{};
}

bool is_word_byte(char c) noexcept
{
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
}

} // namespace gander::sql
