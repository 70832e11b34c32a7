#pragma once
#include "driver/sqlite/dsn.hpp"
#include "driver/sqlite/percent.hpp"

#include <vector>

namespace gander::driver::sqlite {

/// What stands behind the `?` of a connection string, as goose's driver reads it: its own parameters, which
/// begin with `_`, and vfs wherever they stand, SQLite's own behind `file:` alone. Throws Errc::usage.
void read_parameters(std::vector<Parameter> const &parameters, Dsn &dsn);

} // namespace gander::driver::sqlite
