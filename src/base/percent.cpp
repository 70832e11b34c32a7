#include "base/percent.hpp"

namespace gander {

namespace {

int hex_value(char c)
{
    auto const digit = std::string_view{"0123456789abcdef"}.find(static_cast<char>(c | 0x20));
    return (c >= '0' && c <= '9') || digit >= 10 ? static_cast<int>(digit) : -1;
}

} // namespace

int percent_byte(std::string_view text, std::size_t offset)
{
    if (text.size() - offset < 3) {
        return -1;
    }
    int const high = hex_value(text[offset + 1]);
    int const low = hex_value(text[offset + 2]);
    return high < 0 || low < 0 || high > 15 || low > 15 ? -1 : high * 16 + low;
}

std::string percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int const byte = text[i] == '%' ? percent_byte(text, i) : -1;
        out += byte < 0 ? text[i] : static_cast<char>(byte);
        i += byte < 0 ? 0 : 2;
    }
    return out;
}

} // namespace gander
