#include "schema/uses.hpp"

#include "schema/words.hpp"

#include <algorithm>

namespace gander::schema {

namespace {

bool is_plain(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '%';
    });
}

bool add(Uses &uses, std::string_view name, unsigned how)
{
    how |= (how & rows) != 0 ? static_cast<unsigned>(write) : 0U;
    auto &known = uses[std::string(name)];
    auto const before = known;
    known |= how | read;
    return known != before;
}

} // namespace

bool note(Uses &uses, std::string_view name, unsigned how)
{
    if (is_plain(name)) {
        return add(uses, name, how);
    }
    bool news = false;
    for (auto const &word : words_of(name)) {
        news = add(uses, word, how) || news;
    }
    return news;
}

void note_words(Uses &uses, std::string_view text, unsigned how)
{
    for (auto const &word : words_of(text)) {
        add(uses, word, how);
    }
}

} // namespace gander::schema
