/// How a PostgresSession begins, ends and cleans up after a step.

#include "driver/postgres/session.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::driver::postgres {

using namespace std::chrono;

/// Behind a pooler this transaction's connection may have none of our settings.
std::string PostgresSession::opening() const { return m_pooled ? "BEGIN; " + settings() : "BEGIN; "; }

void PostgresSession::begin()
{
    m_in_step = false;
    m_transaction_ended = false;
    ask(opening());
    m_in_step = true;
}

class PostgresSession::Quiet
{
public:
    explicit Quiet(PostgresSession &session) noexcept : m_session(session) { m_session.m_quiet = true; }
    ~Quiet() { m_session.m_quiet = false; }
    Quiet(Quiet const &) = delete;
    Quiet &operator=(Quiet const &) = delete;

private:
    PostgresSession &m_session;
};

std::vector<Connection::Row> PostgresSession::query_quietly(std::string_view sql)
{
    Quiet const quiet{*this};
    return query(sql, {});
}

std::vector<Connection::Row> PostgresSession::begin_with(std::string_view sql)
{
    Quiet const quiet{*this};
    m_in_step = false;
    m_transaction_ended = false;
    prepare();
    start(PQsendQuery(m_connection.get(), opening().append(sql).c_str()));
    auto rows = converse({}, true).rows;
    m_in_step = true;
    return rows;
}

/// Not DISCARD ALL, which would also release the session's advisory locks.
std::string PostgresSession::clean_slate() const
{
    return "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; " + settings();
}

void PostgresSession::record(std::string_view sql)
{
    auto const text = clean_slate().append(sql);
    if (in_transaction() || sql.empty()) {
        ask(text);
    } else { // then it commits by itself
        settle("while the version was recorded", [&] { return see_through(text); });
    }
}

/// The guard's row is locked until the version row is written: nobody who takes over in between can see the
/// one without the other. Done after a stop too, as record() is.
void PostgresSession::record_alone(std::string_view sql, Guard const &guard)
{
    if (guard.empty() || in_transaction()) {
        return record(sql);
    }
    try {
        Quiet const quiet{*this};
        guard.require(see_through(opening().append(guard.query), true).rows);
    } catch (Unanswered const &) {
        m_connection.reset();
        throw Error(Errc::in_doubt,
                    "stopped on request; the server did not answer before the version was recorded");
    } catch (Error const &error) {
        if (error.code() == guard.unexpected) {
            rollback();
        }
        throw;
    }
    auto const text = clean_slate().append(sql) + "; COMMIT";
    settle("while the version was recorded", [&] { return see_through(text); });
}

bool PostgresSession::is_connected() const noexcept
{
    return m_connection && PQstatus(m_connection.get()) == CONNECTION_OK;
}

/// For what takes effect with its last byte: when the connection is lost on the way, nobody knows whether it
/// did.
PostgresSession::Reply PostgresSession::settle(std::string_view what, std::function<Reply()> const &talk)
{
    auto const doubt = [&](std::string_view why) {
        return Error(
            Errc::in_doubt,
            fmt::format("the connection was lost {}: whether it took effect is unknown ({})", what, why),
            "look at the status before you run this again");
    };
    bool const was_connected = is_connected();
    try {
        return talk();
    } catch (Unanswered const &) {
        m_connection.reset();
        throw doubt("stopped on request, and the server did not answer in time");
    } catch (std::exception const &error) {
        if (!was_connected || is_connected()) {
            throw;
        }
        throw doubt(error.what());
    }
}

void PostgresSession::commit()
{
    m_in_step = false; // what ends the transaction now is no statement of the step
    if (settle("during COMMIT", [this] { return ask("COMMIT"); }).tag == "ROLLBACK") {
        throw Error(Errc::sql, "commit unexpectedly resulted in rollback");
    }
}

bool PostgresSession::in_transaction() const noexcept
{
    auto const status = PQtransactionStatus(m_connection.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void PostgresSession::rollback() noexcept
{
    m_in_step = false;
    if (!in_transaction()) {
        return;
    }
    try {
        see_through("ROLLBACK");
    } catch (...) { // the server rolls back when the connection closes
        m_connection.reset();
    }
}

void PostgresSession::forget_settings() noexcept
{
    if (!m_connection) {
        return;
    }
    try {
        see_through(clean_slate());
    } catch (...) { // a new connection has no settings but ours
        m_connection.reset();
    }
}

/// Also after a stop, but then not for long. Throws something when the server does not obey.
PostgresSession::Reply PostgresSession::see_through(std::string_view sql, bool keep_rows)
{
    if (!m_connection) {
        throw Error(Errc::connection, "not connected to the database");
    }
    m_stop_flag.lower(); // first: a stop after this line raises it again
    bool const hurried = m_stop.stop_requested();
    auto const now = steady_clock::now();
    Patience const patience{
        .stop = hurried ? nullptr : &m_stop_flag,
        .cancels = false,
        .deadline = hurried ? Deadline{std::max(m_leave_by.value_or(now + grace), now + 100ms)} : Deadline{}};
    Exchange exchange{m_connection.get(), patience};
    start(PQsendQuery(m_connection.get(), std::string{sql}.c_str()));
    auto reply = read(exchange, {}, keep_rows);
    if (reply.error) {
        fail(reply, false);
    }
    return reply;
}

} // namespace gander::driver::postgres
