#include "kubernetes/base64.hpp"

#include <cstdint>

namespace gander::kubernetes {

std::string base64(std::string_view bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve(base64_size(bytes.size()));
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        auto const group = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t each = 0; each < 3; ++each) {
            bits = bits << 8 | (each < group.size() ? static_cast<unsigned char>(group[each]) : 0U);
        }
        for (std::size_t each = 0; each < 4; ++each) {
            text += each > group.size() ? '=' : letters[bits >> (18 - 6 * each) & 63];
        }
    }
    return text;
}

} // namespace gander::kubernetes
