#include "driver/sqlite/session.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace gander::driver::sqlite {

namespace {

int step(sqlite3_stmt *statement) { return statement == nullptr ? SQLITE_DONE : sqlite3_step(statement); }

std::optional<std::string> value(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
        return {};
    }
    // A blob first: asking for text first would end the value at its first zero byte's terminator.
    bool const blob = sqlite3_column_type(statement, column) == SQLITE_BLOB;
    auto const *const bytes = blob ? static_cast<char const *>(sqlite3_column_blob(statement, column))
                                   : reinterpret_cast<char const *>(sqlite3_column_text(statement, column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return bytes == nullptr ? std::string{} : std::string{bytes, size};
}

/// What SQLite would take without a word. Of the same kind as what it refuses: callers look for one.
[[noreturn]] void refuse(Errc code, std::string const &message, std::string hint = {})
{
    throw SqlError(code, message,
                   {.severity = "ERROR",
                    .message = message,
                    .code = std::to_string(SQLITE_MISUSE),
                    .hint = std::move(hint)});
}

/// A parameter without a value would be NULL: nothing that a migration could mean.
void require_no_parameters(sqlite3_stmt *statement)
{
    constexpr auto const *hint = "a migration has no values to give: write them out";
    auto const last = sqlite3_bind_parameter_count(statement);
    if (last == 0) {
        return;
    }
    for (int index = 1; index <= last; ++index) {
        auto const *const name = sqlite3_bind_parameter_name(statement, index);
        if (name != nullptr && name[0] != '?') {
            refuse(Errc::sql, fmt::format("missing named argument \"{}\"", name + 1), hint);
        }
    }
    refuse(Errc::sql, "missing argument with index 1", hint);
}

void bind_all(sqlite3_stmt *statement, std::span<std::string const> parameters)
{
    auto const wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
    if (wanted != parameters.size()) {
        refuse(Errc::usage, "the statement has " + std::to_string(wanted) + " parameters, but " +
                                std::to_string(parameters.size()) + " values are given");
    }
    int index = 0;
    for (auto const &parameter : parameters) {
        sqlite3_bind_text64(statement, ++index, parameter.data(), parameter.size(), SQLITE_STATIC,
                            SQLITE_UTF8);
    }
}

} // namespace

void SqliteSession::execute(std::string_view sql)
{
    connect(Access::write);
    Call const call{*this};
    std::string const text{sql}; // which ends in a zero byte; see prepare()
    for (std::size_t offset = 0; offset < text.size();) {
        auto const begin = offset;
        auto const statement = prepare(text, offset);
        require_no_parameters(statement.get());
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) {
            code = step(statement.get());
        }
        if (code != SQLITE_DONE) {
            fail(code, sql, begin);
        }
        notice_end();
    }
}

std::vector<Connection::Row> SqliteSession::query(std::string_view sql,
                                                  std::span<std::string const> parameters)
{
    if (!m_database) {
        connect(Access::write);
    }
    Call const call{*this};
    std::string const text{sql};
    std::size_t offset = 0;
    auto const statement = prepare(text, offset);
    while (offset < text.size()) {
        if (prepare(text, offset)) {
            refuse(Errc::usage, "query() takes one statement, and more follow: use execute()");
        }
    }
    bind_all(statement.get(), parameters);
    std::vector<Row> rows;
    for (;;) {
        int const code = step(statement.get());
        if (code == SQLITE_DONE) {
            notice_end();
            return rows;
        }
        if (code != SQLITE_ROW) {
            fail(code, sql, 0);
        }
        auto &row = rows.emplace_back();
        for (int column = 0; column < sqlite3_column_count(statement.get()); ++column) {
            row.push_back(value(statement.get(), column));
        }
    }
}

/// The statement that begins at `offset`, which is moved behind it. Null for comments and blanks. Of a text
/// whose zero byte at the end it is not shown, SQLite would copy all that is left, for each statement.
Prepared SqliteSession::prepare(std::string const &sql, std::size_t &offset)
{
    auto const text = std::string_view(sql).substr(offset);
    if (text.size() >= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        fail(SQLITE_TOOBIG, {}, 0);
    }
    sqlite3_stmt *raw = nullptr;
    char const *tail = nullptr;
    int const code =
        sqlite3_prepare_v2(m_database.get(), text.data(), static_cast<int>(text.size()) + 1, &raw, &tail);
    Prepared statement{raw};
    if (code != SQLITE_OK) {
        fail(code, sql, offset);
    }
    auto const size = static_cast<std::size_t>(tail - text.data());
    if (size < text.size() && *tail == '\0') { // SQLite takes it for the end and would drop the rest unseen
        Diagnostic diagnostic{
            .severity = "ERROR", .message = "the SQL text contains a zero byte", .code = "1"};
        throw SqlError(Errc::sql, "SQL logic error: " + diagnostic.message + " (1)", diagnostic);
    }
    offset += size;
    return statement;
}

void SqliteSession::fail(int code, std::string_view sql, std::size_t offset)
{
    auto const error = make_error(m_database.get(), code, sql, offset);
    if (is_to_end()) { // whatever it looks like, busy or interrupted: this is why
        throw SqlError(Errc::cancelled, error.what(), error.diagnostic());
    }
    throw SqlError(error);
}

} // namespace gander::driver::sqlite
