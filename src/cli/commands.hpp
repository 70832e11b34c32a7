#pragma once
/// The table of commands: one row each, for both names. What a command does is in a file of its own.

#include <gander/gander.hpp>

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gander::cli {

struct Personality;
struct Settings;
class Printer;

/// What a command works with.
struct Job
{
    Personality const &who;
    Settings const &settings;
    Printer &printer;
    std::stop_token stop;
};

enum class Needs {
    nothing, ///< stands alone
    files,   ///< needs no database either, but goose lets DRIVER and DBSTRING stand before it
    database,
    folder ///< that is written into, and has nothing half done in it after a stop
};

struct Command
{
    std::string_view name;
    std::string_view arguments; ///< as usage texts write them
    std::string_view summary;   ///< one line; empty keeps it out of the list
    Needs needs;
    std::size_t least; ///< arguments
    std::size_t most;
    bool in_goose;              ///< goose has it too
    int (*run)(Job const &job); ///< returns the exit code; throws Error
};

std::span<Command const> commands() noexcept;
Command const *find_command(std::string_view name) noexcept;

/// The command that a word which is none most likely meant: mistyped, in capitals, or another tool's word.
std::optional<std::string_view> nearest_command(std::string_view word);

// In commands_*.cpp, in the order of the table.
int run_up(Job const &job);
int run_up_by_one(Job const &job);
int run_up_to(Job const &job);
int run_down(Job const &job);
int run_down_to(Job const &job);
int run_redo(Job const &job);
int run_reset(Job const &job);
int run_adopt(Job const &job);
int run_plan(Job const &job);
int run_status(Job const &job);
int run_version(Job const &job);
int run_wait(Job const &job);
int run_gate(Job const &job);
int run_create(Job const &job);
int run_init(Job const &job);
int run_fix(Job const &job);
int run_validate(Job const &job);
int run_install(Job const &job);
int run_kube(Job const &job);
int run_test_verify(Job const &job);
int run_test_database(Job const &job);
int run_test_apply(Job const &job);
int run_test_discover(Job const &job);
int run_env(Job const &job);
int run_beta(Job const &job);
int run_help(Job const &job);

/// goose's 64-bit decimal, with or without a sign. Throws Errc::usage.
Version parse_version(std::string_view text);

/// A Migrator over the settings' database, observed by the printer's observer or another one. The last form
/// reads the settings' directory.
Migrator make_migrator(Job const &job, MigrationSet migrations);
Migrator make_migrator(Job const &job, MigrationSet migrations, Observer &observer);
Migrator make_migrator(Job const &job);

/// The settings' directory, and the after-steps that they name.
MigrationSet migrations_for_up(Settings const &settings);

/// The same for what `up` means: with the after-steps that the settings name.
Migrator make_migrator_for_up(Job const &job);

} // namespace gander::cli
