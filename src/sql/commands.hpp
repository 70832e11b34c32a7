#pragma once
/// A statement's text as the server's commands, of which it may hold several.

#include "model/syntax.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace gander::sql {

struct Command
{
    std::size_t begin = 0; ///< of its first token, in the text
    std::size_t end = 0;   ///< behind its last
    /// The first dozen words that stand outside parentheses, literals and bodies.
    std::vector<std::string_view> words{};
};

std::vector<Command> commands(std::string_view text, Syntax const &syntax);

} // namespace gander::sql
