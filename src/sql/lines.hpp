#pragma once
/// A file as lines: they end at `\n`, and a `\r` just before it is dropped. A `\r` alone ends nothing.

#include <cstddef>
#include <string_view>

namespace gander::sql {

struct Line
{
    std::string_view text{}; ///< without its end
    std::size_t offset = 0;  ///< in the file, bytes
    int number = 0;          ///< from 1
};

class Lines
{
public:
    /// Skips a byte order mark at the start.
    explicit Lines(std::string_view file) noexcept;

    /// The next line, if there is one. A file's last line need not have an end.
    bool next(Line &line) noexcept;

    std::size_t offset() const noexcept { return m_offset; } ///< where the next line begins
    int number() const noexcept { return m_number; }         ///< what it will be called

    /// Goes on at `offset`, which must begin a line.
    void skip_to(std::size_t offset) noexcept;

private:
    std::string_view m_file;
    std::size_t m_offset = 0;
    int m_number = 1;
};

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace gander::sql
