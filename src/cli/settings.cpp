#include "cli/settings.hpp"

#include "base/duration.hpp"
#include "base/quote.hpp"
#include "cli/environment.hpp"
#include "cli/flag_table.hpp"
#include "cli/personality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace gander::cli {

namespace {

std::string first_of(std::string const &one, std::string const &two, std::string const &three)
{
    return !one.empty() ? one : !two.empty() ? two : three;
}

/// A gander flag, or the variable that stands in for it, which counts under both names.
std::string gander_value(Flags const &flags, std::string_view name)
{
    if (flags.given(name)) {
        return flags.text(name);
    }
    auto const &spec = flag_named(name);
    auto value = variable(spec.variable);
    if (auto const problem = value.empty() ? std::string{} : value_error(spec.type, value);
        !problem.empty()) {
        auto const wanted = spec.type == FlagType::boolean ? "must be true or false" : problem;
        throw Error(
            Errc::usage,
            fmt::format("invalid value {} for {}: {}", go_quoted(masked(value)), spec.variable, wanted),
            value_hint(spec.type, value));
    }
    return value;
}

/// Each -after has one path, the variable several.
std::vector<std::string> after(Flags const &flags)
{
    if (flags.given("after")) {
        return flags.all("after");
    }
    std::vector<std::string> paths;
    std::istringstream list{gander_value(flags, "after")};
    for (std::string path; std::getline(list, path, ':');) {
        if (!path.empty()) {
            paths.push_back(path);
        }
    }
    return paths;
}

std::string trimmed(std::string const &text)
{
    auto const from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? std::string{}
                                     : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

/// Between commas.
std::vector<std::string> names(std::string const &text)
{
    std::vector<std::string> all;
    std::istringstream list{text};
    for (std::string name; std::getline(list, name, ',');) {
        if (name = trimmed(name); !name.empty()) {
            all.push_back(name);
        }
    }
    return all;
}

/// What narrows a command down. Where the line's variable was not set it names nothing, and must not mean
/// everything.
std::string narrowing(Flags const &flags, std::string_view name)
{
    auto value = gander_value(flags, name);
    if ((flags.given(name) || !value.empty()) && names(value).empty()) {
        throw Error(
            Errc::usage,
            fmt::format("{} names nothing", flags.given(name) ? fmt::format("--{}", name)
                                                              : std::string(flag_named(name).variable)),
            "leave it away where everything is meant; the shell puts nothing where a variable is not set");
    }
    return value;
}

Requirement requirement(Flags const &flags)
{
    Requirement required{.version = version_value(gander_value(flags, "gate-version")),
                         .min = version_value(gander_value(flags, "min")),
                         .max = version_value(gander_value(flags, "max")),
                         .exact = is_go_true(gander_value(flags, "exact"))};
    required.files = !required.version && !required.min && !required.max;
    return required;
}

/// A probe asks again by itself. What GANDER_WAIT says is meant for those that do not.
void answer_at_once(Settings &settings, Flags const &flags)
{
    if (!flags.given("wait")) {
        settings.wait.reset();
    }
    if (!flags.given("timeout") && !settings.wait) {
        settings.timeout = std::chrono::seconds{5};
    }
}

} // namespace

Surroundings surroundings()
{
    return {.driver = variable("GOOSE_DRIVER"),
            .dbstring = variable("GOOSE_DBSTRING"),
            .database_url = variable("DATABASE_URL"),
            .libpq = libpq_is_configured(),
            .files = dbstring_files()};
}

Settings make_settings(Personality const &who, Flags const &flags)
{
    Settings settings{.directory = flags.text("dir"),
                      .table = first_of(flags.text("table"), variable("GOOSE_TABLE"), "goose_db_version"),
                      .timeout = time_limit(flags),
                      .verbose = flags.on("v"),
                      .color = !flags.on("no-color") && who.wants_color(variable("NO_COLOR")),
                      .sequential = flags.on("s"),
                      .allow_missing = flags.on("allow-missing"),
                      .versioning = !flags.on("no-versioning")};
    // goose cannot tell `-dir .` from no -dir at all.
    if (!flags.given("dir") || (!who.dot_is_given && settings.directory == ".")) {
        settings.directory = first_of(variable("GOOSE_MIGRATION_DIR"), ".", {});
    }
    settings.wait = parse_duration(gander_value(flags, "wait"));
    settings.json = gander_value(flags, "output") == "json";
    settings.lock = lock_mode(gander_value(flags, "lock")).value_or(settings.lock);
    settings.lock_wait = parse_duration(gander_value(flags, "lock-wait")).value_or(settings.lock_wait);
    if (who.after_steps) {
        settings.after = after(flags);
    }
    if (who.own_variables) {
        settings.expect = narrowing(flags, "expect");
        settings.tables = names(narrowing(flags, "tables"));
        settings.all = is_go_true(gander_value(flags, "all"));
        settings.set = trimmed(narrowing(flags, "set"));
        settings.sets = narrowing(flags, "sets");
        settings.ready_port = port_value(gander_value(flags, "ready-port"));
    }
    settings.sql = is_go_true(gander_value(flags, "sql"));
    settings.exit_code = is_go_true(gander_value(flags, "exit-code"));
    settings.goose_rules = is_go_true(gander_value(flags, "goose"));
    settings.required = requirement(flags);
    settings.check = is_go_true(gander_value(flags, "check"));
    if (settings.check) {
        answer_at_once(settings, flags);
    }
    return settings;
}

std::optional<std::chrono::nanoseconds> time_limit(Flags const &flags)
{
    auto const limit = parse_duration(flags.text("timeout"));
    return limit && limit->count() == 0 ? std::nullopt : limit;
}

bool is_dbstring(std::string const &value)
{
    std::error_code unknown;
    return masked(value) != value && !std::filesystem::exists(value, unknown);
}

void refuse_dbstring(std::string_view what, std::string const &value)
{
    if (is_dbstring(value)) {
        throw Error(Errc::usage, fmt::format("{} is given a connection string: {}", what, masked(value)));
    }
}

void check_settings(Settings const &settings)
{
    if (settings.command() != "env") {
        refuse_dbstring("-dir", settings.directory);
        refuse_dbstring("-table", settings.table);
        refuse_dbstring("--expect", settings.expect);
        std::ranges::for_each(settings.after, [](auto const &path) { refuse_dbstring("-after", path); });
    }
}

} // namespace gander::cli
