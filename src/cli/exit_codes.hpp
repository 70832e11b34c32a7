#pragma once
/// gander's exit codes. docs/exit-codes.md tells users; this is the table.

#include <gander/error.hpp>

namespace gander::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_no = 1;    ///< a migration or a file is wrong, or the database says no for good
inline constexpr int exit_usage = 2; ///< the command line or a variable is wrong
inline constexpr int exit_try_again = 75; ///< nothing is wrong with the migrations: sysexits.h's EX_TEMPFAIL

/// What an error that nobody caught ends the program with.
int exit_code(Error const &error) noexcept;

} // namespace gander::cli
