#pragma once
/// What the words of a statement say about where it ends, and whether rows of data follow it.

#include "model/syntax.hpp"
#include "sql/lexer.hpp"

namespace gander::sql {

/// Fed with the tokens of one statement as goose counts them, which may be several for the server.
class Shape
{
public:
    explicit Shape(Syntax const &syntax) : m_syntax(syntax) {}

    void reset() noexcept;
    void feed(Token const &token) noexcept;

    bool blank() const noexcept { return m_last == Last::nothing; } ///< only comments so far
    bool ended() const noexcept { return m_last == Last::semicolon && !m_body; }
    bool in_body() const noexcept { return m_body; }
    bool at_start() const noexcept
    {
        return m_kind == Kind::none;
    } ///< of a statement as the server counts them

    /// The statement that the last semicolon ended was COPY … FROM STDIN: its rows follow.
    bool copies_in() const noexcept { return m_copied; }
    /// An earlier one was, and text follows where its rows should.
    bool copies_in_before() const noexcept { return m_copied_before; }

    /// The literals behind the statement may be of another kind than its own.
    bool may_change_literals() const noexcept { return m_may_change_literals; }

private:
    enum class Kind : std::uint8_t { none, create, routine, trigger, copy, other };
    enum class Last : std::uint8_t { nothing, semicolon, dot, begin, atomic, from, other };

    void word(std::string_view text) noexcept;
    void semicolon() noexcept;
    void more_follows() noexcept;
    Kind kind_after(std::string_view text) const noexcept;

    Syntax m_syntax;
    Kind m_kind = Kind::none;
    Last m_last = Last::nothing;
    bool m_body = false;
    bool m_from_stdin = false;
    bool m_copied = false;
    bool m_copied_before = false;
    bool m_may_change_literals = false;
};

/// Without regard to case; `word` is in capitals.
bool is_word(std::string_view text, std::string_view word) noexcept;

} // namespace gander::sql
