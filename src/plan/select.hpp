#pragma once
/// Which migrations a request means, in which order. Pure: sources and history in, steps out.

#include "model/history.hpp"

#include <gander/error.hpp>
#include <gander/report.hpp>

#include <limits>
#include <span>
#include <vector>

namespace gander::plan {

enum class Verb { up, up_by_one, down, down_to, redo, reset, apply, unapply };

struct Request
{
    Verb verb = Verb::up;
    Version target = std::numeric_limits<Version>::max(); ///< of up, down_to, apply and unapply
    std::span<Source const> after{};                      ///< after-steps; nothing is decided about them
};

struct Policy
{
    bool allow_missing = false;
    bool versioning = true; ///< false: the files alone decide, whatever the history says
};

/// The sources a request is about, in order of version. Throws Errc::no_migrations when there is none, and
/// Errc::duplicate_version. Needs no history, so it is asked before a database is.
std::vector<Source> eligible(std::vector<Source> sources, Request const &request);

/// Whether a plan asks for nothing at all.
bool is_empty(Plan const &plan) noexcept;

/// The steps, not yet prepared (no script, TxMode not yet known), out of eligible sources. Throws
/// Errc::out_of_order, version_not_found, history, already_applied, not_applied.
Plan select(std::vector<Source> const &sources, History const &history, Request const &request,
            Policy const &policy);

/// Every source with its state, and the applied versions that have no source, in order of version.
std::vector<Status> compare(std::vector<Source> const &sources, History const &history);

/// The current version. Throws Errc::history for a version table that has none.
Version require_current(History const &history);

/// Which of these steps are still to be done: applying what is not applied, rolling back what is.
std::vector<Step> still_to_do(std::span<Step const> steps, History const &history);

/// Throws Errc::stale_plan unless the plan could be made from this history: it starts where the history
/// stands, applies nothing that is recorded and rolls back nothing that is not.
void require_fresh(Plan const &plan, History const &history);

} // namespace gander::plan
