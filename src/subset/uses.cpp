#include "subset/uses.hpp"

#include "schema/words.hpp"

#include <algorithm>

namespace gander::subset {

namespace {

bool is_plain(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '%';
    });
}

void add(Uses &uses, std::string_view name, unsigned how)
{
    how |= (how & rows) != 0 ? static_cast<unsigned>(write) : 0U;
    auto &known = uses[std::string(name)];
    known |= how | read;
}

} // namespace

std::vector<std::string> noted_as(std::string_view name)
{
    if (is_plain(name) || name.starts_with('%')) {
        return {std::string(name)};
    }
    auto const words = schema::words_of(name);
    return {words.begin(), words.end()};
}

void note(Uses &uses, std::string_view name, unsigned how)
{
    for (auto const &each : noted_as(name)) {
        add(uses, each, how);
    }
}

void note_words(Uses &uses, std::string_view text, unsigned how)
{
    for (auto const &word : schema::words_of(text)) {
        add(uses, word, how);
    }
}

} // namespace gander::subset
