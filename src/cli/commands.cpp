#include "cli/commands.hpp"

#include "base/suggest.hpp"
#include "cli/personality.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <iterator>

namespace gander::cli {

namespace {

constexpr auto table = std::to_array<Command>({
    {"up", "", "Apply every pending migration", Needs::database, 0, 0, true, run_up},
    {"up-by-one", "", "Apply the next pending migration", Needs::database, 0, 0, true, run_up_by_one},
    {"up-to", "VERSION", "Apply pending migrations up to VERSION", Needs::database, 1, 1, true, run_up_to},
    {"down", "", "Roll back the current version", Needs::database, 0, 0, true, run_down},
    {"down-to", "VERSION", "Roll back to VERSION, which stays", Needs::database, 1, 1, true, run_down_to},
    {"redo", "", "Roll back the current version and apply it again", Needs::database, 0, 0, true, run_redo},
    {"reset", "", "Roll back everything that is applied", Needs::database, 0, 0, true, run_reset},
    {"adopt", "VERSION", "Record what something else has applied, up to VERSION", Needs::database, 1, 1,
     false, run_adopt},
    {"plan", "[COMMAND [VERSION]]", "Show what up, up-to, down or down-to would do", Needs::database, 0, 2,
     false, run_plan},
    {"status", "", "List the migrations, applied and pending", Needs::database, 0, 0, true, run_status},
    {"version", "", "Print the version the database is at", Needs::database, 0, 0, true, run_version},
    {"wait", "", "Wait until the database answers", Needs::database, 0, 0, false, run_wait},
    {"gate", "", "Wait until the schema is where it has to be", Needs::database, 0, 0, false, run_gate},
    {"create", "NAME [sql|go]", "Make a new migration file", Needs::files, 1, 2, true, run_create},
    {"init", "", "Make the directory with a first migration", Needs::nothing, 0, 0, true, run_init},
    {"fix", "", "Renumber time-stamped migrations in sequence", Needs::files, 0, 0, true, run_fix},
    {"validate", "", "Check migration files without running them", Needs::nothing, 0, 0, true, run_validate},
    {"install", "DIR", "Copy this program into DIR, under both names", Needs::folder, 1, 1, false,
     run_install},
    {"kube", "render|run|…", "Run commands as Jobs in Kubernetes, or print them; gander kube --help",
     Needs::nothing, 0, 99, false, run_kube},
    {"test deploy", "", "Bring up PostgreSQL in a cluster, migrated before anyone can connect",
     Needs::nothing, 0, 0, false, run_kube},
    {"test verify", "", "Check that what migrations make is there", Needs::database, 0, 0, false,
     run_test_verify},
    {"test database", "create [NAME]|drop NAME", "Make a migrated database for a test, or drop it",
     Needs::database, 1, 2, false, run_test_database},
    {"test apply", "", "Apply the migrations, or those that some tables need", Needs::database, 0, 0, false,
     run_test_apply},
    {"test discover", "", "List the migration files", Needs::nothing, 0, 0, false, run_test_discover},
    {"env", "", "Print the environment variables that count", Needs::nothing, 0, 0, true, run_env},
    {"beta", "drivers", "Print the drivers of this build", Needs::nothing, 1, 1, true, run_beta},
    {"help", "[COMMAND]", "Explain a command", Needs::nothing, 0, 2, false, run_help},
});

} // namespace

std::span<Command const> commands() noexcept { return table; }

Command const *find_command(std::string_view name) noexcept
{
    auto const hit = std::ranges::find(table, name, &Command::name);
    return hit == table.end() ? nullptr : &*hit;
}

std::optional<std::string_view> nearest_command(std::string_view word)
{
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    constexpr auto elsewhere = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"migrate", "up"}, {"rollback", "down"}, {"baseline", "adopt"}, {"stamp", "adopt"}});
    for (auto const &[theirs, ours] : elsewhere) {
        if (lower == theirs) {
            return ours;
        }
    }
    std::vector<std::string_view> names;
    std::ranges::transform(table, std::back_inserter(names), &Command::name);
    return suggest(lower, names);
}

Version parse_version(std::string_view text)
{
    auto digits = text;
    if (digits.starts_with('+')) { // from_chars knows the minus only
        digits.remove_prefix(1);
    }
    Version version = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    auto const signs = text.starts_with('+') && digits.starts_with('-');
    if (error != std::errc{} || end != digits.data() + digits.size() || signs) {
        throw Error(Errc::usage, fmt::format("version must be a number (got '{}')", masked(text)),
                    "a version is the number that a file's name begins with, such as 3 or 20260801120000");
    }
    return version;
}

Migrator make_migrator(Job const &job, MigrationSet migrations)
{
    return make_migrator(job, std::move(migrations), job.printer.observer());
}

Migrator make_migrator(Job const &job, MigrationSet migrations, Observer &observer)
{
    auto const &settings = job.settings;
    Options options{.table = settings.table,
                    .allow_missing = settings.allow_missing,
                    .versioning = settings.versioning,
                    .after_steps = job.who.after_steps,
                    .lock = settings.lock,
                    .lock_wait = settings.lock_wait,
                    .wait = settings.wait.value_or(std::chrono::nanoseconds{}),
                    .observer = &observer,
                    .stop = job.stop};
    auto database = settings.target.by_url ? Database::open(settings.target.dbstring)
                                           : Database::open(settings.target.driver, settings.target.dbstring);
    return Migrator{std::move(database), std::move(migrations), std::move(options)};
}

Migrator make_migrator(Job const &job)
{
    return make_migrator(job, MigrationSet::from_directory(job.settings.directory));
}

MigrationSet migrations_for_up(Settings const &settings)
{
    auto migrations = MigrationSet::from_directory(settings.directory);
    std::ranges::for_each(settings.after, [&](auto const &path) { migrations.add_after(path); });
    return migrations;
}

Migrator make_migrator_for_up(Job const &job) { return make_migrator(job, migrations_for_up(job.settings)); }

} // namespace gander::cli
