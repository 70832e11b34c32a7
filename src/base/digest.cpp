#include "base/digest.hpp"

namespace gander {

Digest &Digest::add(std::string_view text)
{
    feed(std::to_string(text.size()));
    feed(":");
    feed(text);
    return *this;
}

void Digest::feed(std::string_view bytes)
{
    constexpr std::uint64_t prime = 0x100000001B3;
    for (char const byte : bytes) {
        m_state = (m_state ^ static_cast<unsigned char>(byte)) * prime;
    }
}

std::string Digest::text() const
{
    constexpr std::size_t size = 10;
    constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuv";
    // The low bits of FNV hardly hear of the first bytes: the high ones are folded in.
    auto bits = m_state ^ (m_state >> 29);
    bits = bits * 0xBF58476D1CE4E5B9 ^ (bits >> 32);
    std::string text;
    for (std::size_t each = 0; each < size; ++each, bits >>= 5) {
        text += letters[bits & 31];
    }
    return text;
}

} // namespace gander
