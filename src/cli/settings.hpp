#pragma once
/// Everything a run is told: by flags, the environment, `.env` and the words of the line, put together once.

#include "cli/flags.hpp"
#include "cli/target.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gander::cli {

struct Personality;

struct Settings
{
    Target target{};
    std::string directory{};
    std::string table{};
    std::optional<std::chrono::nanoseconds> timeout{};
    std::optional<std::chrono::nanoseconds> wait{};
    LockMode lock = LockMode::automatic;
    std::chrono::nanoseconds lock_wait = std::chrono::minutes{5};
    bool verbose = false;
    bool color = false;
    bool sequential = false;
    bool allow_missing = false;
    bool versioning = true;
    bool json = false;
    std::vector<std::string> after{};          ///< of up: files and folders of after-steps
    std::optional<std::uint16_t> ready_port{}; ///< of up
    std::string set{};                         ///< test apply --set
    std::string sets{};                        ///< test apply --sets
    bool sql = false;                          ///< plan --sql
    bool exit_code = false;                    ///< status --exit-code
    bool goose_rules = false;                  ///< validate --goose
    Requirement required{};                    ///< gate's: files where no version is asked for
    bool check = false;                        ///< gate --check
    std::string expect{};                      ///< test verify --expect
    std::vector<std::string> tables{};         ///< --tables of gander test
    bool all = false;                          ///< test database drop --all

    std::string_view command() const
    {
        return target.command == nullptr ? std::string_view{} : target.command->name;
    }
};

/// What flags and variables say; target stays empty. Throws Errc::usage for a variable with a value that its
/// flag would not take.
Settings make_settings(Personality const &who, Flags const &flags);

/// `-dir postgres://…` is a -dir that has lost its argument. What it took instead must be in no message, so
/// this throws Errc::usage first; `env` masks it.
void check_settings(Settings const &settings);

/// -timeout. Empty where it is not given, or 0.
std::optional<std::chrono::nanoseconds> time_limit(Flags const &flags);

/// Whether a word that should name a file is one, or a table's or another object's.
bool is_dbstring(std::string const &value);

/// The same of one word that should name a file or a table. `what` it was given to stands in the error.
void refuse_dbstring(std::string_view what, std::string const &value);

/// The variables that say where the database is.
Surroundings surroundings();

} // namespace gander::cli
