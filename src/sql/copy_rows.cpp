#include "sql/copy_rows.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace gander::sql {

namespace {

constexpr std::string_view last_line = "\\.";

std::string with_plain_line_ends(std::string_view rows)
{
    std::string plain;
    plain.reserve(rows.size());
    while (!rows.empty()) {
        auto const end = rows.find("\r\n");
        plain += rows.substr(0, end);
        if (end == std::string_view::npos) {
            break;
        }
        plain += '\n';
        rows.remove_prefix(end + 2);
    }
    return plain;
}

} // namespace

std::optional<CopyRows> find_copy_rows(std::string_view file, std::size_t from) noexcept
{
    for (auto at = file.find(last_line, from); at != std::string_view::npos;
         at = file.find(last_line, at + 1)) {
        bool const begins_line = at == from || file[at - 1] == '\n';
        auto const rest = file.substr(at + last_line.size(), 2);
        bool const ends_line = rest.empty() || rest[0] == '\n' || rest == "\r\n" ||
                               (rest == "\r" && at + last_line.size() + 1 == file.size());
        if (begins_line && ends_line) {
            auto const end = std::min(file.find('\n', at), file.size());
            return CopyRows{file.substr(from, at - from), std::min(end + 1, file.size())};
        }
    }
    return std::nullopt;
}

void attach_copy_rows(Script &script, std::string_view rows)
{
    if (rows.find("\r\n") != std::string_view::npos) {
        rows = script.rewritten.emplace_back(with_plain_line_ends(rows));
    }
    script.statements.back().copy_data = rows;
}

} // namespace gander::sql
