#include "plan/select.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::plan {

namespace {

using Sources = std::vector<Source>;

Step step(Source const &source, Direction direction) { return {.source = source, .direction = direction}; }

Source const *find(Sources const &sources, Version version)
{
    auto const hit = std::ranges::find(sources, version, &Source::version);
    return hit == sources.end() ? nullptr : &*hit;
}

[[noreturn]] void throw_not_found(std::string const &what, Version version)
{
    auto const hint =
        version == 0
            ? std::string("nothing is applied that could be rolled back")
            : fmt::format("the database is at version {}, but no migration here has that version", version);
    throw Error(Errc::version_not_found, what, hint, version);
}

/// The version the database is at once the steps are done; 0 for a table they leave empty.
Version current_after(History history, std::vector<Step> const &steps)
{
    for (auto const &each : steps) {
        history = after(std::move(history), each);
    }
    return current_version(history).value_or(0);
}

void require_in_order(Sources const &missing, Version newest)
{
    if (missing.empty()) {
        return;
    }
    auto text =
        fmt::format("error: found {} missing migrations before current version {}:", missing.size(), newest);
    for (auto const &source : missing) {
        text += fmt::format("\n\tversion {}: {}", source.version, source.path);
    }
    throw Error(Errc::out_of_order, text,
                "they are older than what is applied: renumber them, or apply them late with -allow-missing",
                missing.front().version);
}

Plan select_up(Sources const &sources, History const &history, Request const &request, Policy const &policy)
{
    Plan plan{.from = require_current(history)};
    auto const recorded = recorded_versions(history);
    auto const newest = recorded.empty() ? Version{0} : *recorded.rbegin();
    Sources missing;
    Sources fresh;
    for (auto const &source : sources) {
        if (!recorded.contains(source.version)) {
            (source.version < newest ? missing : fresh).push_back(source);
        }
    }
    if (!policy.allow_missing) {
        require_in_order(missing, newest);
    }
    missing.insert(missing.end(), fresh.begin(), fresh.end());
    for (auto const &source : missing) {
        plan.steps.push_back(step(source, Direction::up));
        if (request.verb == Verb::up_by_one) {
            break;
        }
    }
    plan.to = plan.steps.empty() ? plan.from : plan.steps.back().source.version;
    return plan;
}

Plan select_down(Sources const &sources, History const &history)
{
    auto const current = require_current(history);
    auto const *source = find(sources, current);
    if (source == nullptr) {
        throw_not_found(fmt::format("migration {}: no current version found", current), current);
    }
    Plan plan{.from = current, .steps = {step(*source, Direction::down)}};
    plan.to = current_after(history, plan.steps);
    return plan;
}

Plan select_down_to(Sources const &sources, History history, Version target)
{
    Plan plan{.from = require_current(history)};
    for (auto current = plan.from; current != 0;) {
        auto const *source = find(sources, current);
        if (source == nullptr) {
            throw_not_found("no current version found", current);
        }
        if (current <= target) {
            break;
        }
        plan.steps.push_back(step(*source, Direction::down));
        history = after(std::move(history), plan.steps.back());
        current = current_version(history).value_or(0);
    }
    plan.to = current_version(history).value_or(0);
    return plan;
}

Plan select_redo(Sources const &sources, History const &history)
{
    auto const current = require_current(history);
    auto const *source = find(sources, current);
    if (source == nullptr) {
        throw_not_found("no current version found", current);
    }
    return {.from = current,
            .to = current,
            .steps = {step(*source, Direction::down), step(*source, Direction::up)}};
}

Plan select_reset(Sources const &sources, History const &history)
{
    // Unlike the others it does not ask for the current version: it works on a table without one, as goose's
    // does.
    Plan plan{.from = current_version(history).value_or(0)};
    auto const applied = applied_versions(history);
    for (auto source = sources.rbegin(); source != sources.rend(); ++source) {
        if (applied.contains(source->version)) {
            plan.steps.push_back(step(*source, Direction::down));
        }
    }
    plan.to = current_after(history, plan.steps);
    return plan;
}

Plan select_one(Sources const &sources, History const &history, Request const &request)
{
    auto const version = request.target;
    auto const *source = find(sources, version);
    if (source == nullptr) {
        throw Error(Errc::version_not_found, fmt::format("no migration has version {}", version), {},
                    version);
    }
    auto const up = request.verb == Verb::apply;
    auto const present =
        up ? recorded_versions(history).contains(version) : applied_versions(history).contains(version);
    if (up && present) {
        throw Error(Errc::already_applied, fmt::format("version {} is already applied", version), {},
                    version);
    }
    if (!up && !present) {
        throw Error(Errc::not_applied, fmt::format("version {} is not applied", version), {}, version);
    }
    Plan plan{.from = require_current(history),
              .steps = {step(*source, up ? Direction::up : Direction::down)}};
    plan.to = current_after(history, plan.steps);
    return plan;
}

/// Without versions the files alone decide: up runs them all each time, down the last.
Plan select_unversioned(Sources const &sources, Request const &request)
{
    Plan plan;
    switch (request.verb) {
    case Verb::up:
        for (auto const &source : sources) {
            plan.steps.push_back(step(source, Direction::up));
        }
        break;
    case Verb::up_by_one:
        plan.steps = {step(sources.front(), Direction::up)};
        break;
    case Verb::redo:
        plan.steps = {step(sources.back(), Direction::down), step(sources.back(), Direction::up)};
        break;
    case Verb::apply:
    case Verb::unapply:
        throw Error(Errc::usage, "a single migration can only be applied with versioning on");
    default:
        break;
    }
    if (!plan.steps.empty()) {
        plan.to = plan.steps.back().source.version;
        return plan;
    }
    auto const target = request.verb == Verb::down      ? sources.back().version - 1
                        : request.verb == Verb::down_to ? request.target
                                                        : Version{0};
    plan.from = sources.back().version;
    for (auto source = sources.rbegin(); source != sources.rend(); ++source) {
        if (source->version <= target) {
            plan.to = source->version;
            break;
        }
        plan.steps.push_back(step(*source, Direction::down));
    }
    return plan;
}

Plan select_steps(Sources const &sources, History const &history, Request const &request,
                  Policy const &policy)
{
    if (!policy.versioning) {
        return select_unversioned(sources, request);
    }
    switch (request.verb) {
    case Verb::up:
    case Verb::up_by_one:
        return select_up(sources, history, request, policy);
    case Verb::down:
        return select_down(sources, history);
    case Verb::down_to:
        return select_down_to(sources, history, request.target);
    case Verb::redo:
        return select_redo(sources, history);
    case Verb::reset:
        return select_reset(sources, history);
    case Verb::apply:
    case Verb::unapply:
        break;
    }
    return select_one(sources, history, request);
}

} // namespace

Version require_current(History const &history)
{
    if (auto const current = current_version(history)) {
        return *current;
    }
    throw Error(
        Errc::history, "no next version found",
        "the version table has no row that says applied; it is made with one for version 0: insert it again");
}

bool is_empty(Plan const &plan) noexcept { return plan.steps.empty() && plan.after.empty(); }

Plan select(Sources const &sources, History const &history, Request const &request, Policy const &policy)
{
    auto plan = select_steps(sources, history, request, policy);
    for (auto const &source : request.after) {
        plan.after.push_back(step(source, Direction::up));
    }
    return plan;
}

} // namespace gander::plan
