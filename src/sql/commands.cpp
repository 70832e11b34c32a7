#include "sql/commands.hpp"

#include "sql/lexer.hpp"
#include "sql/lines.hpp"
#include "sql/shape.hpp"

namespace gander::sql {

namespace {

constexpr std::size_t enough_words = 12;

} // namespace

std::vector<Command> commands(std::string_view text, Syntax const &syntax)
{
    std::vector<Command> result;
    Lexer lexer(syntax);
    Shape shape(syntax);
    Lines lines(text);
    for (Line line; lines.next(line);) {
        lexer.begin_line(line.text, line.number, 1);
        for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
            bool const first = shape.at_start() && token.kind != TokenKind::semicolon;
            bool const in_body = shape.in_body();
            shape.feed(token);
            if (first) {
                result.push_back({line.offset + token.at, 0, {}});
            }
            if (result.empty() || (shape.at_start() && !first)) {
                continue; // a semicolon
            }
            auto &command = result.back();
            command.end = line.offset + token.at + token.text.size();
            if (token.kind == TokenKind::word && !in_body && command.words.size() < enough_words) {
                command.words.push_back(token.text);
            }
        }
    }
    return result;
}

} // namespace gander::sql
