#include "schema/words.hpp"

#include "base/ascii.hpp"

#include <vector>

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
    auto name = upper(take_word(text));
    if (name == "CREATE" || name == "ALTER" || name == "DROP") {
        name += ' ' + upper(take_word(text));
    }
    return name;
}

} // namespace gander::schema
