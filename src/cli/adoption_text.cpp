#include "cli/adoption_text.hpp"

#include "cli/summary.hpp"
#include "report/excerpt.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

namespace {

constexpr std::size_t most_lines = 8;

std::string name_of(Problem const &problem) { return file_name({.path = problem.place.path}); }

/// `2 statements, lines 3 and 7`; nothing for a migration that has no lines.
std::string lines_text(std::vector<int> const &lines)
{
    if (lines.front() == 0) {
        return "all of it";
    }
    auto text = counted(lines.size(), "statement") + (lines.size() == 1 ? ", line " : ", lines ");
    auto const shown = std::min(lines.size(), most_lines);
    for (std::size_t i = 0; i < shown; ++i) {
        text += i == 0 ? "" : i + 1 == lines.size() ? " and " : ", ";
        text += fmt::to_string(lines[i]);
    }
    return shown < lines.size() ? text + ", …" : text;
}

std::string missing_text(std::size_t found, std::size_t missing, std::size_t undone)
{
    std::string text;
    if (missing > 0) {
        text = fmt::format("{} of {} {} missing", missing, counted(found + missing, "object"),
                           missing == 1 ? "is" : "are");
    }
    if (undone > 0) {
        text += fmt::format("{}{} {} not been done", missing > 0 ? ", and " : "",
                            counted(undone, "statement"), undone == 1 ? "has" : "have");
    }
    return text;
}

} // namespace

std::string unchecked_text(std::vector<Problem> const &unchecked, bool verbose)
{
    if (unchecked.empty()) {
        return {};
    }
    std::string text = "Not checked, as nothing in the database would tell:\n";
    for (auto at = unchecked.begin(); at != unchecked.end();) {
        auto const path = at->place.path;
        if (path.empty()) {
            text += fmt::format("  {}\n", (at++)->message);
            continue;
        }
        std::vector<int> lines;
        for (; at != unchecked.end() && at->place.path == path; ++at) {
            lines.push_back(at->place.line);
            if (verbose) {
                text += fmt::format("  {}: {}\n", report::location(at->place), at->message);
            }
        }
        if (!verbose) {
            text += fmt::format("  {}: {}\n", name_of(*std::prev(at)), lines_text(lines));
        }
    }
    return text;
}

std::string adoption_summary(Adoption const &adoption)
{
    if (!adoption.missing.empty() || !adoption.undone.empty()) {
        return missing_text(adoption.found, adoption.missing.size(), adoption.undone.size()) +
               "; nothing has been recorded";
    }
    auto text =
        fmt::format("adopted {}, at version {}: {} found", counted(adoption.adopted.size(), "migration"),
                    adoption.version, counted(adoption.found, "object"));
    if (!adoption.unchecked.empty()) {
        text += fmt::format(", {} could not be checked", counted(adoption.unchecked.size(), "statement"));
    }
    return text;
}

std::string verification_summary(Verification const &result)
{
    if (!result.passed()) {
        return missing_text(result.found, result.missing.size(), result.undone.size());
    }
    auto text =
        fmt::format("verified at version {}: {} found", result.version, counted(result.found, "object"));
    auto const versions = static_cast<std::size_t>(std::ranges::count_if(
        result.unchecked, [](Problem const &problem) { return problem.place.path.empty(); }));
    auto const statements = result.unchecked.size() - versions;
    if (statements > 0) {
        text += fmt::format(", {} could not be checked", counted(statements, "statement"));
    }
    if (versions > 0) {
        text +=
            fmt::format(", {} {} no file here", counted(versions, "version"), versions == 1 ? "has" : "have");
    }
    return text;
}

} // namespace gander::cli
