#include "driver/postgres/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace gander::driver::postgres {

namespace {

std::string field(PGresult const *result, int code)
{
    auto const *const text = PQresultErrorField(result, code);
    return text ? text : "";
}

/// Lines of libpq's own messages → one. A line that is indented goes on with what the line before it said.
/// What has been said is not said again: with sslmode=prefer libpq asks twice, and is refused twice.
std::string fold(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto part = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        bool const goes_on = part.starts_with('\t');
        part.remove_prefix(std::min(part.size(), part.find_first_not_of(" \t")));
        if (!part.empty() && !part.starts_with("LOCATION:  ")) {
            if (!goes_on || parts.empty()) {
                parts.emplace_back(part);
            } else {
                parts.back().append(". ").append(part);
            }
        }
    }
    std::string folded;
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        if (std::find(parts.begin(), part, *part) == part) {
            folded.append(folded.empty() ? "" : "; ").append(*part);
        }
    }
    return folded;
}

bool is_sqlstate(std::string_view text)
{
    return text.size() == 5 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

} // namespace

Diagnostic diagnostic(PGresult const *result)
{
    Diagnostic found{.severity = field(result, PG_DIAG_SEVERITY),
                     .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
                     .code = field(result, PG_DIAG_SQLSTATE),
                     .detail = field(result, PG_DIAG_MESSAGE_DETAIL),
                     .hint = field(result, PG_DIAG_MESSAGE_HINT),
                     .context = field(result, PG_DIAG_CONTEXT),
                     .query = field(result, PG_DIAG_INTERNAL_QUERY)};
    auto const position = field(result, PG_DIAG_STATEMENT_POSITION);
    std::from_chars(position.data(), position.data() + position.size(), found.position);
    if (found.message.empty()) {
        found.severity = "FATAL";
        found.message = fold(PQresultErrorMessage(result));
    }
    return found;
}

std::string line(Diagnostic const &diagnostic)
{
    auto text = fmt::format("{}: {}", diagnostic.severity, diagnostic.message);
    return diagnostic.code.empty() ? text : fmt::format("{} (SQLSTATE {})", text, diagnostic.code);
}

Diagnostic connect_diagnostic(std::string_view text)
{
    Diagnostic found{.severity = "FATAL", .message = fold(text)};
    for (auto at = found.message.find(":  "); at != std::string::npos;
         at = found.message.find(":  ", at + 1)) {
        auto const code = found.message.substr(at + 3, 5);
        if (is_sqlstate(code) && found.message.compare(at + 8, 2, ": ") == 0) {
            found.code = code; // of several hosts, the last one's
            found.message.replace(at, 10, ": ");
        }
    }
    if (!found.code.empty()) {
        found.message += fmt::format(" (SQLSTATE {})", found.code);
    }
    return found;
}

} // namespace gander::driver::postgres
