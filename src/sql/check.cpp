#include "sql/check.hpp"

#include "sql/goose_compare.hpp"
#include "sql/lint.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace gander::sql {

namespace {

auto place_of(Problem const &problem) { return std::tuple(problem.place.line, problem.place.column); }

/// Problems of both directions, each once.
class Collection
{
public:
    void add(std::vector<Problem> more)
    {
        for (auto &problem : more) {
            if (m_seen.emplace(problem.place.line, problem.place.column, problem.message).second) {
                m_problems.push_back(std::move(problem));
            }
        }
    }

    std::vector<Problem> take()
    {
        std::ranges::stable_sort(m_problems, {}, place_of);
        return std::move(m_problems);
    }

private:
    std::set<std::tuple<int, int, std::string>> m_seen{};
    std::vector<Problem> m_problems{};
};

/// What can be said of the statements. Goose's reading is compared with ours only where we have one.
std::vector<Problem> further(Draft const &draft, ParseOptions const &options, bool goose)
{
    auto const &script = *draft.script;
    Complaints complaints;
    lint(script, options, complaints);
    auto problems = complaints.take(script.path, script.text);
    if (goose && draft.whole) {
        auto said = compare_with_goose(script, options, complaints);
        for (auto &problem : complaints.take(script.path, script.text)) {
            problem.goose = said;
            problems.push_back(std::move(problem));
        }
    }
    for (auto &problem : problems) {
        problem.kind = ProblemKind::lint;
    }
    return problems;
}

} // namespace

Checked check(std::string const &path, std::string const &text, CheckOptions const &options)
{
    Checked result;
    Collection problems;
    result.readable = true;
    result.summary.source.path = path;
    for (auto const direction : {Direction::up, Direction::down}) {
        ParseOptions const parsing{direction, options.syntax, options.variables, false};
        auto draft = read_draft(path, text, parsing);
        problems.add(std::move(draft.problems));
        problems.add(further(draft, parsing, options.goose));
        result.readable = result.readable && draft.whole;
        auto const count = static_cast<int>(draft.script->statements.size());
        (direction == Direction::up ? result.summary.up : result.summary.down) = count;
        result.summary.tx = draft.script->tx;
    }
    result.problems = problems.take();
    return result;
}

} // namespace gander::sql
