#include "sql/reader.hpp"

#include "sql/conforming.hpp"
#include "sql/copy_rows.hpp"
#include "sql/envsub.hpp"
#include "sql/space.hpp"
#include "sql/unfinished.hpp"

#include <algorithm>
#include <utility>

namespace gander::sql {

Reader::Reader(Script &script, ParseOptions const &options, Complaints &complaints)
    : m_script(script), m_options(options), m_complaints(complaints), m_lines(script.text),
      m_syntax(options.syntax), m_lexer(options.syntax), m_shape(options.syntax), m_pending(script.text)
{
}

void Reader::run()
{
    if (m_options.after) {
        begin_half(Half::up);
    }
    Line line;
    while (m_lines.next(line)) {
        if (is_annotation(line.text)) {
            annotation(line);
        } else if (m_half == Half::none) {
            text_before_up(line);
        } else {
            text(line);
        }
    }
    end_of_file();
}

bool Reader::wanted() const noexcept
{
    auto const half = m_options.direction == Direction::up ? Half::up : Half::down;
    return m_half == half && !m_half_is_guess;
}

Spot Reader::whole(Line const &line) const noexcept
{
    auto const shown = trimmed(line.text);
    return {line.number, static_cast<int>(shown.data() - line.text.data()) + 1,
            static_cast<int>(shown.size())};
}

Spot Reader::spot(Statement const &statement) const noexcept
{
    auto const first = right_trimmed(statement.text.substr(0, statement.text.find('\n')));
    return {statement.line, statement.column, static_cast<int>(first.size())};
}

/// Comments may stand before the first annotation, anything else may not.
void Reader::text_before_up(Line const &line)
{
    if (in_code() && is_comment_line(line.text)) {
        return;
    }
    feed({line.text, line.offset, line.number, 1});
    if (!m_shape.blank()) {
        no_up_before(line, "this text");
        drop();
    }
}

void Reader::no_up_before(Line const &line, char const *what)
{
    m_complaints.error(whole(line), std::string("no `-- +goose Up` line before ") + what,
                       "put `-- +goose Up` above line " + std::to_string(line.number));
    m_half = Half::up;
    m_half_is_guess = true;
}

void Reader::text(Line const &line)
{
    bool const says_nothing = line.text.empty() || is_comment_line(line.text);
    if (m_pending.empty() && says_nothing) {
        return;
    }
    if (psql_line(line)) {
        return;
    }
    // In the half that is not wanted goose's buffer is always empty: it drops every comment there unread.
    bool const substitutes = m_envsub && (wanted() || !says_nothing);
    gather(substitutes ? substituted(line) : Fragment{line.text, line.offset, line.number, 1});
}

Fragment Reader::substituted(Line const &line)
{
    auto result = substitute(line.text, m_options.variables, EnvsubRules::gander);
    if (result.fault) {
        m_complaints.error(
            {line.number, static_cast<int>(result.fault->at) + 1, static_cast<int>(result.fault->length)},
            result.fault->message, result.fault->hint);
    }
    warn_of_dollars(line);
    if (result.fault || result.text == line.text) {
        return {line.text, line.offset, line.number, 1};
    }
    m_expanded = std::move(result.text);
    return {m_expanded, std::nullopt, line.number, 1};
}

/// `$$` is a plain dollar to ENVSUB, which takes dollar quotes apart.
void Reader::warn_of_dollars(Line const &line)
{
    for (auto at = line.text.find("$$"); at != std::string_view::npos && wanted();
         at = line.text.find("$$", at)) {
        auto const end = std::min(line.text.find_first_not_of('$', at), line.text.size());
        if (end - at == 2 && (at == 0 || line.text[at - 1] != '\\')) {
            m_complaints.warning({line.number, static_cast<int>(at) + 1, 2},
                                 "`$$` becomes `$` while ENVSUB is on",
                                 "put `-- +goose ENVSUB OFF` above this line, or write `\\$\\$`");
            return;
        }
        at = end;
    }
}

void Reader::feed(Fragment const &fragment)
{
    m_lexer.begin_line(fragment.text, fragment.line, fragment.column);
    for (Token token = m_lexer.next(); token.kind != TokenKind::end; token = m_lexer.next()) {
        if (token.text == "\\" && m_options.syntax.copy_from_stdin) {
            return psql_behind(fragment, token.at); // it takes the rest of the line
        }
        m_shape.feed(token);
    }
}

void Reader::gather(Fragment const &fragment)
{
    m_pending.add(fragment);
    feed(fragment);
    bool const in_comment = m_lexer.region().inside == Inside::comment;
    if (!m_shape.ended() || m_lexer.parentheses() > 0 || !(in_code() || in_comment)) {
        return;
    }
    if (!in_block()) {
        end_statement(fragment);
    } else if (m_shape.copies_in()) {
        end_copy_in_block();
    }
}

/// A block comment that begins behind the semicolon and goes on below belongs to what comes next.
void Reader::end_statement(Fragment const &last)
{
    Fragment tail;
    if (!in_code()) {
        auto const size = last.text.size() - static_cast<std::size_t>(m_lexer.region().column - last.column);
        tail.text = last.text.substr(last.text.size() - size);
        tail.offset = last.offset ? std::optional(*last.offset + last.text.size() - size) : std::nullopt;
        tail.line = last.line;
        tail.column = m_lexer.region().column;
        m_pending.drop_tail(size);
    }
    if (m_shape.copies_in() || m_shape.copies_in_before()) {
        copy_rows(m_pending.statement(), m_script.text.size());
        return;
    }
    store();
    m_shape.reset();
    if (!tail.text.empty()) {
        m_pending.add(tail);
    }
}

void Reader::store()
{
    auto const statement = m_pending.statement();
    m_statement_line = statement.line;
    m_block_has_text = true;
    if (auto const nul = wanted() ? statement.text.find('\0') : std::string_view::npos;
        nul != std::string_view::npos) {
        m_complaints.error(spot(statement),
                           "this statement holds a NUL byte, at which a database stops reading",
                           "take it out; is the file text, in UTF-8?");
    }
    follow_settings(statement.text);
    if (wanted()) {
        m_pending.store(m_script);
    }
    m_pending.clear();
}

void Reader::follow_settings(std::string_view statement)
{
    if (!m_syntax.escape_strings || !m_shape.may_change_literals()) {
        return;
    }
    m_syntax.plain_escapes = backslashes_after(commands(statement, m_syntax), statement, m_script.tx)
                                 .value_or(m_syntax.plain_escapes);
    m_lexer.plain_escapes(m_syntax.plain_escapes);
}

/// Settings end with the half that they stand in, as they do when it runs.
void Reader::begin_half(Half half)
{
    m_half = half;
    m_syntax.plain_escapes = m_options.syntax.plain_escapes;
    m_lexer.plain_escapes(m_syntax.plain_escapes);
}

/// Forget the text at hand.
void Reader::drop()
{
    m_pending.clear();
    m_lexer.reset();
    m_shape.reset();
}

void Reader::unfinished(std::optional<int> before_line)
{
    auto const statement = m_pending.statement();
    bool const only_comments = m_shape.blank() && in_code();
    if (wanted() && !m_muted && !statement.text.empty() && !only_comments) {
        auto const why = describe_unfinished(m_lexer, m_shape, before_line);
        m_complaints.error(spot(statement), why.message, why.hint);
    }
    drop();
}

void Reader::end_of_file()
{
    if (m_half == Half::none) {
        if (!in_code()) {
            auto const why = describe_unfinished(m_lexer, m_shape, {});
            m_complaints.error({m_lexer.region().line, m_lexer.region().column, 2}, why.message, why.hint);
            return;
        }
        m_complaints.error({1, 1, 1}, "no `-- +goose Up` line in this file",
                           "put `-- +goose Up` above the statements that `up` is to run");
        return;
    }
    if (in_block()) {
        m_complaints.error(whole(m_block), "this block has no `-- +goose StatementEnd`",
                           "put `-- +goose StatementEnd` below the block's last line");
        drop();
        return;
    }
    unfinished({});
}

} // namespace gander::sql
