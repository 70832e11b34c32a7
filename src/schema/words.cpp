#include "schema/words.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>

namespace gander::schema {

namespace {

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::string_view take_word(std::string_view &text)
{
    while (!text.empty() && !is_word(text.front())) {
        text.remove_prefix(1);
    }
    std::size_t size = 0;
    while (size < text.size() && is_word(text[size])) {
        ++size;
    }
    auto const word = text.substr(0, size);
    text.remove_prefix(size);
    return word;
}

std::string upper(std::string_view word)
{
    std::string result{word};
    for (char &c : result) {
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return result;
}

/// The kind of thing that a CREATE makes does not always follow at once.
bool is_left_out(std::string_view word)
{
    constexpr auto words = std::to_array<std::string_view>(
        {"OR", "REPLACE", "UNIQUE", "TEMP", "TEMPORARY", "UNLOGGED", "GLOBAL", "LOCAL", "CONSTRAINT"});
    return std::ranges::find(words, word) != words.end();
}

/// Kinds of several words, by the first of them.
std::string rest_of_kind(std::string_view first, std::string_view text)
{
    if (first == "TEXT") {
        auto const search = upper(take_word(text));
        return search + ' ' + upper(take_word(text)); // DICTIONARY and its like
    }
    constexpr auto words =
        std::to_array<std::string_view>({"EVENT", "MATERIALIZED", "FOREIGN", "ACCESS", "DEFAULT"});
    return std::ranges::find(words, first) == words.end() ? std::string{} : upper(take_word(text));
}

} // namespace

std::set<std::string, std::less<>> words_of(std::string_view text)
{
    std::set<std::string, std::less<>> words;
    for (auto word = take_word(text); !word.empty(); word = take_word(text)) {
        words.emplace(word);
        words.insert(ascii_lower(word));
    }
    return words;
}

std::string headline(std::string_view text)
{
    auto verb = upper(take_word(text));
    if (verb != "CREATE" && verb != "ALTER" && verb != "DROP") {
        return verb;
    }
    auto kind = upper(take_word(text));
    while (is_left_out(kind)) {
        kind = upper(take_word(text));
    }
    auto const rest = rest_of_kind(kind, text);
    return verb + ' ' + kind + (rest.empty() ? "" : " ") + rest;
}

} // namespace gander::schema
