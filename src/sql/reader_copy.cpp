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
        auto const text = std::string(command);
        m_complaints.error(whole(line), "`" + text + "` is a command of psql, which only psql can run",
                           psql_hint(command));
    }
    drop();
    return true;
}

} // namespace gander::sql
