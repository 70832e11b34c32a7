#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/postgres.hpp"

#include <algorithm>
#include <array>

namespace gander::driver::postgres {

namespace {

/// Bytes [begin, end) of a connection string.
struct Range
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Not <cctype>: what a blank or a letter is must not depend on the program's locale.
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

/// From a value's first character to its end: a quoted one to the closing quote, or to the end of the text
/// when there is none; any other to the next thing that looks like name=value, since it may have lost its
/// quotes.
std::size_t end_of_value(std::string_view text, std::size_t at)
{
    bool const quoted = at < text.size() && text[at] == '\'';
    for (at += quoted ? 1 : 0; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (quoted && text[at] == '\'' && (at + 1 == text.size() || is_blank(text[at + 1]))) {
            return at + 1;
        } else if (!quoted && is_blank(text[at])) {
            auto const next = text.find_first_not_of(" \t\r\n\v\f", at);
            if (next == std::string_view::npos || begins_pair(text, next)) {
                return at;
            }
        }
    }
    return text.size();
}

/// The values of password=, sslpassword= and their like: in a URL up to the next &, in pairs as
/// end_of_value() has it.
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
        auto const begin = std::min(text.find_first_not_of(" \t\r\n\v\f", equals + 1), text.size());
        ranges.push_back(
            {begin, url ? std::min(text.find('&', begin), text.size()) : end_of_value(text, begin)});
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
    // Not only libpq's own: strings for other tools, and slips of the finger, come here too.
    constexpr auto endings =
        std::to_array<std::string_view>({"password", "passwd", "pass", "pwd", "secret", "token", "_key"});
    std::string lower;
    if (!percent_decode(name, lower)) {
        lower = name;
    }
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c); });
    return std::ranges::any_of(endings, [&](std::string_view ending) { return lower.ends_with(ending); });
}

std::string masked(std::string_view dbstring)
{
    std::vector<Range> ranges;
    bool const pairs =
        !is_url(dbstring) &&
        begins_pair(dbstring, std::min(dbstring.find_first_not_of(" \t\r\n"), dbstring.size()));
    find_values(dbstring, !pairs, ranges);
    if (!pairs) {
        find_user(dbstring, ranges);
    }
    std::ranges::sort(ranges, {}, &Range::begin);

    std::string result;
    std::size_t at = 0;
    for (auto const &range : ranges) {
        if (range.begin >= at && range.begin < range.end) {
            result.append(dbstring.substr(at, range.begin - at)).append("xxxxx");
        }
        at = std::max(at, range.end);
    }
    return result.append(dbstring.substr(at));
}

} // namespace gander::driver::postgres
