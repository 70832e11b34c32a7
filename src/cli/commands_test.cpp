#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/printer.hpp"
#include "cli/sets.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gander::cli {

namespace {

std::string driver_of(Target const &target)
{
    return target.by_url ? std::string(driver_of_url(target.dbstring).value_or("postgres")) : target.driver;
}

void require_postgres(Target const &target)
{
    auto const word = driver_of(target);
    auto const all = drivers();
    auto const hit = std::ranges::find(all, word, &DriverWord::word);
    if (hit != all.end() && hit->dialect != "postgres") {
        throw Error(
            Errc::usage,
            fmt::format("{} has no subsets: only what PostgreSQL's own grammar proves is left out", word),
            "leave --tables and --set away");
    }
}

} // namespace

/// Test databases are filled in any order: what a subset has left out comes later.
int run_test_apply(Job const &job)
{
    auto settings = job.settings;
    settings.allow_missing = true;
    auto const tables = wanted_tables(settings);
    auto migrations = migrations_for_up(settings);
    Subset subset;
    if (!tables.empty()) {
        require_postgres(settings.target);
        subset = migrations.keep_tables(tables);
    }
    job.printer.chosen(subset);
    Job const all{job.who, settings, job.printer, job.stop};
    job.printer.ran(make_migrator(all, std::move(migrations)).up());
    return exit_done;
}

int run_test_discover(Job const &job)
{
    auto const sources = MigrationSet::from_directory(job.settings.directory).sources();
    if (sources.empty()) {
        throw Error(Errc::no_migrations, "no migration files found");
    }
    for (std::size_t i = 1; i < sources.size(); ++i) {
        if (sources[i].version == sources[i - 1].version) {
            throw Error(Errc::duplicate_version,
                        fmt::format("duplicate version {}: {} and {}", sources[i].version,
                                    sources[i - 1].path, sources[i].path),
                        "give one of the two files a version of its own", sources[i].version);
        }
    }
    job.printer.discovered(sources);
    return exit_done;
}

} // namespace gander::cli
