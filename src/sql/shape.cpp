#include "sql/shape.hpp"

#include "sql/conforming.hpp"

#include <algorithm>

namespace gander::sql {

bool is_word(std::string_view text, std::string_view word) noexcept
{
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - ('a' - 'A')) : a) == b;
    });
}

void Shape::reset() noexcept
{
    m_kind = Kind::none;
    m_last = Last::nothing;
    m_body = m_from_stdin = m_copied = m_copied_before = m_may_change_literals = false;
}

void Shape::feed(Token const &token) noexcept
{
    switch (token.kind) {
    case TokenKind::end:
        return;
    case TokenKind::word:
        m_may_change_literals = m_may_change_literals || hints_at_conforming(token.text);
        return word(token.text);
    case TokenKind::semicolon:
        return semicolon();
    case TokenKind::dot:
        m_last = Last::dot;
        return;
    case TokenKind::other:
        break;
    }
    more_follows();
    m_last = Last::other;
    m_kind = m_kind == Kind::none ? Kind::other : m_kind;
}

Shape::Kind Shape::kind_after(std::string_view text) const noexcept
{
    if (m_kind == Kind::none) {
        return is_word(text, "CREATE") ? Kind::create : is_word(text, "COPY") ? Kind::copy : Kind::other;
    }
    if (m_kind != Kind::create) {
        return m_kind;
    }
    if (is_word(text, "FUNCTION") || is_word(text, "PROCEDURE")) {
        return Kind::routine;
    }
    if (is_word(text, "TRIGGER")) {
        return Kind::trigger;
    }
    constexpr std::string_view passing[] = {"OR", "REPLACE", "TEMP", "TEMPORARY"};
    bool const goes_on =
        std::ranges::any_of(passing, [&](std::string_view word) { return is_word(text, word); });
    return goes_on ? Kind::create : Kind::other;
}

/// A body ends with an END that follows a semicolon (each of its statements ends in one) or that follows its
/// beginning: so the END of a CASE within it cannot be mistaken for its own.
void Shape::word(std::string_view text) noexcept
{
    auto const before = m_last;
    m_last = Last::other;
    if (m_body) {
        bool const may_end = before == Last::semicolon || before == Last::begin || before == Last::atomic;
        m_body = !(may_end && is_word(text, "END"));
        return;
    }
    m_kind = kind_after(text);
    more_follows();
    if (m_kind == Kind::copy && is_word(text, "FROM")) {
        m_last = Last::from;
    } else if (m_kind == Kind::copy && before == Last::from && m_syntax.copy_from_stdin) {
        m_from_stdin =
            m_from_stdin || is_word(text, "STDIN") || is_word(text, "STDOUT"); // either, says the server
    } else if (is_word(text, "BEGIN") && before != Last::dot) {
        m_last = Last::begin;
        m_body = m_kind == Kind::trigger && m_syntax.trigger_bodies;
    } else if (is_word(text, "ATOMIC") && before == Last::begin) {
        m_last = Last::atomic;
        m_body = m_kind == Kind::routine && m_syntax.begin_atomic;
    }
}

void Shape::more_follows() noexcept
{
    m_copied_before = m_copied_before || m_copied;
    m_copied = false;
}

void Shape::semicolon() noexcept
{
    m_last = Last::semicolon;
    if (m_body) {
        return;
    }
    more_follows();
    m_copied = m_from_stdin;
    m_from_stdin = false;
    m_kind = Kind::none;
}

} // namespace gander::sql
