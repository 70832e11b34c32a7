#include "plan/select.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::plan {

std::vector<Status> compare(std::vector<Source> const &sources, History const &history)
{
    auto rows = latest_rows(history);
    std::vector<Status> result;
    for (auto const &source : sources) {
        Status status{.source = source};
        if (auto const row = rows.find(source.version); row != rows.end()) {
            if (row->second.applied) {
                status.state = State::applied;
                status.applied_at = row->second.at;
            }
            rows.erase(row);
        }
        result.push_back(std::move(status));
    }
    for (auto const &[version, row] : rows) {
        if (version > 0 && row.applied) {
            result.push_back(
                {.source = {.version = version}, .state = State::untracked, .applied_at = row.at});
        }
    }
    std::ranges::stable_sort(result, {}, [](Status const &status) { return status.source.version; });
    return result;
}

std::vector<Step> still_to_do(std::span<Step const> steps, History const &history)
{
    auto applied = applied_versions(history);
    std::vector<Step> result;
    for (auto const &step : steps) {
        auto const version = step.source.version;
        bool const up = step.direction == Direction::up;
        if (applied.contains(version) != up) {
            result.push_back(step);
            up ? static_cast<void>(applied.insert(version)) : static_cast<void>(applied.erase(version));
        }
    }
    return result;
}

void require_fresh(Plan const &plan, History const &history)
{
    auto const stale = [&](std::string const &why) {
        throw Error(Errc::stale_plan, "the plan no longer fits the database: " + why, "make a new plan");
    };
    if (auto const current = current_version(history).value_or(0); current != plan.from) {
        stale(fmt::format("it starts at version {}, the database is at version {}", plan.from, current));
    }
    auto recorded = recorded_versions(history);
    for (auto const &step : plan.steps) {
        auto const version = step.source.version;
        if (step.direction == Direction::up && !recorded.insert(version).second) {
            stale(fmt::format("version {} has been applied since", version));
        }
        if (step.direction == Direction::down && recorded.erase(version) == 0) {
            stale(fmt::format("version {} has been rolled back since", version));
        }
    }
}

} // namespace gander::plan
