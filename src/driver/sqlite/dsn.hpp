#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace gander::driver::sqlite {

/// A connection string, understood.
struct Dsn
{
    std::string location{};                    ///< the path, or `file:…` up to its `?`
    std::string mode{};                        ///< the mode= of a `file:…`, or empty
    std::string vfs{};                         ///< which counts behind a path too
    std::vector<std::string> uri_parameters{}; ///< others that SQLite itself knows, as written
    std::vector<std::string> pragmas{};        ///< to run after opening, in this order
    std::string begin = "BEGIN IMMEDIATE";
    std::chrono::milliseconds busy_timeout{5000};
    bool double_quoted_strings = true; ///< _dqs: SQLite's old habit of reading "x" as a string
    bool defensive = false;
    std::vector<std::string> notes{}; ///< about parameters that were ignored

    bool is_uri() const noexcept { return location.rfind("file:", 0) == 0; }

    /// The file on disk, for messages and to see whether it is there. `:memory:` and empty stay what they
    /// are.
    std::string path() const;

    /// No file: nothing outlives the connection.
    bool is_transient() const;

    /// What sqlite3_open_v2 is given. `mode_wanted` may only take away from what the user's mode= allows.
    std::string open_name(std::string_view mode_wanted, bool immutable) const;
};

/// Throws Errc::usage.
Dsn parse_dsn(std::string_view text);

} // namespace gander::driver::sqlite
