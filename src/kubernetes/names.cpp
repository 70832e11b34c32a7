#include "kubernetes/names.hpp"

#include <algorithm>
#include <array>

namespace gander::kubernetes {

namespace {

constexpr std::size_t longest_name = 63; // a Job's name becomes a label of its pods
constexpr std::size_t digest_size = 10;

} // namespace

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
    constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuv";
    // The low bits of FNV hardly hear of the first bytes: the high ones are folded in.
    auto bits = m_state ^ (m_state >> 29);
    bits = bits * 0xBF58476D1CE4E5B9 ^ (bits >> 32);
    std::string text;
    for (std::size_t each = 0; each < digest_size; ++each, bits >>= 5) {
        text += letters[bits & 31];
    }
    return text;
}

std::string hashed_name(std::string_view prefix, Digest const &digest)
{
    return with_suffix(prefix, digest.text());
}

std::string with_suffix(std::string_view name, std::string_view suffix)
{
    auto kept = name.substr(0, longest_name - suffix.size() - 1);
    kept = kept.substr(0, kept.find_last_not_of('-') + 1);
    return std::string(kept) + '-' + std::string(suffix);
}

std::string name_problem(std::string_view name)
{
    auto const lower = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (name.empty()) {
        return "it is empty";
    }
    if (name.size() > longest_name) {
        return "it is longer than 63 letters";
    }
    if (!lower(name.front()) || !lower(name.back()) ||
        !std::ranges::all_of(name, [&](char c) { return lower(c) || c == '-'; })) {
        return "it may have small letters, digits and, not at its ends, dashes";
    }
    return {};
}

} // namespace gander::kubernetes
