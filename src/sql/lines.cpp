#include "sql/lines.hpp"

#include <algorithm>

namespace gander::sql {

Lines::Lines(std::string_view file) noexcept
    : m_file(file), m_offset(file.starts_with(byte_order_mark) ? byte_order_mark.size() : 0)
{
}

bool Lines::next(Line &line) noexcept
{
    if (m_offset >= m_file.size()) {
        return false;
    }
    auto const end = std::min(m_file.find('\n', m_offset), m_file.size());
    line = {m_file.substr(m_offset, end - m_offset), m_offset, m_number++};
    if (line.text.ends_with('\r')) {
        line.text.remove_suffix(1);
    }
    m_offset = end + 1;
    return true;
}

void Lines::skip_to(std::size_t offset) noexcept
{
    auto const skipped = m_file.substr(m_offset, offset - m_offset);
    m_number += static_cast<int>(std::count(skipped.begin(), skipped.end(), '\n'));
    m_offset = offset;
}

} // namespace gander::sql
