#pragma once
/// Goose's states, walked through line by line: annotations steer, everything else is gathered into
/// statements.

#include "sql/annotation.hpp"
#include "sql/complaints.hpp"
#include "sql/lexer.hpp"
#include "sql/lines.hpp"
#include "sql/parse.hpp"
#include "sql/pending.hpp"
#include "sql/shape.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace gander::sql {

class Reader
{
public:
    /// Fills the script, whose text is there already, and tells what is wrong with it.
    Reader(Script &script, ParseOptions const &options, Complaints &complaints);
    void run();

private:
    enum class Half : std::uint8_t { none, up, down };

    // Annotations (reader_annotations.cpp).
    void annotation(Line const &line);
    void obey(Mark mark, Line const &line, bool quietly);
    void up(Line const &line, bool quietly);
    void down(Line const &line, bool quietly);
    void up_in_after_step(Line const &line, bool quietly);
    void statement_begin(Line const &line, bool quietly);
    void statement_end(Line const &line, bool quietly);
    void complain_of(Annotation const &annotation, Line const &line);
    void leave_block(Line const &line);

    // Text.
    void text(Line const &line);
    void text_before_up(Line const &line);
    void gather(Fragment const &fragment);
    void end_statement(Fragment const &last);
    void end_copy_in_block();
    void copy_rows(Statement const &copy, std::size_t limit);
    bool psql_line(Line const &line);
    void psql_behind(Fragment const &fragment, std::size_t at);
    Fragment substituted(Line const &line);
    void store();
    void follow_settings(std::string_view statement);
    void drop();
    void warn_of_dollars(Line const &line);

    // Ends.
    void unfinished(std::optional<int> before_line);
    void end_of_file();
    void no_up_before(Line const &line, char const *what);

    void feed(Fragment const &fragment);
    void begin_half(Half half);
    bool wanted() const noexcept;
    bool in_block() const noexcept { return m_block.number != 0; }
    bool in_code() const noexcept { return m_lexer.region().inside == Inside::code; }
    Spot whole(Line const &line) const noexcept;
    Spot spot(Statement const &statement) const noexcept;

    Script &m_script;
    ParseOptions const &m_options;
    Complaints &m_complaints;
    Lines m_lines;
    Syntax m_syntax; ///< as the statements so far have left it
    Lexer m_lexer;
    Shape m_shape;
    Pending m_pending;
    std::string m_expanded{}; ///< the line at hand, with its variables replaced
    Half m_half = Half::none;
    bool m_half_is_guess = false; ///< no Up stands above: it has been said, and nothing here counts
    bool m_up_seen = false;       ///< a line that says so, in an after-step
    bool m_second_up = false;     ///< a second Up has been complained of: its Down is not worth another word
    bool m_envsub = false;
    bool m_muted = false;       ///< rows of a COPY may stand here, unmarked: no word about semicolons
    bool m_no_rows_end = false; ///< no line `\.` stands below
    Line m_block{};             ///< the StatementBegin that is open; number 0 outside blocks
    bool m_block_has_text = false;
    int m_statement_line = 0; ///< where the last statement began
};

} // namespace gander::sql
