#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/output.hpp"
#include "cli/personality.hpp"
#include "cli/range.hpp"
#include "cli/ready_port.hpp"
#include "cli/settings.hpp"

namespace gander::cli {

namespace {

/// The argument is looked at before the directory is, the directory before the database.
Version version_argument(Job const &job)
{
    auto const &target = job.settings.target;
    if (target.arguments.empty()) { // gander has counted them already; goose counts here
        auto const name = std::string(target.command->name);
        throw Error(Errc::usage,
                    name + " must be of form: goose DRIVER DBSTRING [OPTIONS] " + name + " VERSION");
    }
    return parse_version(target.arguments[0]);
}

int finish(Job const &job, Report const &report)
{
    job.printer.ran(report);
    return exit_done;
}

} // namespace

int run_up(Job const &job)
{
    auto const port = job.settings.ready_port;
    if (port && !job.settings.versioning) {
        throw Error(Errc::usage, "without versioning nothing tells whether the schema is there",
                    "leave out -no-versioning, or --ready-port");
    }
    auto const ready = port ? std::make_unique<ReadyPort>(*port) : nullptr;
    auto migrator = make_migrator_for_up(job);
    auto const code = finish(job, migrator.up());
    if (ready) {
        flush_output(); // whoever reads it does not wait for the end
        migrator.watch({.files = true}, [&](bool met) { ready->say(met); });
    }
    return code;
}

int run_up_by_one(Job const &job)
{
    auto const report = make_migrator(job).up_by_one();
    job.printer.ran(report);
    if (report.done.empty() && job.who.up_by_one_must_find) {
        throw Error(Errc::version_not_found, "no next version found");
    }
    return exit_done;
}

int run_up_to(Job const &job)
{
    auto const version = version_argument(job);
    auto migrator = make_migrator(job);
    return finish(job, up_to_or_explain(job, version, [&] { return migrator.up_to(version); }));
}

int run_down(Job const &job) { return finish(job, make_migrator(job).down()); }

int run_down_to(Job const &job)
{
    auto const version = version_argument(job);
    return finish(job, make_migrator(job).down_to(version));
}

int run_redo(Job const &job) { return finish(job, make_migrator(job).redo()); }

int run_reset(Job const &job) { return finish(job, make_migrator(job).reset()); }

} // namespace gander::cli
