#pragma once
#include "driver/session.hpp"

#include <memory>
#include <string_view>

namespace gander::driver::sqlite {

/// A session with an SQLite file, not opened yet. `dbstring` is a path, a `file:` URI, `:memory:`, or nothing
/// for a temporary database; `?…` with parameters may follow any path. Throws Errc::usage for parameters that
/// make no sense.
std::unique_ptr<Session> make(std::string_view dbstring);

} // namespace gander::driver::sqlite
