#include "plan/requirement.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gander::plan {

namespace {

using Versions = std::set<Version>;

/// The row for version 0 that a table is made with is no migration.
Version highest(Versions const &applied) { return applied.empty() ? 0 : *applied.rbegin(); }

std::string asked_versions(Requirement const &required)
{
    auto const &min = required.version ? required.version : required.min;
    auto const &max = required.version ? required.version : required.max;
    if (min && max) {
        return *min == *max ? fmt::format("version {}", *min)
                            : fmt::format("a version from {} to {}", *min, *max);
    }
    return min ? fmt::format("version {} or higher", *min) : fmt::format("version {} or lower", *max);
}

std::string where_it_is(Requirement const &required, Versions const &applied)
{
    auto const at = highest(applied);
    if (at == 0) {
        return "nothing is applied yet";
    }
    auto const passed_over = required.version && at > *required.version && *required.version > 0 &&
                             !applied.contains(*required.version);
    return fmt::format("{}the database is at {}", passed_over ? "it is not applied, and " : "", at);
}

bool has_versions(Requirement const &required, Versions const &applied)
{
    auto const at = highest(applied);
    return (!required.version || at == *required.version) && (!required.min || at >= *required.min) &&
           (!required.max || at <= *required.max);
}

std::string missing_files(std::vector<Source> const &missing)
{
    auto const &path = missing.front().path;
    auto const slash = path.rfind('/');
    return fmt::format("{} migration{}{}: the next is {}", missing.size(), missing.size() == 1 ? "" : "s",
                       slash == std::string::npos ? "" : " of " + path.substr(0, slash),
                       path.substr(slash + 1));
}

std::string strangers_to_go(Versions const &strangers)
{
    return strangers.size() == 1
               ? fmt::format("the roll-back of version {}: it is applied and has no file here",
                             *strangers.begin())
               : fmt::format("the roll-back of {} versions from {} to {}: they are applied and have no file "
                             "here",
                             strangers.size(), *strangers.begin(), *strangers.rbegin());
}

std::optional<std::string> lacking_files(Requirement const &required, std::vector<Source> const &sources,
                                         Versions const &applied)
{
    std::vector<Source> missing;
    auto strangers = applied;
    for (auto const &source : sources) {
        strangers.erase(source.version);
        if (!applied.contains(source.version)) {
            missing.push_back(source);
        }
    }
    if (!missing.empty()) {
        return missing_files(missing);
    }
    if (required.exact && !strangers.empty()) {
        return strangers_to_go(strangers);
    }
    return {};
}

} // namespace

void require_sense(Requirement const &required)
{
    auto const refuse = [](std::string const &what, std::string const &hint) {
        throw Error(Errc::usage, what, hint);
    };
    auto const &[version, min, max, files, exact] = required;
    if (!version && !min && !max && !files) {
        refuse("nothing is required", "set version, min, max or files");
    }
    if (version && (min || max)) {
        refuse("version cannot be combined with min or max",
               "ask for one version, or for a range from min to max");
    }
    for (auto const &each : {version, min, max}) {
        if (each && *each < 0) {
            refuse(fmt::format("version {}: there is none below 0", *each), "");
        }
    }
    if (min && max && *min > *max) {
        refuse(fmt::format("no version is {} or higher and {} or lower", *min, *max),
               "min must not be greater than max");
    }
    if (exact && !files) {
        refuse("exact is about migration files, and they are not looked at here",
               "leave exact out, or version, min and max");
    }
}

std::optional<std::string> lacking(Requirement const &required, std::vector<Source> const &sources,
                                   History const &history)
{
    auto applied = applied_versions(history);
    applied.erase(0);
    std::optional<std::string> lack;
    if (!has_versions(required, applied)) {
        lack = fmt::format("{}: {}", asked_versions(required), where_it_is(required, applied));
    } else if (required.files) {
        lack = lacking_files(required, sources, applied);
    }
    return lack && !history.exists ? "the version table" : lack;
}

} // namespace gander::plan
