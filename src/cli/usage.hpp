#pragma once
/// What is printed when someone asks how, or has to.

#include "cli/commands.hpp"
#include "cli/flags.hpp"

#include <string>
#include <string_view>

namespace gander::cli {

/// In goose's layout and on its streams: the head on stdout, the flags on stderr, the commands on stdout.
void print_goose_usage();
void print_goose_version();
int goose_bad_flag(CommandLine const &line);

/// The overview, or a command's own page, on stdout.
void print_gander_help(Command const *command);
void print_gander_version();
int gander_without_command();
int gander_bad_flag(CommandLine const &line); ///< throws Errc::usage

/// A line of a list of commands, `what` being its name and arguments; two where that is long.
std::string command_line(std::string_view what, std::string_view summary);

/// Throws Errc::usage when a flag was given that belongs to another command.
void check_gander_flags(Flags const &flags, Command const &command);

} // namespace gander::cli
