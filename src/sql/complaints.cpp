#include "sql/complaints.hpp"

#include "sql/lines.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace gander::sql {

void Complaints::error(Spot const &spot, std::string message, std::string hint)
{
    add(Severity::error, spot, std::move(message), std::move(hint));
}

void Complaints::warning(Spot const &spot, std::string message, std::string hint)
{
    add(Severity::warning, spot, std::move(message), std::move(hint));
}

void Complaints::add(Severity severity, Spot const &spot, std::string message, std::string hint)
{
    Problem problem;
    problem.severity = severity;
    problem.place.line = spot.line;
    problem.place.column = spot.column;
    problem.length = std::max(spot.length, 1);
    problem.message = std::move(message);
    problem.hint = std::move(hint);
    m_problems.push_back(std::move(problem));
}

bool Complaints::any_error() const noexcept
{
    return std::ranges::any_of(m_problems, [](auto const &p) { return p.severity == Severity::error; });
}

std::vector<Problem> Complaints::take(std::string const &path, std::string_view file)
{
    std::ranges::stable_sort(m_problems, {}, [](Problem const &problem) {
        return std::tuple(problem.place.line, problem.place.column);
    });
    Lines lines(file);
    Line line;
    for (auto &problem : m_problems) {
        while (line.number < problem.place.line && lines.next(line)) {}
        problem.place.path = path;
        if (line.number == problem.place.line) {
            problem.place.text = line.text;
        }
    }
    return std::exchange(m_problems, {});
}

} // namespace gander::sql
