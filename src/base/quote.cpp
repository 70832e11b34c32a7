#include "base/quote.hpp"

#include "base/unicode.hpp"

namespace gander {

namespace {

void append_hex(std::string &out, std::string_view prefix, char32_t value, unsigned digits)
{
    out += prefix;
    for (unsigned shift = digits * 4; shift > 0; shift -= 4) {
        out += "0123456789abcdef"[(value >> (shift - 4)) & 0xFU];
    }
}

/// The letter that stands for a control character behind a backslash; 0 when it has none.
char short_escape(char32_t rune)
{
    switch (rune) {
    case U'\a':
        return 'a';
    case U'\b':
        return 'b';
    case U'\f':
        return 'f';
    case U'\n':
        return 'n';
    case U'\r':
        return 'r';
    case U'\t':
        return 't';
    case U'\v':
        return 'v';
    case U'"':
    case U'\\':
        return static_cast<char>(rune);
    default:
        return 0;
    }
}

void append_quoted(std::string &out, char32_t rune, std::string_view bytes)
{
    if (char const letter = short_escape(rune); letter != 0) {
        out += '\\';
        out += letter;
    } else if (unicode::is_printable(rune)) {
        out += bytes;
    } else if (rune < 0x20 || rune == 0x7F) {
        append_hex(out, "\\x", rune, 2);
    } else if (rune < 0x10000) {
        append_hex(out, "\\u", rune, 4);
    } else {
        append_hex(out, "\\U", rune, 8);
    }
}

} // namespace

std::string go_quoted(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        auto const [rune, size, valid] = unicode::decode(text, at);
        if (valid) {
            append_quoted(out, rune, text.substr(at, size));
        } else {
            append_hex(out, "\\x", static_cast<unsigned char>(text[at]), 2);
        }
        at += size;
    }
    out += '"';
    return out;
}

std::string single_quoted(std::string_view text)
{
    std::string quoted{"'"};
    for (char const c : text) {
        quoted.append(c == '\'' || c == '\\' ? 1 : 0, '\\').append(1, c);
    }
    return quoted + '\'';
}

} // namespace gander
