#include "cli/commands.hpp"
#include "cli/environment.hpp"
#include "cli/exit_codes.hpp"
#include "cli/flag_table.hpp"
#include "cli/personality.hpp"
#include "cli/secret_file.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gander::cli {

/// Every value is masked, for a connection string may have been put into the wrong variable.
int run_env(Job const &job)
{
    auto const directory = variable("GOOSE_MIGRATION_DIR");
    Variables variables{
        {"GOOSE_DRIVER", masked(variable("GOOSE_DRIVER"))},
        {"GOOSE_DBSTRING", masked(variable("GOOSE_DBSTRING"))},
        {"GOOSE_MIGRATION_DIR", directory.empty() ? "." : masked(directory)},
        {"GOOSE_TABLE", masked(variable("GOOSE_TABLE"))},
        {"NO_COLOR", job.who.own_variables              ? variable("NO_COLOR")
                     : is_go_true(variable("NO_COLOR")) ? "true"
                                                        : "false"},
    };
    if (job.who.own_variables) {
        variables.emplace_back("DATABASE_URL", masked(variable("DATABASE_URL")));
        for (auto const *name : {"GANDER_DBSTRING_FILE", "GOOSE_DBSTRING_FILE", "PGPASSWORD_FILE"}) {
            variables.emplace_back(name, shown_path(name, variable(name)));
        }
        for (auto const &flag : all_flags()) {
            if (!flag.variable.empty()) {
                variables.emplace_back(flag.variable, masked(variable(flag.variable)));
            }
        }
    }
    job.printer.environment(variables);
    return exit_done;
}

int run_beta(Job const &job)
{
    auto const &arguments = job.settings.target.arguments;
    if (arguments.empty()) {
        throw Complete(Errc::usage, "goose beta: missing subcommand");
    }
    if (arguments[0] == "drivers") {
        job.printer.drivers(drivers());
    } else if (job.who.own_variables) {
        throw Error(Errc::usage, fmt::format("beta {}: no such command", masked(arguments[0])),
                    "there is beta drivers");
    }
    return exit_done;
}

/// Its line is read by itself, where it begins with the word.
int run_kube(Job const &)
{
    throw Error(Errc::usage, "kube comes first on the line", "gander kube render, with its flags behind it");
}

int run_help(Job const &job)
{
    auto const &arguments = job.settings.target.arguments;
    auto const name = fmt::format("{}", fmt::join(arguments, " "));
    auto const *command = find_command(name);
    if (!arguments.empty() && command == nullptr) {
        auto const near = nearest_command(name);
        throw Error(Errc::usage, fmt::format("there is no command {} to explain", masked(name)),
                    near ? fmt::format("did you mean {}?", *near)
                         : std::string("gander help lists the commands"));
    }
    job.who.help(command);
    return exit_done;
}

} // namespace gander::cli
