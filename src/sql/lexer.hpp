#pragma once
/// SQL as tokens, line by line: only what it takes to see where statements end.

#include "model/syntax.hpp"
#include "sql/region.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gander::sql {

enum class TokenKind : std::uint8_t {
    end, ///< of the line
    word,
    dot,
    semicolon,
    other ///< any sign, number, literal, quoted name; of what is in parentheses only the parentheses
};

struct Token
{
    TokenKind kind = TokenKind::end;
    std::size_t at = 0; ///< in the line
    std::string_view text{};
};

/// Comments and white space are passed over; literals, comments and parentheses may go on in the next line.
class Lexer
{
public:
    explicit Lexer(Syntax const &syntax);

    /// Forget what is open.
    void reset() noexcept;

    /// Whether a plain '…' has backslash escapes from here on.
    void plain_escapes(bool on) noexcept { m_syntax.plain_escapes = on; }

    void begin_line(std::string_view text, int number, int column) noexcept;
    Token next();

    Region const &region() const noexcept { return m_region; }
    int parentheses() const noexcept { return m_parentheses; }
    int parenthesis_line() const noexcept { return m_parenthesis_line; } ///< of the outermost open one
    int parenthesis_column() const noexcept { return m_parenthesis_column; }

private:
    enum class Class : std::uint8_t { space, word, wide, sign, quote, dollar, dash, slash, open, close };

    Class class_of(std::size_t at) const noexcept
    {
        return m_classes[static_cast<unsigned char>(m_line[at])];
    }
    Token token(TokenKind kind, std::size_t size) noexcept;
    Token word();
    Token sign();
    Token quote();
    Token dollar();
    bool comment();
    void enter(Inside inside, std::size_t size);
    void parenthesis(bool open) noexcept;
    void skip_dull() noexcept;
    bool escapes() const noexcept;

    std::array<Class, 256> m_classes{};
    Syntax m_syntax;
    std::string_view m_line{};
    std::size_t m_at = 0;
    int m_number = 0;
    int m_column = 1;
    Region m_region{};
    int m_parentheses = 0;
    int m_parenthesis_line = 0;
    int m_parenthesis_column = 0;
    bool m_escape_goes_on = false; ///< the token before was E'…': a literal below continues it
};

} // namespace gander::sql
