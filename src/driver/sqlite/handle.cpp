#include "driver/sqlite/handle.hpp"

#include <algorithm>
#include <string>

namespace gander::driver::sqlite {

namespace {

Errc consequence(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Errc::lock_timeout;
    case SQLITE_CANTOPEN:
        return Errc::connection;
    case SQLITE_INTERRUPT:
        return Errc::cancelled;
    default:
        return Errc::sql;
    }
}

std::string advice(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
        return "another program is writing to the database; wait for it, or allow more time with "
               "?_busy_timeout=MILLISECONDS";
    case SQLITE_CANTOPEN:
        return "the folder must exist and both it and the file must be accessible to this user";
    case SQLITE_READONLY:
        return "the file and its folder must be writable for this user, without mode=ro";
    case SQLITE_NOTADB:
        return "the file is something else, or encrypted; check the path in the connection string";
    default:
        return {};
    }
}

/// Characters from 1, which is how other databases count.
std::size_t character_position(std::string_view sql, std::size_t byte)
{
    auto const before = sql.substr(0, byte);
    auto const is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(before.begin(), before.end(), is_start)) + 1;
}

} // namespace

SqlError make_error(sqlite3 *database, int code, std::string_view sql, std::size_t offset)
{
    std::string const general = sqlite3_errstr(code);
    std::string const particular = database != nullptr ? sqlite3_errmsg(database) : general;
    auto const number = std::to_string(code);
    auto text = general;
    if (particular != general) {
        text += ": " + particular;
    }
    text += " (" + number + ")";
    if (code == SQLITE_BUSY) {
        text += " (SQLITE_BUSY)";
    }
    Diagnostic diagnostic{.severity = "ERROR", .message = particular, .code = number, .hint = advice(code)};
    int const byte = database != nullptr && !sql.empty() ? sqlite3_error_offset(database) : -1;
    if (byte >= 0) {
        diagnostic.position = character_position(sql, offset + static_cast<std::size_t>(byte));
    }
    return {consequence(code), text, std::move(diagnostic)};
}

} // namespace gander::driver::sqlite
