#pragma once
/// A migration file, read and split for one direction.

#include <gander/report.hpp>

#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace gander {

/// Statements are views into `text` wherever the file's bytes can be sent as they are, and into `rewritten`
/// where they cannot (CRLF line ends, substituted variables, comments dropped from the middle). Neither moves
/// while the Script lives, so it is made once, behind a shared_ptr, and never copied.
struct Script
{
    /// A line of a rewritten statement: where it begins in the statement, and where it came from.
    struct LineStart
    {
        std::size_t offset = 0; ///< in the rewritten statement, bytes
        int line = 0;           ///< in the file, from 1
    };

    Script() = default;
    Script(Script const &) = delete;
    Script &operator=(Script const &) = delete;

    std::string path{};
    std::string text{};
    TxMode tx = TxMode::transaction;
    std::vector<Statement> statements{};
    std::deque<std::string> rewritten{};
    /// By statement; empty, or beyond the end, where the statement is a view into text.
    std::vector<std::vector<LineStart>> line_starts{};
    std::vector<std::string> trace{}; ///< goose's -v lines, when asked for

    /// The line `number` of the file, without its end.
    std::string_view line(int number) const;

    /// Where byte `offset` of a statement's text stands in the file.
    Place place(std::size_t statement, std::size_t offset) const;

    struct Position
    {
        int line = 0;   ///< from 1
        int column = 0; ///< in bytes, from 1
    };
    /// The same without a copy of the path and the line.
    Position position(std::size_t statement, std::size_t offset) const;

    /// The number of the line that it ends in.
    int last_line(std::size_t statement) const;

    /// The statement before anything was put into it: values of variables can be secrets.
    std::string source(std::size_t statement) const;

private:
    bool is_rewritten(std::size_t statement) const noexcept;

    /// Where each line begins in `text`. Made when it is first asked for, by whichever thread does.
    std::vector<std::size_t> const &line_offsets() const;

    mutable std::once_flag m_indexed{};
    mutable std::vector<std::size_t> m_line_offsets{};
};

/// The byte offset of character `position` (from 1, as servers count) in UTF-8 text; text.size() beyond its
/// end.
std::size_t byte_offset(std::string_view text, std::size_t position) noexcept;

} // namespace gander
