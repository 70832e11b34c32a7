/// After-steps: files for `up` alone, each in a transaction of its own.

#include "sql/lint.hpp"
#include "sql/parse.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace gander::sql {

namespace {

auto place_of(Problem const &problem) { return std::tuple(problem.place.line, problem.place.column); }

bool is_error(Problem const &problem) { return problem.severity == Severity::error; }

} // namespace

Parsed parse_after(std::string path, std::string text, ParseOptions options)
{
    options.after = true;
    auto draft = read_draft(std::move(path), std::move(text), options);
    auto const &script = *draft.script;
    Complaints complaints;
    lint(script, options, complaints);
    auto problems = complaints.take(script.path, script.text);
    for (auto &problem : problems) {
        problem.kind = ProblemKind::lint;
    }
    if (draft.whole && script.statements.empty()) {
        complaints.error({1, 1, 1}, "this after-step has nothing to run",
                         "write a statement into the file, or take the file away");
    }
    std::ranges::move(complaints.take(script.path, script.text), std::back_inserter(problems));
    std::ranges::move(draft.problems, std::back_inserter(problems));
    std::ranges::stable_sort(problems, {}, place_of);
    Parsed result{.problems = std::move(problems)};
    if (std::ranges::none_of(result.problems, is_error)) {
        result.script = std::move(draft.script);
    }
    return result;
}

} // namespace gander::sql
