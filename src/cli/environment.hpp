#pragma once
#include <string>
#include <string_view>

namespace gander::cli {

/// A variable of the process; empty when it is not set, for both mean the same to us.
std::string variable(std::string_view name);

/// Puts the variables of a `.env` file into the process environment, where ENVSUB and libpq find them too.
/// What is already there, even empty, stays. `choice` is -env: empty means `.env` where there is one, `none`
/// no file. Returns why a file cannot be used, which for the default one is no error; nothing where it does
/// not exist.
std::string load_env_file(std::string const &choice);

/// One of the variables is set by which libpq can be told where the database is.
bool libpq_is_configured();

} // namespace gander::cli
