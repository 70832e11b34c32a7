#pragma once
/// The text that is being gathered for the next statement.

#include "model/script.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::sql {

/// A piece of a line: where it stands, and its bytes, which may differ from the file's.
struct Fragment
{
    std::string_view text{};
    std::optional<std::size_t> offset{}; ///< in the file; empty when the bytes are not the file's
    int line = 0;
    int column = 1;
};

/// Keeps two offsets as long as the lines follow each other in the file, each behind the `\n` of the one
/// before. Only when they do not (CRLF, a substituted variable, an annotation in between) are they copied.
class Pending
{
public:
    explicit Pending(std::string_view file) noexcept : m_file(file) {}

    bool empty() const noexcept { return m_empty; }
    void clear() noexcept;
    void add(Fragment const &fragment);
    /// Takes the last `size` bytes away from what was added last.
    void drop_tail(std::size_t size);

    /// The text without the white space around it, and where it begins. The view lives until the next change.
    Statement statement() const noexcept;

    /// Adds the statement to the script, and forgets it.
    void store(Script &script);

private:
    std::string_view text() const noexcept;
    void copy_so_far();
    std::vector<Script::LineStart> line_starts(std::size_t skipped) const;

    std::string_view m_file;
    bool m_empty = true;
    bool m_copied = false;
    std::size_t m_begin = 0; ///< in the file, while not copied
    std::size_t m_end = 0;
    int m_line = 0;
    int m_column = 1;
    std::string m_text{};
    std::vector<Script::LineStart> m_starts{};
};

} // namespace gander::sql
