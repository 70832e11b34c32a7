#include "sql/lexer.hpp"

#include "sql/space.hpp"

#include <algorithm>

namespace gander::sql {

Lexer::Lexer(Syntax const &syntax) : m_syntax(syntax)
{
    m_classes.fill(Class::sign);
    for (int c = 0; c < 256; ++c) {
        auto const byte = static_cast<char>(c);
        auto &kind = m_classes[static_cast<std::size_t>(c)];
        if (c >= 0x80) {
            kind = Class::wide;
        } else if (is_word_byte(byte)) {
            kind = Class::word;
        } else if (leading_space({&byte, 1}) != 0) {
            kind = Class::space;
        }
    }
    m_classes['\''] = m_classes['"'] = Class::quote;
    m_classes['`'] = syntax.backtick_names ? Class::quote : Class::sign;
    m_classes['['] = syntax.bracket_names ? Class::quote : Class::sign;
    m_classes['$'] = syntax.dollar_quotes ? Class::dollar : Class::sign;
    m_classes['-'] = Class::dash;
    m_classes['/'] = Class::slash;
    m_classes['('] = Class::open;
    m_classes[')'] = Class::close;
}

void Lexer::reset() noexcept
{
    m_region.inside = Inside::code;
    m_parentheses = 0;
    m_escape_goes_on = false;
}

void Lexer::begin_line(std::string_view text, int number, int column) noexcept
{
    m_line = text;
    m_at = 0;
    m_number = number;
    m_column = column;
}

Token Lexer::token(TokenKind kind, std::size_t size) noexcept
{
    m_escape_goes_on = false;
    Token const result{kind, m_at, m_line.substr(m_at, size)};
    m_at += size;
    return result;
}

Token Lexer::next()
{
    for (;;) {
        if (m_region.inside != Inside::code) {
            m_at = skip_region(m_region, m_line, m_at, m_syntax.nested_comments);
        } else if (m_parentheses > 0) {
            skip_dull();
        }
        if (m_at >= m_line.size()) {
            return {TokenKind::end, m_at, {}};
        }
        switch (class_of(m_at)) {
        case Class::space:
            ++m_at;
            continue;
        case Class::wide:
            if (std::size_t const blank = leading_space(m_line.substr(m_at))) {
                m_at += blank;
                continue;
            }
            return word();
        case Class::word:
            return word();
        case Class::quote:
            return quote();
        case Class::dollar:
            return dollar();
        case Class::dash:
        case Class::slash:
            if (comment()) {
                continue;
            }
            return sign();
        case Class::open:
        case Class::close:
            parenthesis(class_of(m_at) == Class::open);
            return token(TokenKind::other, 1);
        case Class::sign:
            return sign();
        }
    }
}

/// In parentheses nothing counts but what opens or closes something.
void Lexer::skip_dull() noexcept
{
    auto const start = m_at;
    auto at = start;
    while (at < m_line.size() && class_of(at) <= Class::sign) {
        ++at;
    }
    m_at = at;

    m_escape_goes_on = m_escape_goes_on && trimmed(m_line.substr(start, m_at - start)).empty();
}

Token Lexer::word()
{
    auto end = m_at + 1;
    while (end < m_line.size() &&
           (class_of(end) == Class::word || class_of(end) == Class::dollar ||
            (class_of(end) == Class::wide && leading_space(m_line.substr(end)) == 0))) {
        ++end;
    }
    return token(TokenKind::word, end - m_at);
}

Token Lexer::sign()
{
    char const c = m_line[m_at];
    return token(c == ';' ? TokenKind::semicolon : c == '.' ? TokenKind::dot : TokenKind::other, 1);
}

/// Is the literal at m_at an E'…', or a further piece of one?
bool Lexer::escapes() const noexcept
{
    if (m_syntax.plain_escapes) {
        return true;
    }
    if (!m_syntax.escape_strings) {
        return false;
    }
    bool const prefixed = m_at > 0 && (m_line[m_at - 1] == 'E' || m_line[m_at - 1] == 'e') &&
                          (m_at == 1 || (!is_word_byte(m_line[m_at - 2]) && m_line[m_at - 2] != '$'));
    return prefixed || m_escape_goes_on;
}

Token Lexer::quote()
{
    Inside inside = Inside::name;
    switch (m_line[m_at]) {
    case '\'':
        inside = escapes() ? Inside::escape_string : Inside::string;
        break;
    case '`':
        inside = Inside::backtick;
        break;
    case '[':
        inside = Inside::bracket;
        break;
    default:
        break;
    }
    auto const at = m_at;
    enter(inside, 1);
    m_escape_goes_on = inside == Inside::escape_string;
    return {TokenKind::other, at, m_line.substr(at, 1)};
}

Token Lexer::dollar()
{
    bool const in_name = m_at > 0 && is_word_byte(m_line[m_at - 1]);
    auto const tag = in_name ? std::string_view{} : dollar_tag(m_line, m_at);
    if (!tag.empty()) {
        auto const at = m_at;
        m_region.tag = tag;
        enter(Inside::dollar, tag.size());
        return {TokenKind::other, at, tag};
    }
    auto end = m_at + 1; // of a parameter, or of a name with dollars in it
    while (end < m_line.size() && (is_word_byte(m_line[end]) || (in_name && m_line[end] == '$'))) {
        ++end;
    }
    return token(TokenKind::other, end - m_at);
}

bool Lexer::comment()
{
    auto const rest = m_line.substr(m_at);
    if (rest.starts_with("--")) {
        // Only a substituted value can bring a line break into the line.
        m_at = std::min(m_line.find('\n', m_at), m_line.size());
        return true;
    }
    if (rest.starts_with("/*")) {
        m_region.depth = 1;
        enter(Inside::comment, 2);
        return true;
    }
    return false;
}

void Lexer::enter(Inside inside, std::size_t size)
{
    m_region.inside = inside;
    m_region.line = m_number;
    m_region.column = m_column + static_cast<int>(m_at);
    m_at += size;
}

void Lexer::parenthesis(bool open) noexcept
{
    if (open && m_parentheses++ == 0) {
        m_parenthesis_line = m_number;
        m_parenthesis_column = m_column + static_cast<int>(m_at);
    } else if (!open && m_parentheses > 0) {
        --m_parentheses;
    }
}

} // namespace gander::sql
