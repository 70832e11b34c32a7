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

} // namespace gander
