#include "sql/space.hpp"

#include "base/unicode.hpp"

namespace gander::sql {

namespace {

/// Bytes of the white space character that `text` ends with. No character's bytes end in another's, so
/// looking for the whole sequence is enough.
std::size_t trailing_space(std::string_view text) noexcept
{
    if (text.empty()) {
        return 0;
    }
    if (static_cast<unsigned char>(text.back()) < 0x80) {
        return leading_space(text.substr(text.size() - 1));
    }
    for (std::size_t size = 2; size <= 3 && size <= text.size(); ++size) {
        if (leading_space(text.substr(text.size() - size)) == size) {
            return size;
        }
    }
    return 0;
}

} // namespace

std::size_t leading_space(std::string_view text) noexcept
{
    if (text.empty()) {
        return 0;
    }
    auto const first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return first == ' ' || (first >= '\t' && first <= '\r') ? 1 : 0;
    }
    auto const decoded = unicode::decode(text, 0);
    return decoded.valid && unicode::is_space(decoded.rune) ? decoded.size : 0;
}

std::string_view left_trimmed(std::string_view text) noexcept
{
    while (std::size_t const size = leading_space(text)) {
        text.remove_prefix(size);
    }
    return text;
}

std::string_view right_trimmed(std::string_view text) noexcept
{
    while (std::size_t const size = trailing_space(text)) {
        text.remove_suffix(size);
    }
    return text;
}

std::string_view trimmed(std::string_view text) noexcept { return right_trimmed(left_trimmed(text)); }

bool is_comment_line(std::string_view line) noexcept { return left_trimmed(line).starts_with("--"); }

} // namespace gander::sql
