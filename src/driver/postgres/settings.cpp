/// What a PostgresSession sets for itself, and for how long.

#include "base/ascii.hpp"
#include "base/quote.hpp"
#include "driver/postgres/session.hpp"

#include <fmt/format.h>

namespace gander::driver::postgres {

namespace {

/// How soon the server notices that we are gone while it runs something for us. Not a start-up option:
/// poolers refuse those they do not know.
constexpr std::string_view watch_interval = "2s";

std::string set(std::string_view name, std::string_view value, bool locally)
{
    return fmt::format("SELECT pg_catalog.set_config(E{}, E{}, {}); ", single_quoted(name),
                       single_quoted(value), locally);
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
        // Not set_config(): this goes with every step, and a utility statement need not be planned.
        sql += fmt::format("SET client_connection_check_interval = '{}'; ", watch_interval);
    }
    return sql;
}

/// RESET ALL and DISCARD ALL mean them all.
std::string PostgresSession::settings_named_in(std::string_view reset) const
{
    auto const text = ascii_lower(reset);
    if (has_word(text, "all")) {
        return settings();
    }
    std::string sql;
    for (auto const &setting : m_conninfo.session) {
        if (has_word(text, ascii_lower(setting.name))) {
            sql += set(setting.name, setting.value, m_pooled);
        }
    }
    return sql;
}

/// Asks for the process at the other end, and where it can, to watch us.
void PostgresSession::ask_whose_end(bool can_watch)
{
    auto const pid = PQbackendPID(m_connection.get());
    auto const rows = query(
        can_watch ? fmt::format("SELECT pid, CASE WHEN pid = {} THEN"
                                " pg_catalog.set_config('client_connection_check_interval', '{}', false) END"
                                " FROM (SELECT pg_catalog.pg_backend_pid()) AS backend (pid)",
                                pid, watch_interval)
                  : "SELECT pg_catalog.pg_backend_pid(), NULL",
        {});
    m_pooled = rows.at(0).at(0) != std::to_string(pid);
    m_watched = rows.at(0).at(1).has_value();
}

void PostgresSession::claim()
{
    if (m_claimed) {
        return;
    }
    constexpr int first_that_can = 140000;
    try {
        ask_whose_end(PQserverVersion(m_connection.get()) >= first_that_can);
    } catch (SqlError const &error) {
        if (error.code() != Errc::sql) {
            throw;
        }
        ask_whose_end(false); // not all platforms can
    }
    m_claimed = true;
}

} // namespace gander::driver::postgres
