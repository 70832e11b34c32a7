#pragma once
#include "sql/parse.hpp"

#include <map>
#include <string>

namespace gander::test {

inline Syntax postgres_syntax()
{
    Syntax syntax;
    syntax.dollar_quotes = syntax.escape_strings = syntax.nested_comments = true;
    syntax.begin_atomic = syntax.copy_from_stdin = true;
    return syntax;
}

inline Syntax sqlite_syntax()
{
    Syntax syntax;
    syntax.bracket_names = syntax.backtick_names = syntax.trigger_bodies = true;
    return syntax;
}

inline sql::Variables variables(std::map<std::string, std::string> values)
{
    return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
        auto const found = values.find(std::string(name));
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

inline sql::Variables fixed_variables()
{
    return variables({{"A", "abcdef"},
                      {"EMPTY", ""},
                      {"SEMI", "x;"},
                      {"LINES", "p;\nq"},
                      {"SCHEMA", "audit"},
                      {"NESTED", "$A"},
                      {"\xC3\xA9t\xC3\xA9", "summer"}});
}

} // namespace gander::test
