#pragma once
/// What differs between the program called `gander` and the same program called `goose`. One value, made in
/// main; nothing else asks for the name.

#include "cli/flags.hpp"
#include "cli/printer.hpp"
#include "cli/target.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander::cli {

struct Personality
{
    std::string_view name;                ///< in messages
    std::span<FlagSpec const> (*flags)(); ///< those it knows
    std::optional<Target> (*target)(std::vector<std::string> words, Surroundings const &around);
    bool (*wants_color)(std::string_view no_color); ///< from NO_COLOR and the terminal
    std::unique_ptr<Printer> (*text_printer)(Settings const &settings);
    int (*exit_code)(Error const &error);
    void (*version)();                    ///< prints it
    void (*help)(Command const *command); ///< what -h prints; null: no command was named
    int (*no_command)();                  ///< prints what an incomplete line deserves, returns the exit code
    int (*bad_flag)(CommandLine const &line); ///< the same for a flag that cannot be understood, or throws
    void (*check_flags)(Flags const &flags, Command const &command); ///< throws for a flag of another command

    bool (*refuses)(Problem const &problem); ///< validate fails for this

    std::string_view create_type; ///< of files from `create NAME`
    bool any_create_type;         ///< `create NAME xyz` makes a file .xyz
    bool dot_is_given;            ///< `-dir .` wins over GOOSE_MIGRATION_DIR
    bool validate_must_find;      ///< a directory without migrations is an error of validate too
    bool after_steps;             ///< up ends with them; else nobody looks for any
    bool up_by_one_must_find;     ///< up-by-one with nothing pending is an error
    bool own_variables;           ///< `env` lists GANDER_* and DATABASE_URL too; strict about `beta`
};

/// By the last part of the path the program was started with, or by a program's name behind it: in `gander
/// goose status`, which a service with the command `goose status` makes of an image whose entry point is
/// gander. Takes both off the words.
Personality const &take_name(std::vector<std::string> &words);

} // namespace gander::cli
