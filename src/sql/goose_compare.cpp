#include "sql/goose_compare.hpp"

#include "sql/goose_rules.hpp"
#include "sql/lexer.hpp"
#include "sql/lines.hpp"
#include "sql/shape.hpp"
#include "sql/space.hpp"

#include <algorithm>
#include <functional>

namespace gander::sql {

namespace {

struct Cause
{
    Spot spot{};
    std::string what{};
    std::string hint{};
};

std::string lines_of_block(Statement const &statement)
{
    auto const last = statement.line + static_cast<int>(std::ranges::count(statement.text, '\n'));
    return "put `-- +goose StatementBegin` above line " + std::to_string(statement.line) +
           " and `-- +goose StatementEnd` below line " + std::to_string(last);
}

Spot first_line(Statement const &statement)
{
    auto const text = statement.text.substr(0, statement.text.find('\n'));
    return {statement.line, statement.column, static_cast<int>(text.size())};
}

/// What is open where goose sees the statement's end.
std::string open_at_end(std::string_view text, Syntax const &syntax)
{
    Lexer lexer(syntax);
    Shape shape(syntax);
    Lines lines(text);
    for (Line line; lines.next(line);) {
        lexer.begin_line(line.text, line.number, 1);
        for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
            shape.feed(token);
        }
    }
    switch (lexer.region().inside) {
    case Inside::code:
        return lexer.parentheses() > 0 ? "in parentheses" : shape.in_body() ? "in a body" : "";
    case Inside::string:
    case Inside::escape_string:
        return "in a literal";
    case Inside::dollar:
        return "in a dollar quote";
    case Inside::comment:
        return "in a comment";
    default:
        return "in a quoted name";
    }
}

/// Goose's statement ends before ours does.
Cause ends_too_early(Statement const &ours, std::string_view goose, Syntax const &syntax)
{
    auto const lines = std::ranges::count(goose, '\n');
    auto const where = open_at_end(goose, syntax);
    return {first_line(ours),
            "goose ends this statement at the semicolon in line " +
                std::to_string(ours.line + static_cast<int>(lines)) + (where.empty() ? "" : ", " + where),
            lines_of_block(ours)};
}

/// Does more than blanks follow the statement on its last line?
bool goes_on(Statement const &ours, std::string_view file)
{
    auto const *const end = ours.text.data() + ours.text.size();
    if (std::less<>{}(end, file.data()) || std::less<>{}(file.data() + file.size(), end)) {
        return false; // not a part of the file as it is
    }
    auto const rest = file.substr(static_cast<std::size_t>(end - file.data()));
    return !trimmed(rest.substr(0, rest.find('\n'))).empty();
}

/// Goose has not seen the semicolon that ends our statement.
Cause ends_too_late(Statement const &ours, std::string_view file)
{
    auto const begin = ours.text.rfind('\n') + 1; // npos + 1 is 0
    auto const last = ours.text.substr(begin);
    Spot const spot{ours.line + static_cast<int>(std::ranges::count(ours.text, '\n')),
                    begin == 0 ? ours.column : 1, static_cast<int>(last.size())};
    if (last.ends_with(';') && !goes_on(ours, file)) {
        return {spot, "goose takes the `--` in this line for a comment and does not see its semicolon",
                "put the semicolon in a line of its own, or the statement in a StatementBegin block"};
    }
    return {spot, "goose does not see the semicolon in this line, for the comment behind it",
            "put the comment above the line, or begin it with a blank and `--`"};
}

/// Goose takes this text for SQL. Two commands of psql are all that the parser passes over; any other
/// backslash was read as a row.
Cause backslash(std::string_view text, Spot const &spot)
{
    if (text.starts_with("\\restrict") || text.starts_with("\\unrestrict")) {
        return {spot, "goose sends this command of psql to the server", "take the line out"};
    }
    return {spot, "goose reads the rows of COPY as SQL", "use INSERT for goose"};
}

/// Text for goose, and a comment for us. An empty line is nothing to goose, but one of blanks is text, to
/// which a comment below it belongs.
Cause lacks_semicolon(Script const &script, int number)
{
    auto const line = script.line(number);
    if (!line.empty() && trimmed(line).empty()) {
        return {{number, 1, static_cast<int>(line.size())},
                "goose takes this line, which holds nothing but blanks, for text",
                "empty the line, or take it out"};
    }
    return {{std::max(number, 1), 1, 1},
            "goose takes a comment for text that lacks its semicolon",
            "begin every line of the comment with `--`"};
}

Cause differing(Script const &script, GooseReading const &goose, std::size_t at, Syntax const &syntax)
{
    auto const &ours = script.statements;
    auto const copy = at > 0 && ours[at - 1].copy_data ? at - 1 : at;
    if (copy < ours.size() && ours[copy].copy_data) {
        return {first_line(ours[copy]), "goose reads the rows of COPY as SQL", "use INSERT for goose"};
    }
    if (at < goose.statements.size()) {
        auto const &theirs = goose.statements[at];
        if (theirs.line == 0) {
            return {at < ours.size() ? first_line(ours[at]) : Spot{1, 1, 1},
                    "goose drops this line, since an empty block stands above it",
                    "take the empty StatementBegin block out"};
        }
        if (theirs.text.empty()) {
            return {
                {theirs.line, 1, 1}, "goose sends an empty statement for this block", "take the block out"};
        }
        constexpr std::string_view replacement = "\xEF\xBF\xBD";
        if (at < ours.size() && theirs.text.find(replacement) != std::string::npos &&
            ours[at].text.find(replacement) == std::string_view::npos) {
            return {first_line(ours[at]),
                    "goose replaces the bytes in it that are not UTF-8 while ENVSUB is on",
                    "save the file in UTF-8"};
        }
        if (theirs.text.starts_with('\\')) {
            return backslash(theirs.text, {theirs.line, 1, 1});
        }
        if (at < ours.size() && ours[at].text.size() > theirs.text.size() &&
            ours[at].text.starts_with(theirs.text)) {
            return ends_too_early(ours[at], theirs.text, syntax);
        }
        if (at >= ours.size()) {
            return {{theirs.line, 1, 1}, "goose takes this text for a statement", "take it out"};
        }
    }
    if (at < ours.size()) {
        return ends_too_late(ours[at], script.text);
    }
    if (goose.error.find("unfinished SQL query") == std::string::npos) {
        return {
            {std::max(goose.error_line, 1), 1, 1}, "goose refuses this line", "see what goose says of it"};
    }
    auto const rest = left_trimmed(script.line(goose.error_line));
    if (rest.starts_with('\\')) {
        return backslash(rest, {goose.error_line, 1, 1});
    }
    return lacks_semicolon(script, goose.error_line);
}

std::size_t first_difference(Script const &script, GooseReading const &goose)
{
    auto const same = [](Statement const &ours, GooseStatement const &theirs) {
        return ours.text == theirs.text;
    };
    return static_cast<std::size_t>(std::mismatch(script.statements.begin(), script.statements.end(),
                                                  goose.statements.begin(), goose.statements.end(), same)
                                        .first -
                                    script.statements.begin());
}

} // namespace

std::string compare_with_goose(Script const &script, ParseOptions const &options, Complaints &complaints)
{
    auto const goose = goose_rules(script.text, options.direction, options.variables, false);
    auto const at = first_difference(script, goose);
    auto const all = script.statements.size();
    bool const copies =
        std::ranges::any_of(script.statements, [](auto const &s) { return s.copy_data.has_value(); });
    if (goose.error.empty() && at == all && goose.statements.size() == all && !copies) {
        return {};
    }
    Cause cause;
    if (script.text.starts_with(byte_order_mark)) {
        cause = {{1, 1, 1},
                 "goose does not know the byte order mark at the file's start",
                 "save the file without it"};
    } else if (goose.error.starts_with("variable substitution failed")) {
        cause = {{goose.error_line, 1, 1},
                 "goose cannot substitute a variable in this line",
                 "use ${VAR?message} or ${VAR:-default}"};
    } else if (goose.error.starts_with("failed to scan")) {
        cause = {{goose.error_line, 1, 1}, "goose reads no line of 4 MiB and more", "break it up"};
    } else if (goose.error.find("unexpected state 0") != std::string::npos) {
        cause = {{goose.error_line, 1, 1},
                 "goose allows no block comment above `-- +goose Up`",
                 "begin every line of the comment with `--`"};
    } else {
        cause = differing(script, goose, at, options.syntax);
    }
    complaints.error(cause.spot, "only Gander reads this file right: " + cause.what, cause.hint);
    return goose.error;
}

} // namespace gander::sql
