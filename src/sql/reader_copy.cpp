#include "sql/copy_rows.hpp"
#include "sql/reader.hpp"
#include "sql/space.hpp"
#include "sql/unfinished.hpp"

#include <algorithm>

namespace gander::sql {

namespace {

/// Where the next `-- +goose StatementEnd` begins, or the file's end.
std::size_t next_statement_end(std::string_view file, std::size_t from)
{
    constexpr std::string_view sign = "+goose";
    for (auto at = file.find(sign, from); at != std::string_view::npos; at = file.find(sign, at + 1)) {
        auto const begin = std::max(file.rfind('\n', at) + 1, from); // npos + 1 is 0
        auto const line = trimmed(file.substr(begin, file.find('\n', at) - begin));
        if (is_annotation(line) && read_annotation(line).mark == Mark::statement_end) {
            return begin;
        }
    }
    return file.size();
}

void refuse_psql(Complaints &complaints, Spot const &spot, std::string_view command)
{
    complaints.error(spot, "`" + std::string(command) + "` is a command of psql, which only psql can run",
                     psql_hint(command));
}

} // namespace

/// Rows in a block end its statement; what follows them there is another.
void Reader::end_copy_in_block()
{
    copy_rows(m_pending.statement(), next_statement_end(m_script.text, m_lines.offset()));
}

void Reader::copy_rows(Statement const &copy, std::size_t limit)
{
    auto const where = spot(copy);
    auto const rows = m_no_rows_end ? std::nullopt : find_copy_rows(m_script.text, m_lines.offset());
    m_no_rows_end = !rows;
    if (wanted() && m_shape.copies_in_before()) {
        m_complaints.error(where, "something follows COPY … FROM STDIN on its line, where its rows should",
                           "put the COPY on a line of its own, its rows below it and `\\.` below them");
    } else if (wanted() && (!rows || rows->next > limit)) {
        m_complaints.error(where, "COPY … FROM STDIN without the line `\\.` that ends its rows",
                           "put the rows below it and a line `\\.` below them, or use INSERT");
    }
    m_block_has_text = true;
    if (!rows || rows->next > limit) {
        m_muted = true;
        drop();
        return;
    }
    bool const keeps = wanted() && !m_shape.copies_in_before();
    store();

    if (keeps) {
        attach_copy_rows(m_script, rows->text);
    }
    m_lines.skip_to(rows->next);
    drop();
}

/// pg_dump guards its output with two psql commands. No other can be run here.
bool Reader::psql_line(Line const &line)
{
    auto const shown = left_trimmed(line.text);
    if (!m_options.syntax.copy_from_stdin || !shown.starts_with('\\') || in_block() || !m_shape.blank() ||
        !in_code()) {
        return false;
    }
    auto const command = shown.substr(0, shown.find_first_of(" \t\r"));
    if (wanted() && command != "\\restrict" && command != "\\unrestrict") {
        refuse_psql(m_complaints, whole(line), command);
    }
    drop();
    return true;
}

/// SQL knows no backslash outside of quotes. To psql it begins a command there, and some of them end the
/// statement before them.
void Reader::psql_behind(Fragment const &fragment, std::size_t at)
{
    auto const rest = right_trimmed(fragment.text.substr(at));
    auto const command = rest.substr(0, std::min(rest.find_first_of(" \t\r\n\\", 1), rest.size()));
    if (wanted() && !m_muted) {
        Spot spot{fragment.line, fragment.column, 1};
        if (fragment.offset) { // else the line is not the file's
            spot.column += static_cast<int>(at);
            spot.length = static_cast<int>(rest.size());
        }
        refuse_psql(m_complaints, spot, command);
    }
    if (command.starts_with("\\g") || command == "\\;") {
        m_shape.feed({TokenKind::semicolon, at, {}});
    }
}

} // namespace gander::sql
