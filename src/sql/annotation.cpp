#include "sql/annotation.hpp"

#include "base/quote.hpp"
#include "sql/space.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

namespace gander::sql {

namespace {

constexpr std::string_view sign = "+goose";
constexpr std::array<std::string_view, 7> spellings{
    "Up", "Down", "StatementBegin", "StatementEnd", "NO TRANSACTION", "ENVSUB ON", "ENVSUB OFF"};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// ASCII letters in lower case, and the long s, which Unicode folds to an s like the others.
std::string folded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const long_s = text.substr(i).starts_with("\xC5\xBF");
        result += long_s ? 's' : lower(text[i]);
        i += long_s ? 1 : 0;
    }
    return result;
}

std::string without_dashes(std::string_view line)
{
    std::string result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line.substr(i).starts_with("--")) {
            ++i;
        } else {
            result += line[i];
        }
    }
    return result;
}

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t const changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::optional<Mark> exact(std::string_view command)
{
    auto const wanted = folded(command);
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        if (wanted == folded(spellings[i])) {
            return static_cast<Mark>(i);
        }
    }
    return std::nullopt;
}

/// What somebody who wrote `Up please`, `NO  TRANSACTION` or `StatmentBegin` meant.
std::optional<Mark> guess(std::string_view command)
{
    if (auto const word = exact(command.substr(0, command.find_first_of(" \t:;,.")))) {
        return word;
    }
    if (command.size() > 32) {
        return std::nullopt;
    }
    auto const wanted = folded(command);
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        std::size_t const slips = spellings[i].size() < 4 ? 1 : 2;
        if (distance(wanted, folded(spellings[i])) <= slips) {
            return static_cast<Mark>(i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view spelling(Mark mark) noexcept { return spellings[static_cast<std::size_t>(mark)]; }

bool is_annotation(std::string_view line) noexcept
{
    return is_comment_line(line) && line.find(sign) != std::string_view::npos;
}

Annotation read_annotation(std::string_view line)
{
    auto const failed = [&](AnnotationFault fault, std::optional<Mark> meant, std::string const &why) {
        return Annotation{fault, meant, "failed to parse annotation line " + go_quoted(line) + ": " + why};
    };
    std::string command = without_dashes(line);
    // Taking dashes away can pull a sign together, or apart from what was one in the line.
    if (auto const at = command.find(sign); at != std::string::npos) {
        command.erase(at, sign.size());
    }
    auto const name = trimmed(command);
    if (line.starts_with(' ') || line.starts_with('\t')) {
        return failed(AnnotationFault::indented, exact(name),
                      go_quoted(line) + " contains leading whitespace: invalid annotation");
    }
    if (command.find(sign) != std::string::npos) {
        return failed(AnnotationFault::repeated, exact(trimmed(command.substr(0, command.find(sign)))),
                      go_quoted(command) + " contains multiple '+goose' annotations: invalid annotation");
    }
    if (name.empty()) {
        return failed(AnnotationFault::empty, std::nullopt, "empty annotation");
    }
    if (auto const mark = exact(name)) {
        return {AnnotationFault::none, mark, {}};
    }
    return failed(AnnotationFault::unknown, guess(name),
                  go_quoted(name) + " not supported: invalid annotation");
}

} // namespace gander::sql
