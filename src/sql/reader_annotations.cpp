#include "sql/reader.hpp"
#include "sql/unfinished.hpp"

#include <utility>

namespace gander::sql {

namespace {

std::string quoted_mark(Mark mark) { return "`-- +goose " + std::string(spelling(mark)) + "`"; }

} // namespace

void Reader::annotation(Line const &line)
{
    auto const read = read_annotation(line.text);
    if (read.fault != AnnotationFault::none) {
        complain_of(read, line);
    }
    if (read.mark) {
        obey(*read.mark, line, read.fault != AnnotationFault::none);
    }
}

void Reader::complain_of(Annotation const &annotation, Line const &line)
{
    switch (annotation.fault) {
    case AnnotationFault::indented:
        m_complaints.error(whole(line), "an annotation must begin in the line's first column",
                           "take the blanks in front of `--` away, or `+goose` out of the comment");
        return;
    case AnnotationFault::repeated:
        m_complaints.error(whole(line), "two annotations in one line", "give each a line of its own");
        return;
    case AnnotationFault::empty:
        m_complaints.error(whole(line), "an annotation that says nothing",
                           "write what is meant, as in `-- +goose Up`, or take the line out");
        return;
    default:
        break;
    }
    m_complaints.error(
        whole(line), "no such annotation",
        annotation.mark ? "did you mean " + quoted_mark(*annotation.mark) + "?"
                        : "known are Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON and "
                          "ENVSUB OFF; a comment must not say `+goose`");
}

/// `quietly`: the line has been complained of already.
void Reader::obey(Mark mark, Line const &line, bool quietly)
{
    switch (mark) {
    case Mark::up:
        return up(line, quietly);
    case Mark::down:
        return down(line, quietly);
    case Mark::statement_begin:
        return statement_begin(line, quietly);
    case Mark::statement_end:
        return statement_end(line, quietly);
    case Mark::no_transaction:
        if (m_options.after) {
            m_complaints.error(whole(line), "an after-step runs in a transaction of its own",
                               "take this line out");
            return;
        }
        m_script.tx = TxMode::none;
        return;
    case Mark::envsub_on:
        m_envsub = true;
        return;
    case Mark::envsub_off:
        m_envsub = false;
        return;
    }
}

void Reader::up(Line const &line, bool quietly)
{
    if (m_half == Half::none && !in_code()) {
        m_complaints.error({m_lexer.region().line, m_lexer.region().column, 2},
                           describe_unfinished(m_lexer, m_shape, line.number).message, "close it with `*/`");
    } else if (m_options.after && m_half == Half::up && !m_up_seen) {
        up_in_after_step(line, quietly);
    } else if (m_half != Half::none && !m_half_is_guess && !quietly) {
        m_complaints.error(whole(line), "a second `-- +goose Up`",
                           "keep one: a file has one Up half, then at most one Down half");
        m_second_up = true;
    }
    leave_block(line);
    drop();
    begin_half(Half::up);
    m_half_is_guess = m_muted = false;
}

/// It may stand there, but not below what it should be above.
void Reader::up_in_after_step(Line const &line, bool quietly)
{
    m_up_seen = true;
    bool const is_first = m_script.statements.empty() && m_shape.blank() && in_code();
    if (!is_first && !in_block() && !quietly) {
        m_complaints.error(whole(line), "statements stand above `-- +goose Up`",
                           "put it at the top, or take it out: an after-step needs none");
    }
}

void Reader::down(Line const &line, bool quietly)
{
    leave_block(line);
    if (m_options.after && m_half == Half::up && !quietly) {
        m_complaints.error(whole(line), "an after-step has no Down half: nothing rolls it back",
                           "take this line and what stands below it out");
        unfinished(line.number);
    } else if (m_half == Half::none && !quietly) {
        no_up_before(line, "`-- +goose Down`");
    } else if (m_half == Half::down && !m_half_is_guess && !m_second_up && !quietly) {
        m_complaints.error(whole(line), "a second `-- +goose Down`",
                           "keep one: a file has one Up half, then at most one Down half");
    } else {
        unfinished(line.number);
    }
    drop();
    begin_half(Half::down);
    m_muted = false;
}

/// Says that a block is open where a half begins.
void Reader::leave_block(Line const &line)
{
    if (in_block()) {
        m_complaints.error(whole(m_block),
                           "this block has no `-- +goose StatementEnd` before line " +
                               std::to_string(line.number),
                           "put `-- +goose StatementEnd` below the block's last line");
        m_block = {};
        drop();
    }
}

void Reader::statement_begin(Line const &line, bool quietly)
{
    if (m_half == Half::none) {
        if (quietly) {
            return;
        }
        no_up_before(line, "this block");
    }
    leave_block(line);
    m_block = line;
    m_block_has_text = !m_pending.empty();
    if (m_pending.empty()) {
        drop();
    }
}

void Reader::statement_end(Line const &line, bool quietly)
{
    if (!in_block()) {
        auto const begin = m_pending.empty() ? m_statement_line : m_pending.statement().line;
        if (!quietly) {
            m_complaints.error(whole(line), "`-- +goose StatementEnd` without a StatementBegin above it",
                               begin == 0
                                   ? "put `-- +goose StatementBegin` where the statement begins"
                                   : "put `-- +goose StatementBegin` above the statement that ends here, "
                                     "perhaps above line " +
                                         std::to_string(begin));
        }
        drop();
        return;
    }
    if (!m_pending.statement().text.empty()) {
        store();
    } else if (!m_block_has_text) {
        m_complaints.warning(whole(m_block), "this block is empty: goose may lose the line that follows it",
                             "take its two lines out");
    }
    m_block = {};
    drop();
}

} // namespace gander::sql
