#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/personality.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace gander::cli {

namespace {

Numbering numbering(Settings const &settings)
{
    return settings.sequential ? Numbering::sequential : Numbering::timestamp;
}

/// A slip in -dir must not look like a folder without problems.
[[noreturn]] void throw_nothing_to_validate(std::string const &path)
{
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error)) {
        throw Error(Errc::no_migrations, fmt::format("{}: the file name gives no version", masked(path)),
                    "a migration is named VERSION_name.sql");
    }
    throw Error(Errc::no_migrations, "no migration files found",
                "migrations are files named VERSION_name.sql, directly in the folder");
}

} // namespace

int run_create(Job const &job)
{
    auto const &arguments = job.settings.target.arguments;
    if (arguments.empty()) {
        throw Error(Errc::usage,
                    "create must be of form: goose DRIVER DBSTRING [OPTIONS] create NAME [go|sql]");
    }
    // Only a type that is the last word is one: goose takes `create a b c` for a name and nothing else.
    auto const type = arguments.size() == 2 ? std::string_view(arguments[1]) : job.who.create_type;
    if (!job.who.any_create_type && type != "sql" && type != "go") {
        throw Error(Errc::usage, fmt::format("create makes files of type sql or go, not {}", masked(type)),
                    "a NAME of several words stands in quotes: gander create \"add users\"");
    }
    job.printer.created(
        create_migration(job.settings.directory, arguments[0], type, numbering(job.settings)));
    if (!job.who.any_create_type && type == "go") {
        job.printer.observer().on_note(
            "only a Go program that links the migration in can run it, with goose");
    }
    return exit_done;
}

int run_init(Job const &job)
{
    auto const &directory = job.settings.directory;
    auto const target = directory.empty() || directory == "." ? std::string("migrations") : directory;
    job.printer.created(init_directory(target, numbering(job.settings)));
    return exit_done;
}

int run_fix(Job const &job)
{
    job.printer.renamed(fix_versions(job.settings.directory));
    return exit_done;
}

int run_validate(Job const &job)
{
    auto const &driver = job.settings.target.driver;
    ValidateOptions options{.goose = job.settings.goose_rules, .after_steps = job.who.after_steps};
    auto const known = std::ranges::find(drivers(), driver, &DriverWord::word) != drivers().end();
    if (known) {
        options.dialect = driver;
    }
    auto const validation = validate(job.settings.directory, options);
    if (job.who.validate_must_find && validation.files.empty() && validation.problems.empty()) {
        throw_nothing_to_validate(job.settings.directory);
    }
    job.printer.validated(validation);
    auto const bad = std::ranges::any_of(validation.problems, job.who.refuses);
    return bad ? exit_no : exit_done;
}

} // namespace gander::cli
