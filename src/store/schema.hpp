#pragma once
/// What a database holds with all that defines it, read through a session in a dialect's words.

#include "dialect/dialect.hpp"
#include "driver/session.hpp"

#include <gander/schema.hpp>

namespace gander::store {

/// Of a session that is connected. `table` is the version table as the user names it.
Schema read_schema(driver::Session &session, dialect::Dialect const &dialect, std::string const &table);

} // namespace gander::store
