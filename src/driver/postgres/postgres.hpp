#pragma once
/// PostgreSQL, through libpq.

#include "driver/session.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace gander::driver::postgres {

/// A session for a URL, key=value pairs, or nothing (libpq's PG* environment). Throws Errc::usage.
std::unique_ptr<Session> make(std::string_view dbstring);

/// The connection string with everything in it that may be a password replaced by xxxxx. Also for strings
/// that make() refuses: it rather hides too much.
std::string masked(std::string_view dbstring);

} // namespace gander::driver::postgres
