#pragma once
/// What goose 3.29 makes of a file: its rules, line by line and to the letter, its mistakes included. It
/// shares nothing with the parser but how an annotation is spelt and a variable replaced, since it is the
/// measure that the parser is held against.

#include "sql/parse.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gander::sql {

struct GooseStatement
{
    std::string text{};
    int line = 0; ///< of the first line that went into it; 0 where goose made an empty one up
};

struct GooseReading
{
    std::vector<GooseStatement> statements{}; ///< up to the error, if there is one
    bool transaction = true;
    std::string error{}; ///< empty when goose takes the file
    int error_line = 0;  ///< the line it was reading, or where unfinished text begins; 0 for the file's end
    std::vector<std::string> trace{}; ///< the lines it prints with -v, when asked for
};

GooseReading goose_rules(std::string_view file, Direction direction, Variables const &variables, bool trace);

} // namespace gander::sql
