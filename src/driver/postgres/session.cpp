#include "driver/postgres/session.hpp"

#include "driver/postgres/attempt.hpp"
#include "driver/postgres/connect.hpp"
#include "driver/postgres/diagnostic.hpp"
#include "driver/postgres/postgres.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::driver::postgres {

using namespace std::chrono;

std::unique_ptr<Session> make(std::string_view dbstring)
{
    return std::make_unique<PostgresSession>(parse_conninfo(dbstring));
}

PostgresSession::~PostgresSession()
{
    m_on_stop.reset(); // before the flag it raises
}

/// libpq's callback; nothing may be thrown through it.
void PostgresSession::pass_notice(void *to, PGresult const *result)
{
    auto const &session = *static_cast<PostgresSession const *>(to);
    try {
        if (session.m_on_notice && !session.m_quiet) {
            session.m_on_notice(diagnostic(result));
        }
    } catch (...) { // an observer's failure is not the migration's
    }
}

namespace {

std::string value_of(std::vector<Setting> const &settings, std::string_view name)
{
    auto const found = std::ranges::find(settings, name, &Setting::name);
    return found == settings.end() ? "" : found->value;
}

std::string text_of(char const *text) { return text ? text : ""; }

} // namespace

bool PostgresSession::connect(Access /*access*/)
{
    if (is_connected()) {
        return true;
    }
    m_connection.reset();
    m_in_step = m_claimed = m_pooled = m_watched = false;
    m_stop_flag.lower(); // of an earlier cancel(); a stop after this line raises it again
    if (m_stop.stop_requested()) {
        throw Error(Errc::cancelled, "stopped on request");
    }
    auto opened = open(m_conninfo.connection, m_limit, m_stop_flag);
    for (auto const &notice : opened.notices) {
        if (m_on_notice) {
            m_on_notice(notice);
        }
    }
    m_connection = std::move(opened.connection);
    PQsetNoticeReceiver(m_connection.get(), pass_notice, this);
    PQsetnonblocking(m_connection.get(), 1);
    try {
        introduce();
    } catch (...) { // half connected is not connected
        m_connection.reset();
        throw;
    }
    return true;
}

/// What is said first. Whoever has set a limit wants a database that answers: a pooler takes connections also
/// while its server is down.
void PostgresSession::introduce()
{
    if (m_limit) {
        m_answer_by = std::min(m_limit->end, steady_clock::now() + m_limit->host);
    }
    try {
        if (m_limit || !m_conninfo.session.empty()) {
            claim(); // where settings are to be set depends on it
        }
        if (auto const sql = settings(); !sql.empty() && !m_pooled) {
            execute(sql);
        }
    } catch (SqlError const &error) {
        m_answer_by.reset();
        if (m_limit && error.code() == Errc::connection && error.retryable()) {
            throw_unreachable(m_connection.get(), error.diagnostic());
        }
        throw;
    } catch (...) {
        m_answer_by.reset();
        throw;
    }
    m_answer_by.reset();
}

std::vector<std::string> PostgresSession::notes() const
{
    std::vector<std::string> notes;
    for (auto const &name : m_conninfo.ignored) {
        notes.push_back(fmt::format("{} in the connection string is not known to libpq {} and was ignored",
                                    name, libpq_major()));
    }
    return notes;
}

Peer PostgresSession::peer() const
{
    auto *const connection = m_connection.get();
    if (!connection) {
        auto const &known = m_conninfo.connection;
        return {.driver = "postgres",
                .user = value_of(known, "user"),
                .host = value_of(known, "host"),
                .port = value_of(known, "port"),
                .database = value_of(known, "dbname")};
    }
    return {.driver = "postgres",
            .user = text_of(PQuser(connection)),
            .host = text_of(PQhost(connection)),
            .port = text_of(PQport(connection)),
            .database = text_of(PQdb(connection))};
}

void PostgresSession::watch(std::stop_token stop)
{
    m_on_stop.reset();
    m_leave_by.reset();
    m_stop = std::move(stop);
    m_on_stop.emplace(m_stop, [this] { m_stop_flag.raise(); });
}

std::unique_ptr<Session> PostgresSession::with_database(std::string const &name) const
{
    auto conninfo = m_conninfo;
    set(conninfo.connection, "dbname", name);
    return std::make_unique<PostgresSession>(std::move(conninfo));
}

void PostgresSession::execute(std::string_view sql) { ask(sql); }

/// A RESET undoes our own settings as well, and what it does not undo for goose: what came with the
/// connection string.
void PostgresSession::send(Statement const &statement)
{
    auto const tag = ask(statement.text, statement.copy_data).tag;
    if (tag == "RESET" || tag == "DISCARD ALL") {
        if (auto const sql = settings_named_in(statement.text); !sql.empty()) {
            ask(sql);
        }
    }
}

} // namespace gander::driver::postgres
