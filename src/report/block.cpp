#include "report/excerpt.hpp"
#include "report/text.hpp"

#include <fmt/format.h>

namespace gander::report {

namespace {

void add_field(std::string &block, std::string_view name, std::string const &text)
{
    if (!text.empty()) {
        block += fmt::format("\n  {}: {}", name, indented(text, 4));
    }
}

std::string_view stage_words(Failure const &failure)
{
    switch (failure.stage) {
    case Stage::begin:
        return "the transaction could not be opened: ";
    case Stage::record:
        return "the version could not be recorded: ";
    case Stage::commit:
        return "the transaction could not be committed: ";
    case Stage::function:
    case Stage::statement:
        break;
    }
    return "";
}

} // namespace

std::string failure_block(Failure const &failure)
{
    auto block =
        fmt::format("{}: {}{}", location(failure.place), stage_words(failure), indented(failure.message, 2));
    auto place = failure.place;
    if (!failure.position_known) {
        place.column = 0; // the line is where the statement begins: a caret would claim to know more
    }
    block += excerpt(place, 1);
    add_field(block, "detail", failure.diagnostic.detail);
    add_field(block, "hint", failure.diagnostic.hint);
    add_field(block, "context", failure.diagnostic.context);
    add_field(block, "query", failure.diagnostic.query);
    return block;
}

std::string problem_block(Problem const &problem)
{
    auto const warning = problem.severity == Severity::warning ? "warning: " : "";
    auto const place = problem.place.path.empty() ? std::string{} : location(problem.place) + ": ";
    auto block = fmt::format("{}{}{}", place, warning, indented(problem.message, 2));
    block += excerpt(problem.place, problem.length);
    add_field(block, "hint", problem.hint);
    return block;
}

} // namespace gander::report
