#include "sql/unfinished.hpp"

namespace gander::sql {

namespace {

std::string at(int line, int column, std::optional<int> before_line)
{
    return "opened at line " + std::to_string(line) + ", column " + std::to_string(column) +
           (before_line ? " is not closed above line " + std::to_string(*before_line)
                        : " is not closed in this file");
}

Advice open_region(Region const &region, std::optional<int> before_line)
{
    auto const where = at(region.line, region.column, before_line);
    switch (region.inside) {
    case Inside::string:
    case Inside::escape_string:
        return {"the quote `'` " + where,
                "close it; a quote that is part of the text is written twice: `''`"};
    case Inside::name:
        return {"the quote `\"` " + where, "close it; a quote that is part of the name is written twice"};
    case Inside::backtick:
        return {"the quote ` " + where, "close it"};
    case Inside::bracket:
        return {"the bracket `[` " + where, "close it with `]`"};
    case Inside::dollar:
        return {"the dollar quote `" + region.tag + "` " + where,
                "write `" + region.tag + "` where its text ends"};
    case Inside::comment:
        return {"the comment `/*` " + where, "close it with `*/`"};
    case Inside::code:
        break;
    }
    return {};
}

} // namespace

Advice describe_unfinished(Lexer const &lexer, Shape const &shape, std::optional<int> before_line)
{
    if (lexer.region().inside != Inside::code) {
        auto advice = open_region(lexer.region(), before_line);
        advice.message = shape.blank() ? advice.message : "this statement does not end: " + advice.message;
        return advice;
    }
    if (lexer.parentheses() > 0) {
        return {"this statement does not end: the parenthesis `(` " +
                    at(lexer.parenthesis_line(), lexer.parenthesis_column(), before_line),
                "close it with `)`"};
    }
    if (shape.in_body()) {
        return {"this statement does not end: its BEGIN has no END", "write `END;` where the body ends"};
    }
    auto const where = before_line ? ", above line " + std::to_string(*before_line) : std::string{};
    return {"this statement has no semicolon at its end",
            "put `;` at the end of its last line" + where + "; nothing but a comment may follow it there"};
}

std::string psql_hint(std::string_view command)
{
    if (command == "\\copy" || command == "\\COPY") {
        return "write `COPY … FROM STDIN;` with the rows below it and a line `\\.` below them";
    }
    if (command == "\\c" || command == "\\connect") {
        return "take it out: the connection string says which database is migrated";
    }
    if (command == "\\i" || command == "\\ir" || command == "\\include" || command == "\\include_relative") {
        return "put the other file's text here, or make it a migration of its own";
    }
    if (command == "\\set" || command == "\\gset") {
        return "use `-- +goose ENVSUB ON` and environment variables";
    }
    if (command == "\\g" || command == "\\gx" || command == "\\;") {
        return "end the statement with `;` instead";
    }
    if (command == "\\gexec") {
        return "write the statements out, or run them in a DO block with EXECUTE";
    }
    if (command == "\\.") {
        return "it ends the rows of `COPY … FROM STDIN;`, and there is none above: take the line out";
    }
    return "take it out, or write it in SQL";
}

} // namespace gander::sql
