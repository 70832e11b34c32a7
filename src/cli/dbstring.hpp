#pragma once
/// Which connection string the environment gives.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::cli {

struct Dbstring
{
    std::string text{};
    std::string_view variable{}; ///< that said so
    bool secret = false;         ///< from a mounted Secret: PostgreSQL's, where it does not say
};

/// Reads the files or directories that GANDER_DBSTRING_FILE and GOOSE_DBSTRING_FILE name; throws Errc::usage.
/// Empty where neither is set. They are read only where nothing that wins over them has spoken.
using DbstringFiles = std::function<std::vector<Dbstring>()>;
DbstringFiles dbstring_files();

/// What GOOSE_DBSTRING and the files say. They are of one rank: which of two databases is meant must not be a
/// guess, so two different answers throw Errc::usage.
Dbstring named_dbstring(std::string const &goose_dbstring, DbstringFiles const &files);

/// A connection string for another client library than the driver's is an error: SQLite would make a file
/// of that name, password and all. Throws Errc::usage.
void require_kind(Dbstring const &dbstring, std::string_view driver);

} // namespace gander::cli
