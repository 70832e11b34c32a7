#pragma once
#include "driver/sqlite/dsn.hpp"
#include "driver/sqlite/handle.hpp"

#include <functional>

namespace gander::driver::sqlite {

/// Run on each handle before its first statement, to install handlers.
using Prepare = std::function<void(sqlite3 *)>;

/// Opens for reading and writing, makes the file where the string allows it. Throws SqlError.
Handle open_for_writing(Dsn const &dsn, Prepare const &prepare);

/// Opens for reading; null when there is no such file but could be one. A database that was left in the
/// middle of something (its program was killed) is first brought in order, which takes writing. Throws
/// SqlError.
Handle open_for_reading(Dsn const &dsn, Prepare const &prepare);

} // namespace gander::driver::sqlite
