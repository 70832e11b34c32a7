#pragma once
#include <string>
#include <string_view>

namespace gander {

/// A to Z in lower case and everything else as it is: what a keyword is must not depend on the locale.
inline std::string ascii_lower(std::string_view text)
{
    std::string lower{text};
    for (char &c : lower) {
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return lower;
}

/// Whether the word stands in the text, and not as a part of a longer one.
inline bool has_word(std::string_view text, std::string_view word)
{
    auto const is_part = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        auto const end = at + word.size();
        if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]))) {
            return true;
        }
    }
    return false;
}

} // namespace gander
