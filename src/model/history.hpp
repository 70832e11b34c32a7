#pragma once
/// What the version table says.

#include <gander/report.hpp>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace gander {

struct HistoryRow
{
    Version version = 0;
    bool applied = true; ///< false only in rows that goose before 2018 wrote on a rollback
    std::optional<TimePoint> at{};

    friend bool operator==(HistoryRow const &, HistoryRow const &) = default;
};

/// A list, newest row (highest id) first. No version table is an empty history with exists == false; a table
/// without rows is broken, since its first row (version 0) is made with it.
struct History
{
    bool exists = false;
    std::vector<HistoryRow> rows{};

    friend bool operator==(History const &, History const &) = default;
};

/// The version of the newest row that is applied and has no newer row saying otherwise: the last one
/// *inserted*, not the highest. 0 without a table; empty for a table with no such row, which nothing can
/// repair but a human.
std::optional<Version> current_version(History const &history);

/// Every version that has any row, applied or not: these are what `up` leaves alone, as goose does.
std::set<Version> recorded_versions(History const &history);

/// Versions whose newest row (by id) says applied.
std::set<Version> applied_versions(History const &history);

/// The history after a step: a row on top for up, every row of the version gone for down.
History after(History history, Step const &step);

/// Of each version the row with the newest time, or the newest row where times are equal: what status shows.
std::map<Version, HistoryRow> latest_rows(History const &history);

} // namespace gander
