#pragma once
/// Words for text that does not end, and for what stands where a statement should.

#include "sql/lexer.hpp"
#include "sql/shape.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gander::sql {

struct Advice
{
    std::string message{};
    std::string hint{};
};

/// Why the text that the lexer has read is no whole statement. It had to end before this line, or, without
/// one, before the file does.
Advice describe_unfinished(Lexer const &lexer, Shape const &shape, std::optional<int> before_line);

/// What to do instead of a psql command such as `\copy`.
std::string psql_hint(std::string_view command);

} // namespace gander::sql
