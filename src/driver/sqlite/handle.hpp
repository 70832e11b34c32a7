#pragma once
/// SQLite's C interface as far as the session needs it: handles that close themselves, and errors that say
/// what SQLite said.

#include <gander/error.hpp>

#include <sqlite3.h>

#include <memory>
#include <string_view>

namespace gander::driver::sqlite {

struct CloseDatabase
{
    void operator()(sqlite3 *database) const noexcept { sqlite3_close_v2(database); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement
{
    void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// What `database` (which may be null) says of the result `code`. `sql` is all of the text that was sent and
/// `offset` where the statement that failed begins in it.
SqlError make_error(sqlite3 *database, int code, std::string_view sql = {}, std::size_t offset = 0);

} // namespace gander::driver::sqlite
