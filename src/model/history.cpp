#include "model/history.hpp"

#include <algorithm>

namespace gander {

std::optional<Version> current_version(History const &history)
{
    if (!history.exists) {
        return 0;
    }
    std::set<Version> rolled_back;
    for (auto const &row : history.rows) {
        if (rolled_back.contains(row.version)) {
            continue;
        }
        if (row.applied) {
            return row.version;
        }
        rolled_back.insert(row.version);
    }
    return std::nullopt;
}

std::set<Version> recorded_versions(History const &history)
{
    std::set<Version> versions;
    for (auto const &row : history.rows) {
        versions.insert(row.version);
    }
    return versions;
}

std::set<Version> applied_versions(History const &history)
{
    std::set<Version> applied;
    std::set<Version> seen;
    for (auto const &row : history.rows) {
        if (seen.insert(row.version).second && row.applied) {
            applied.insert(row.version);
        }
    }
    return applied;
}

History after(History history, Step const &step)
{
    auto const version = step.source.version;
    if (step.direction == Direction::up) {
        history.exists = true;
        history.rows.insert(history.rows.begin(), HistoryRow{.version = version});
    } else {
        std::erase_if(history.rows, [version](HistoryRow const &row) { return row.version == version; });
    }
    return history;
}

std::map<Version, HistoryRow> latest_rows(History const &history)
{
    std::map<Version, HistoryRow> latest;
    for (auto const &row : history.rows) {
        auto const [place, inserted] = latest.try_emplace(row.version, row);
        if (!inserted && row.at > place->second.at) {
            place->second = row;
        }
    }
    return latest;
}

} // namespace gander
