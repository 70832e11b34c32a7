#include "model/script.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

namespace gander {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_return(std::string_view line) noexcept
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// The column in a file's line that stands for `offset` in what became of the line: the same bytes in front
/// or behind are still where they were, and what was substituted stands for where the difference begins.
std::size_t original_offset(std::string_view original, std::string_view now, std::size_t offset) noexcept
{
    auto const front = static_cast<std::size_t>(
        std::mismatch(original.begin(), original.end(), now.begin(), now.end()).first - original.begin());
    if (offset <= front) {
        return offset;
    }
    auto const behind = static_cast<std::size_t>(
        std::mismatch(original.rbegin(), original.rend(), now.rbegin(), now.rend()).first -
        original.rbegin());
    bool const same_from_here =
        now.size() - offset <= behind && original.size() - front >= now.size() - offset;
    return same_from_here ? original.size() - (now.size() - offset) : front;
}

} // namespace

std::vector<std::size_t> const &Script::line_offsets() const
{
    std::call_once(m_indexed, [this] {
        auto at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
        while (at != std::string::npos) {
            m_line_offsets.push_back(at);
            auto const end = text.find('\n', at);
            at = end == std::string::npos ? end : end + 1;
        }
    });
    return m_line_offsets;
}

std::string_view Script::line(int number) const
{
    auto const &offsets = line_offsets();
    if (number < 1 || static_cast<std::size_t>(number) > offsets.size()) {
        return {};
    }
    auto const rest = std::string_view(text).substr(offsets[static_cast<std::size_t>(number) - 1]);
    return without_return(rest.substr(0, rest.find('\n')));
}

Script::Position Script::position(std::size_t statement, std::size_t offset) const
{
    auto const &from = statements.at(statement);
    auto const at = std::min(offset, from.text.size());
    if (!is_rewritten(statement)) {
        auto const *const begin = text.data();
        if (std::less<>{}(from.text.data(), begin) || !std::less<>{}(from.text.data(), begin + text.size())) {
            return {from.line, from.column + static_cast<int>(at)}; // made without a file
        }
        auto const &offsets = line_offsets();
        auto const in_file = static_cast<std::size_t>(from.text.data() - begin) + at;
        auto const next = std::upper_bound(offsets.begin(), offsets.end(), in_file);
        return {static_cast<int>(next - offsets.begin()), static_cast<int>(in_file - *std::prev(next)) + 1};
    }
    auto const &starts = line_starts[statement];
    auto const next =
        std::upper_bound(starts.begin(), starts.end(), at,
                         [](std::size_t sought, LineStart const &start) { return sought < start.offset; });
    auto const &start = *std::prev(next);
    bool const first = std::prev(next) == starts.begin();
    auto const end = next == starts.end() ? from.text.size() : next->offset - 1;
    auto const whole = line(start.line);
    // A statement may begin within its first line.
    auto const skipped = first ? std::min(static_cast<std::size_t>(from.column - 1), whole.size()) : 0;
    auto const now = from.text.substr(start.offset, end - start.offset);
    auto const column = skipped + original_offset(whole.substr(skipped), now, at - start.offset);
    return {start.line, static_cast<int>(column) + 1};
}

Place Script::place(std::size_t statement, std::size_t offset) const
{
    auto const at = position(statement, offset);
    return {path, at.line, at.column, std::string(line(at.line))};
}

bool Script::is_rewritten(std::size_t statement) const noexcept
{
    return statement < line_starts.size() && !line_starts[statement].empty();
}

int Script::last_line(std::size_t statement) const
{
    auto const &from = statements.at(statement);
    return is_rewritten(statement) ? line_starts[statement].back().line
                                   : from.line + static_cast<int>(std::ranges::count(from.text, '\n'));
}

std::string Script::source(std::size_t statement) const
{
    auto const &from = statements.at(statement);
    if (!is_rewritten(statement)) {
        return std::string(from.text);
    }
    std::string source;
    auto const last = last_line(statement);
    for (auto number = from.line; number <= last; ++number) {
        source += line(number);
        source += number == last ? "" : "\n";
    }
    auto const end = source.find_last_not_of(" \t\n");
    return source.substr(0, end == std::string::npos ? 0 : end + 1);
}

std::size_t byte_offset(std::string_view text, std::size_t position) noexcept
{
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        characters += begins ? 1 : 0;
        if (characters >= position && begins) {
            return at;
        }
    }
    return text.size();
}

} // namespace gander
