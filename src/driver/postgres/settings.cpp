/// What a PostgresSession sets for itself, and for how long.

#include "driver/postgres/session.hpp"

#include <fmt/format.h>

namespace gander::driver::postgres {

namespace {

/// How soon the server notices that we are gone while it runs something for us. Not a start-up option:
/// poolers refuse those they do not know.
constexpr std::string_view watch_interval = "2s";

std::string literal(std::string_view text)
{
    std::string quoted{"E'"};
    for (char const c : text) {
        quoted.append(c == '\'' || c == '\\' ? 1 : 0, '\\').append(1, c);
    }
    return quoted + '\'';
}

std::string set(std::string_view name, std::string_view value, bool locally)
{
    return fmt::format("SELECT pg_catalog.set_config({}, {}, {}); ", literal(name), literal(value), locally);
}

} // namespace

/// What was set in the connection string, as the server would read it at its start: with SET, a search_path
/// of two schemas would become one schema with a comma in its name.
std::string PostgresSession::settings() const
{
    std::string sql;
    for (auto const &setting : m_conninfo.session) {
        sql += set(setting.name, setting.value, m_pooled);
    }
    if (m_watched) {
        sql += set("client_connection_check_interval", watch_interval, false);
    }
    return sql;
}

/// Asks for the process at the other end, and whether it can watch us: not all platforms can.
bool PostgresSession::asks_whose_end()
{
    auto const pid = PQbackendPID(m_connection.get());
    constexpr int first_that_can = 140000;
    auto const rows =
        query(PQserverVersion(m_connection.get()) < first_that_can
                  ? "SELECT pg_catalog.pg_backend_pid()"
                  : fmt::format("SELECT pid, CASE WHEN pid = {} THEN"
                                " pg_catalog.set_config('client_connection_check_interval', '{}', false) END"
                                " FROM (SELECT pg_catalog.pg_backend_pid()) AS backend (pid)",
                                pid, watch_interval),
              {});
    m_pooled = rows.at(0).at(0) != std::to_string(pid);
    return rows.at(0).size() > 1 && rows.at(0).at(1).has_value();
}

void PostgresSession::claim()
{
    if (m_claimed) {
        return;
    }
    try {
        m_watched = asks_whose_end();
    } catch (SqlError const &error) {
        if (error.code() != Errc::sql) {
            throw;
        }
        auto const rows = query("SELECT pg_catalog.pg_backend_pid()", {}); // then it cannot watch
        m_pooled = rows.at(0).at(0) != std::to_string(PQbackendPID(m_connection.get()));
    }
    m_claimed = true;
}

} // namespace gander::driver::postgres
