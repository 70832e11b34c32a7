#include "base/masked.hpp"

#include "base/ascii.hpp"
#include "base/percent.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace gander {

namespace {

/// Bytes [begin, end) of a connection string.
struct Range
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Not <cctype>: what a blank or a letter is must not depend on the program's locale.
constexpr std::string_view blanks = " \t\r\n\v\f";
bool is_blank(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Whether `name =` stands at `at`.
bool begins_pair(std::string_view text, std::size_t at)
{
    auto const begin = at;
    while (at < text.size() && is_word(text[at])) {
        ++at;
    }
    auto const end = at;
    while (at < text.size() && is_blank(text[at])) {
        ++at;
    }
    return end > begin && at < text.size() && text[at] == '=';
}

/// Whether what begins at `at`, behind blanks, is the end of the text or `name =`.
bool is_boundary(std::string_view text, std::size_t at)
{
    auto const next = text.find_first_not_of(blanks, at);
    return next == std::string_view::npos || (next > at && begins_pair(text, next));
}

/// From a value's first character to its end: a quoted one to the closing quote, or to the end of the text
/// when there is none; any other to the next thing that looks like name=value. Either may have lost a quote
/// or have one too many, so that what follows, up to that, belongs to it.
std::size_t end_of_value(std::string_view text, std::size_t at)
{
    bool const quoted = at < text.size() && text[at] == '\'';
    for (at += quoted ? 1 : 0; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (quoted && text[at] == '\'' && is_boundary(text, at + 1)) {
            return at + 1;
        } else if (!quoted && is_blank(text[at]) && is_boundary(text, at)) {
            return at;
        }
    }
    return text.size();
}

/// The values of password=, token= and their like: in a URL up to the next &, in pairs as end_of_value() has
/// it.
void find_values(std::string_view text, bool url, std::vector<Range> &ranges)
{
    for (auto equals = text.find('='); equals != std::string_view::npos;
         equals = text.find('=', equals + 1)) {
        auto name_end = equals;
        while (name_end > 0 && is_blank(text[name_end - 1])) {
            --name_end;
        }
        auto name = name_end;
        while (name > 0 && (is_word(text[name - 1]) || (url && text[name - 1] == '%'))) {
            --name;
        }
        if (!names_secret(text.substr(name, name_end - name))) {
            continue;
        }
        auto const begin = std::min(text.find_first_not_of(blanks, equals + 1), text.size());
        ranges.push_back(
            {begin, url ? std::min(text.find('&', begin), text.size()) : end_of_value(text, begin)});
    }
}

/// `password SECRET`, whose = is missing: up to the next thing that looks like name=value.
void find_bare_names(std::string_view text, std::vector<Range> &ranges)
{
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_blank(text[at])) {
            continue;
        }
        auto const word = text.substr(begin, at - begin);
        auto const value = std::min(text.find_first_not_of(blanks, at), text.size());
        bool const is_bare = !begins_pair(text, begin) && !is_boundary(text, at);
        if (is_bare && std::ranges::all_of(word, is_word) && names_secret(word)) {
            ranges.push_back({value, end_of_value(text, value)});
        }
        begin = at + 1;
    }
}

/// `password: SECRET`, `"password":"SECRET"`, from another format: all that follows.
void find_colons(std::string_view text, std::vector<Range> &ranges)
{
    for (auto colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
        auto end = colon;
        while (end > 0 && (is_blank(text[end - 1]) || text[end - 1] == '"' || text[end - 1] == '\'')) {
            --end;
        }
        auto begin = end;
        while (begin > 0 && is_word(text[begin - 1])) {
            --begin;
        }
        if (names_secret(text.substr(begin, end - begin))) {
            ranges.push_back({colon + 1, text.size()});
        }
    }
}

/// user/PASSWORD@host, as other databases write it.
void find_slash(std::string_view text, std::vector<Range> &ranges)
{
    auto const slash = text.find('/');
    auto const at = text.rfind('@');
    if (at != std::string_view::npos && slash < at && text.find(':') > at) {
        ranges.push_back({slash + 1, at});
    }
}

/// user:PASSWORD@: from the first colon to the last @, whatever is between.
void find_user(std::string_view text, std::vector<Range> &ranges)
{
    auto const scheme = text.find("://");
    auto const colon = text.find(':', scheme == std::string_view::npos ? 0 : scheme + 3);
    auto const at = text.rfind('@');
    if (colon != std::string_view::npos && at != std::string_view::npos && colon < at) {
        ranges.push_back({colon + 1, at});
    }
}

} // namespace

bool names_secret(std::string_view name)
{
    constexpr auto pieces = std::to_array<std::string_view>({"pass", "pwd", "token", "secret", "key"});
    auto const lower = ascii_lower(percent_decoded(name));
    if (lower.ends_with("file") || lower == "sslkey") {
        return false;
    }
    if (lower == "pw") {
        return true;
    }
    return std::ranges::any_of(
        pieces, [&](std::string_view piece) { return lower.find(piece) != std::string::npos; });
}

std::string without_secrets(std::string_view text)
{
    std::vector<Range> ranges;
    bool const url = text.find("://") != std::string_view::npos;
    bool const pairs = begins_pair(text, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    find_values(text, !pairs, ranges);
    if (!url) {
        find_bare_names(text, ranges);
        find_colons(text, ranges);
    }
    if (!pairs || url) { // url=postgres://… is both
        find_user(text, ranges);
        find_slash(text, ranges);
    }
    std::ranges::sort(ranges, {}, &Range::begin);

    std::string result;
    std::size_t at = 0;
    for (auto const &range : ranges) {
        if (range.begin >= at && range.begin < range.end) {
            result.append(text.substr(at, range.begin - at)).append("xxxxx");
        }
        at = std::max(at, range.end);
    }
    return result.append(text.substr(at));
}

} // namespace gander
