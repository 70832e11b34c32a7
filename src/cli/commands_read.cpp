#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/printer.hpp"
#include "cli/range.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

namespace {

Plan make_plan(Job const &job, Migrator &migrator)
{
    auto const &arguments = job.settings.target.arguments;
    auto const verb = arguments.empty() ? std::string("up") : arguments[0];
    auto const has_version = arguments.size() > 1;
    auto const takes_version = verb == "up" || verb == "up-to" || verb == "down-to";
    if (has_version && !takes_version) {
        throw Error(Errc::usage, fmt::format("plan {} takes no version", verb),
                    "gander plan --help explains it");
    }
    if (!has_version && (verb == "up-to" || verb == "down-to")) {
        throw Error(Errc::usage, fmt::format("plan {} needs a VERSION", verb),
                    "gander plan --help explains it");
    }
    if (verb == "up" || verb == "up-to") {
        if (!has_version) {
            return migrator.plan_up();
        }
        auto const version = parse_version(arguments[1]);
        return up_to_or_explain(job, version, [&] { return migrator.plan_up(version); });
    }
    if (verb == "down-to") {
        return migrator.plan_down_to(parse_version(arguments[1]));
    }
    if (verb == "down") {
        return migrator.plan_down();
    }
    throw Error(Errc::usage, fmt::format("plan {}: there is no such plan", masked(verb)),
                "plan up, plan up-to VERSION, plan down, or plan down-to VERSION");
}

} // namespace

int run_plan(Job const &job)
{
    auto migrator = make_migrator_for_up(job);
    job.printer.planned(make_plan(job, migrator));
    return exit_done;
}

int run_status(Job const &job)
{
    auto const rows = make_migrator(job).status();
    job.printer.status(rows);
    auto const pending =
        std::ranges::any_of(rows, [](Status const &row) { return row.state == State::pending; });
    return pending && job.settings.exit_code ? exit_no : exit_done;
}

int run_wait(Job const &job)
{
    auto settings = job.settings;
    settings.wait =
        settings.wait.value_or(std::chrono::minutes{1}); // whoever asks to wait need not say how long
    auto const begin = std::chrono::steady_clock::now();
    auto const peer = make_migrator({job.who, settings, job.printer, job.stop}, MigrationSet{}).ping();
    job.printer.answered(peer, std::chrono::steady_clock::now() - begin);
    return exit_done;
}

int run_version(Job const &job)
{
    if (job.settings.versioning) { // what the database says; no directory is looked at
        job.printer.version(make_migrator(job, MigrationSet{}).version());
        return exit_done;
    }
    auto const sources = MigrationSet::from_directory(job.settings.directory).sources();
    if (sources.empty()) {
        throw Error(Errc::no_migrations, "no migration files found");
    }
    job.printer.version(sources.back().version);
    return exit_done;
}

} // namespace gander::cli
