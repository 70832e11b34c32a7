#include "cli/flag_table.hpp"
#include "cli/output.hpp"
#include "cli/usage.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

namespace gander::cli {

namespace {

/// The goose whose behaviour this is. Scripts ask `goose -version` for it.
constexpr std::string_view goose_version = "v3.29.0";

constexpr std::string_view head_text = R"(Usage: goose DRIVER DBSTRING [OPTIONS] COMMAND

or

With these set in the environment or in a .env file
GOOSE_DRIVER=DRIVER
GOOSE_DBSTRING=DBSTRING
GOOSE_MIGRATION_DIR=MIGRATION_DIR

Usage: goose [OPTIONS] COMMAND

This is gander {} under the name of goose.

Drivers:
{}
Examples:
    goose sqlite3 ./app.db status
    goose sqlite3 ./app.db create add_users sql
    goose -dir db/migrations sqlite3 ./app.db up
    goose postgres "host=localhost user=app dbname=app" up-to 3
    goose postgres "postgres://app@localhost:5432/app" down

    GOOSE_DRIVER=sqlite3 GOOSE_DBSTRING=./app.db goose status
    GOOSE_DRIVER=postgres GOOSE_DBSTRING="host=localhost user=app" goose up

Options:

)";

std::string driver_lines()
{
    std::string text;
    for (auto const &driver : drivers()) {
        text += fmt::format("    {}\n", driver.word);
    }
    return text;
}

std::string command_lines()
{
    std::string text = "\nCommands:\n";
    for (auto const &command : commands()) {
        auto const listed = command.in_goose && command.name != "init" && command.name != "beta";
        if (listed) {
            auto const gap = command.arguments.empty() ? "" : " ";
            text += fmt::format("    {:<20} {}\n",
                                fmt::format("{}{}{}", command.name, gap, command.arguments), command.summary);
        }
    }
    return text;
}

} // namespace

void print_goose_usage()
{
    write_out(fmt::format(fmt::runtime(head_text), library_version(), driver_lines()));
    flush_output();
    write_error(flag_list(goose_flags()));
    write_out(command_lines() + "\n");
}

void print_goose_version()
{
    print(fmt::format("goose version: {} (gander {})", goose_version, library_version()));
}

int goose_bad_flag(CommandLine const &line)
{
    write_error(line.error + "\n");
    print_goose_usage();
    return 2;
}

} // namespace gander::cli
