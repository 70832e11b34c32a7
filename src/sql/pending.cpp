#include "sql/pending.hpp"

#include "sql/space.hpp"

#include <algorithm>
#include <utility>

namespace gander::sql {

void Pending::clear() noexcept
{
    m_empty = true;
    m_copied = false;
    m_text.clear();
    m_starts.clear();
}

void Pending::add(Fragment const &fragment)
{
    if (m_empty) {
        m_empty = false;
        m_line = fragment.line;
        m_column = fragment.column;
        m_copied = !fragment.offset;
        if (m_copied) {
            m_text = fragment.text;
            m_starts = {{0, fragment.line}};
        } else {
            m_begin = *fragment.offset;
            m_end = m_begin + fragment.text.size();
        }
        return;
    }
    bool const follows = fragment.offset && *fragment.offset == m_end + 1 && m_file[m_end] == '\n';
    if (!m_copied && follows) {
        m_end += 1 + fragment.text.size();
        return;
    }
    copy_so_far();
    m_text += '\n';
    m_starts.push_back({m_text.size(), fragment.line});
    m_text += fragment.text;
}

void Pending::drop_tail(std::size_t size)
{
    if (m_copied) {
        m_text.resize(m_text.size() - size);
    } else {
        m_end -= size;
    }
}

void Pending::copy_so_far()
{
    if (m_copied) {
        return;
    }
    m_copied = true;
    m_text = m_file.substr(m_begin, m_end - m_begin);
    m_starts = {{0, m_line}};
    for (auto at = m_text.find('\n'); at != std::string::npos; at = m_text.find('\n', at + 1)) {
        m_starts.push_back({at + 1, m_starts.back().line + 1});
    }
}

std::string_view Pending::text() const noexcept
{
    return m_empty ? std::string_view{} : m_copied ? m_text : m_file.substr(m_begin, m_end - m_begin);
}

Statement Pending::statement() const noexcept
{
    auto const whole = text();
    auto const kept = left_trimmed(whole);
    auto const skipped = whole.substr(0, whole.size() - kept.size());
    Statement result{right_trimmed(kept), std::nullopt, m_line, m_column + static_cast<int>(skipped.size())};
    auto const line_end = skipped.rfind('\n');
    if (line_end == std::string_view::npos) {
        return result;
    }
    result.column = static_cast<int>(skipped.size() - line_end);
    if (!m_copied) {
        result.line += static_cast<int>(std::count(skipped.begin(), skipped.end(), '\n'));
    } else {
        auto const next = std::upper_bound(
            m_starts.begin(), m_starts.end(), skipped.size(),
            [](std::size_t at, Script::LineStart const &start) { return at < start.offset; });
        result.line = std::prev(next)->line;
    }
    return result;
}

/// The lines' beginnings as they are once `skipped` bytes are taken away in front.
std::vector<Script::LineStart> Pending::line_starts(std::size_t skipped) const
{
    std::vector<Script::LineStart> result;
    for (auto const &start : m_starts) {
        if (start.offset <= skipped) {
            result.assign(1, {0, start.line});
        } else {
            result.push_back({start.offset - skipped, start.line});
        }
    }
    return result;
}

void Pending::store(Script &script)
{
    auto statement = this->statement();
    if (m_copied) {
        script.line_starts.resize(script.statements.size() + 1);
        auto const skipped = static_cast<std::size_t>(statement.text.data() - m_text.data());
        script.line_starts.back() = line_starts(skipped);
        m_text.resize(skipped + statement.text.size());
        m_text.erase(0, skipped);
        statement.text = script.rewritten.emplace_back(std::move(m_text));
    }
    script.statements.push_back(statement);
    clear();
}

} // namespace gander::sql
