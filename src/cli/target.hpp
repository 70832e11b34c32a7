#pragma once
/// From the words of the command line to a command and its database. One function for each name, both pure.

#include "cli/commands.hpp"
#include "cli/dbstring.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gander::cli {

/// What the environment says about the database.
struct Surroundings
{
    std::string driver{};       ///< GOOSE_DRIVER
    std::string dbstring{};     ///< GOOSE_DBSTRING
    std::string database_url{}; ///< DATABASE_URL
    bool libpq = false;         ///< PGHOST, PGSERVICE or one of their kind is set
    DbstringFiles files{};      ///< GANDER_DBSTRING_FILE and GOOSE_DBSTRING_FILE
};

struct Target
{
    Command const *command = nullptr;
    std::vector<std::string> arguments{};
    std::string driver{};
    std::string dbstring{};
    bool by_url = false; ///< dbstring names its driver itself
};

/// An error whose text is the whole line, however the personality would begin it.
class Complete : public Error
{
public:
    using Error::Error;
};

/// goose's way: GOOSE_DRIVER and GOOSE_DBSTRING are put in front of the words, whatever these are. Empty when
/// too few words are left: then the usage is what to print. Throws Errc::usage and Errc::unsupported.
std::optional<Target> merge_words(std::vector<std::string> words, Surroundings const &around);

/// `[DRIVER] [DBSTRING|URL] COMMAND [ARG]`, where the words win over the environment. Empty when there is no
/// word. Throws Errc::usage.
std::optional<Target> resolve_words(std::vector<std::string> words, Surroundings const &around);

} // namespace gander::cli
