#pragma once
#include <span>
#include <string_view>

namespace gander::cli {

/// What `gander COMMAND --help` says beyond the usage line, which comes from the table of commands.
struct HelpPage
{
    std::string_view command;
    std::string_view text;
    std::span<std::string_view const> flags;
    std::string_view examples;
    std::string_view exit_codes;
};

/// What a flag does for this command where that is not what the list of flags says; otherwise empty.
std::string_view flag_help(std::string_view command, std::string_view flag);

HelpPage const &help_page(std::string_view command);

} // namespace gander::cli
