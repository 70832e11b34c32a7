#pragma once
/// PostgreSQL, through libpq.

#include "driver/session.hpp"

#include <memory>
#include <string_view>

namespace gander::driver::postgres {

/// A session for a URL, key=value pairs, or nothing (libpq's PG* environment). Throws Errc::usage.
std::unique_ptr<Session> make(std::string_view dbstring);

} // namespace gander::driver::postgres
