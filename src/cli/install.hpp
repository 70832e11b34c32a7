#pragma once
#include <stop_token>
#include <string>

namespace gander::cli {

struct Installed
{
    std::string gander;
    std::string goose; ///< empty: something else has this name in the folder, and keeps it
};

/// Copies the running program into a folder, which is made when it is not there, and gives it both names.
/// Whoever starts it meanwhile gets the old one or the new one. Throws Errc::io and Errc::cancelled, and then
/// leaves what was there before.
Installed install_program(std::string const &folder, std::stop_token const &stop);

/// Whether the running program is one of those that start only where their shared libraries are.
bool needs_shared_libraries() noexcept;

} // namespace gander::cli
