#include "cli/subset_text.hpp"

#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

namespace {

std::string list(std::vector<Choice> const &choices)
{
    std::size_t width = 0;
    for (auto const &choice : choices) {
        width = std::max(width, file_name(choice.source).size());
    }
    std::string text;
    for (auto const &choice : choices) {
        text += fmt::format("  {:<{}}  {}\n", file_name(choice.source), width, choice.why);
    }
    return text;
}

} // namespace

std::string subset_text(Subset const &subset, bool verbose)
{
    std::string text;
    if (verbose && !subset.kept.empty()) {
        text +=
            fmt::format("gander: {} kept\n{}", counted(subset.kept.size(), "migration"), list(subset.kept));
    }
    if (!subset.left_out.empty()) {
        text += fmt::format("gander: {} left out\n{}", counted(subset.left_out.size(), "migration"),
                            list(subset.left_out));
    } else if (!subset.kept.empty()) {
        text += "gander: no migration left out\n";
    }
    return text;
}

std::string sources_text(std::vector<Source> const &sources)
{
    std::size_t width = 0;
    for (auto const &source : sources) {
        width = std::max(width, std::to_string(source.version).size());
    }
    std::string text;
    for (auto const &source : sources) {
        text += fmt::format("{:>{}}  {}\n", source.version, width, file_name(source));
    }
    return text;
}

} // namespace gander::cli
