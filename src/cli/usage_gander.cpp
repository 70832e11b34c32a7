#include "base/suggest.hpp"
#include "cli/exit_codes.hpp"
#include "cli/flag_table.hpp"
#include "cli/help_pages.hpp"
#include "cli/output.hpp"
#include "cli/shell_hint.hpp"
#include "cli/usage.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace gander::cli {

namespace {

constexpr std::string_view synopsis = "Usage: gander [FLAGS] [DRIVER] [DBSTRING|URL] COMMAND [ARGUMENT]\n";

std::string driver_words()
{
    std::string text;
    for (auto const &driver : drivers()) {
        text += text.empty() ? "" : " ";
        text += driver.word;
    }
    return text;
}

std::string command_lines()
{
    std::string text = "\nCommands:\n";
    for (auto const &command : commands()) {
        auto const gap = command.arguments.empty() ? "" : " ";
        text += command_line(fmt::format("{}{}{}", command.name, gap, command.arguments), command.summary);
    }
    return text;
}

std::string_view argument_of(FlagType type)
{
    switch (type) {
    case FlagType::text:
        return " TEXT";
    case FlagType::path:
        return " FILE|DIR";
    case FlagType::duration:
        return " DURATION";
    case FlagType::output:
        return " text|json";
    case FlagType::lock:
        return " auto|session|lease|none";
    case FlagType::version:
        return " VERSION";
    case FlagType::port:
        return " PORT";
    case FlagType::boolean:
        break;
    }
    return "";
}

/// `-dir string` and `--output text|json`: goose's flags look as goose writes them.
std::string flag_lines(std::span<std::string_view const> names, std::string_view command = {})
{
    std::string text;
    for (auto const name : names) {
        auto const &flag = flag_named(name);
        auto const dashes = flag.variable.empty() ? "-" : "--";
        auto const variable = flag.variable.empty() ? std::string{} : fmt::format("; {}", flag.variable);
        auto const special = flag_help(command, name);
        text +=
            fmt::format("  {:<26} {}{}\n", fmt::format("{}{}{}", dashes, flag.name, argument_of(flag.type)),
                        special.empty() ? flag.help : special, variable);
    }
    return text;
}

std::vector<std::string_view> flag_keys()
{
    std::vector<std::string_view> names;
    for (auto const &flag : all_flags()) {
        names.push_back(flag.key());
    }
    return names;
}

void print_overview()
{
    write_out("gander migrates databases. It reads goose's files and keeps goose's version table.\n\n");
    write_out(synopsis);
    write_out(command_lines());
    write_out("\nFlags, anywhere on the line:\n");
    write_out(flag_lines(flag_keys()));
    write_out(fmt::format("\nDrivers: {}\n", driver_words()));
    write_out(
        "The connection string may also come from GOOSE_DRIVER and GOOSE_DBSTRING, from a file or mounted "
        "Secret\n"
        "that GANDER_DBSTRING_FILE names, from DATABASE_URL, or from libpq's PGHOST, PGSERVICE and so on; "
        "from a .env\n"
        "file too. The command line wins.\n"
        "\nExamples:\n"
        "  gander postgres://app@localhost/app status\n"
        "  gander -dir db/migrations sqlite:app.db up\n"
        "  gander create add_users\n"
        "\ngander COMMAND --help explains a command. Exit codes: 0 done, 1 no, 2 usage, 75 try again "
        "later.\n");
}

void print_page(Command const &command)
{
    auto const &page = help_page(command.name);
    auto const database = command.needs == Needs::database ? "[DRIVER] [DBSTRING|URL] " : "";
    auto const gap = command.arguments.empty() ? "" : " ";
    // Of a command of two words the database stands behind them.
    write_out(command.name.starts_with("test ")
                  ? fmt::format("Usage: gander {} [FLAGS] {}{}\n\n{}\n", command.name, database,
                                command.arguments, page.text)
                  : fmt::format("Usage: gander [FLAGS] {}{}{}{}\n\n{}\n", database, command.name, gap,
                                command.arguments, page.text));
    write_out("\nFlags that matter here:\n");
    write_out(flag_lines(page.flags, command.name));
    write_out(fmt::format("\nExamples:\n{}", page.examples));
    write_out(fmt::format("\nExit codes:\n{}", page.exit_codes));
}

} // namespace

std::string command_line(std::string_view what, std::string_view summary)
{
    constexpr std::size_t width = 26;
    auto const shown =
        what.size() > width ? fmt::format("{}\n  {:<26}", what, "") : fmt::format("{:<26}", what);
    return fmt::format("  {} {}\n", shown, summary);
}

void print_gander_help(Command const *command)
{
    if (command == nullptr) {
        print_overview();
    } else {
        print_page(*command);
    }
}

void print_gander_version()
{
    print(fmt::format("gander {}\ndrivers: {}", library_version(), driver_words()));
}

int gander_without_command()
{
    write_error(synopsis);
    write_error(command_lines());
    write_error("\ngander --help tells more, gander COMMAND --help explains a command.\n");
    return exit_usage;
}

int gander_bad_flag(CommandLine const &line)
{
    if (!line.culprit.empty() && line.culprit.find_first_not_of("0123456789") == std::string::npos) {
        bool const adopts = std::ranges::find(line.words, "adopt") != line.words.end();
        throw Error(Errc::usage, fmt::format("-{}: a version cannot be negative", line.culprit),
                    adopts ? "adopt takes the version of the last migration that has been run"
                           : "down-to 0 rolls back everything");
    }
    if (!line.hint.empty()) {
        throw Error(Errc::usage, line.error, line.hint);
    }
    if (auto const shell = shell_hint(line.words.empty() ? "" : line.words[0]); !shell.empty()) {
        throw Error(Errc::usage, fmt::format("{}: no such command", masked(line.words[0])), shell);
    }
    std::vector<std::string_view> names;
    std::ranges::transform(all_flags(), std::back_inserter(names), &FlagSpec::name);
    auto const near = line.culprit.empty() ? std::nullopt : suggest(line.culprit, names);
    throw Error(Errc::usage, line.error,
                near ? fmt::format("did you mean -{}?", *near)
                     : std::string("gander --help lists the flags"));
}

void check_gander_flags(Flags const &flags, Command const &command)
{
    for (auto const &name : flags.names()) {
        auto const &flag = flag_named(name);
        if (!flag.belongs_to(command.name)) {
            throw Error(Errc::usage,
                        fmt::format("--{} is a flag of {}, not of {}", flag.name,
                                    fmt::join(flag.owners(), ", "), command.name),
                        fmt::format("gander {} --help lists what {} knows", command.name, command.name));
        }
    }
}

} // namespace gander::cli
