/// How a PostgresSession talks: one query, all of its answers, and what becomes of errors.

#include "base/ascii.hpp"
#include "driver/postgres/diagnostic.hpp"
#include "driver/postgres/session.hpp"

#include <fmt/format.h>

#include <array>

namespace gander::driver::postgres {

using namespace std::chrono;

namespace {

std::string terminated(std::string_view text)
{
    if (auto const nul = text.find('\0'); nul != std::string_view::npos) {
        throw Error(Errc::sql,
                    fmt::format("byte {} of the text is NUL, which PostgreSQL cannot take", nul + 1));
    }
    return std::string{text};
}

/// Without knowing SQL: a word too many only keeps a run from going on by itself.
bool may_end_transaction(std::string_view sql)
{
    auto const lower = ascii_lower(sql);
    auto const begins = [&](std::string_view word) {
        auto const at = lower.find_first_not_of(" \t\r\n");
        return at != std::string::npos && lower.compare(at, word.size(), word) == 0;
    };
    return lower.find("commit") != std::string::npos || lower.find("rollback") != std::string::npos ||
           lower.find("prepare transaction") != std::string::npos || begins("end") || begins("abort");
}

std::vector<Connection::Row> rows_of(PGresult const *result)
{
    std::vector<Connection::Row> rows;
    for (int y = 0; y < PQntuples(result); ++y) {
        auto &row = rows.emplace_back();
        for (int x = 0; x < PQnfields(result); ++x) {
            auto &value = row.emplace_back();
            if (PQgetisnull(result, y, x) == 0) {
                value.emplace(PQgetvalue(result, y, x), static_cast<std::size_t>(PQgetlength(result, y, x)));
            }
        }
    }
    return rows;
}

} // namespace

/// Before anything is sent. The flag may still be up from a cancel() that came when nothing ran; a stop that
/// comes between the two lines raises it again.
void PostgresSession::prepare()
{
    if (!m_connection) {
        throw Error(Errc::connection, "not connected to the database");
    }
    m_stop_flag.lower();
    if (m_stop.stop_requested()) {
        throw Error(Errc::cancelled, "stopped on request");
    }
}

void PostgresSession::start(int sent)
{
    if (sent == 0) {
        auto const failure = connect_diagnostic(PQerrorMessage(m_connection.get()));
        throw SqlError(Errc::connection, "the connection to the database was lost: " + failure.message,
                       failure);
    }
}

PostgresSession::Reply PostgresSession::ask(std::string_view sql, std::optional<std::string_view> rows)
{
    auto const text = terminated(sql);
    prepare();
    start(PQsendQuery(m_connection.get(), text.c_str()));
    PQsetSingleRowMode(m_connection.get()); // rows come to be forgotten: one at a time takes no memory
    bool const may_end = m_in_step && may_end_transaction(sql);
    try {
        return converse(rows, false);
    } catch (...) {
        m_transaction_ended =
            m_transaction_ended || (may_end && !is_connected()); // nobody says that it has not
        throw;
    }
}

/// Behind a pooler our settings are in force within transactions only.
std::vector<Connection::Row> PostgresSession::query(std::string_view sql,
                                                    std::span<std::string const> parameters)
{
    if (!m_pooled || m_conninfo.session.empty() || in_transaction()) {
        return fetch(sql, parameters);
    }
    ask("BEGIN; " + settings());
    try {
        auto rows = fetch(sql, parameters);
        ask("COMMIT");
        return rows;
    } catch (...) {
        rollback();
        throw;
    }
}

std::vector<Connection::Row> PostgresSession::fetch(std::string_view sql,
                                                    std::span<std::string const> parameters)
{
    auto const text = terminated(sql);
    std::vector<char const *> values;
    for (auto const &parameter : parameters) {
        terminated(parameter);
        values.push_back(parameter.c_str());
    }
    prepare();
    start(PQsendQueryParams(m_connection.get(), text.c_str(), static_cast<int>(values.size()), nullptr,
                            values.data(), nullptr, nullptr, 0));
    return converse({}, true).rows;
}

PostgresSession::Reply PostgresSession::converse(std::optional<std::string_view> rows, bool keep_rows)
{
    Exchange exchange{m_connection.get(), {.stop = &m_stop_flag, .deadline = m_answer_by}};
    Reply reply;
    bool const in_step = m_in_step && !m_transaction_ended;
    try {
        reply = read(exchange, rows, keep_rows);
    } catch (Unanswered const &) {
        if (!exchange.stopped()) { // there is no other deadline than that for connecting
            Diagnostic silence{.severity = "FATAL", .message = "no answer to the first query"};
            throw SqlError(Errc::connection, line(silence), silence);
        }
        m_connection.reset();       // whatever it says later is not for us
        if (keep_rows || in_step) { // a query takes no effect; an open transaction ends with the connection
            throw Error(Errc::cancelled, "stopped on request; the server did not answer in time");
        }
        throw Error(Errc::in_doubt,
                    "stopped on request; the server has not answered, so whether what was running "
                    "took effect is unknown");
    } catch (...) {
        m_connection.reset(); // in the middle of a query it is of no more use
        throw;
    }
    if (m_in_step && PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE) {
        m_transaction_ended = true;
    }
    if (m_stop.stop_requested() && exchange.stopped() && !m_leave_by) {
        m_leave_by = exchange.deadline();
    }
    if (reply.error) {
        fail(reply, exchange.stopped());
    }
    return reply;
}

PostgresSession::Reply PostgresSession::read(Exchange &exchange, std::optional<std::string_view> rows,
                                             bool keep_rows)
{
    Reply reply;
    while (auto const result = exchange.next()) {
        take(result.get(), exchange, rows, reply);
        if (keep_rows && PQresultStatus(result.get()) == PGRES_TUPLES_OK) {
            reply.rows = rows_of(result.get());
        }
    }
    return reply;
}

void PostgresSession::take(PGresult const *result, Exchange &exchange, std::optional<std::string_view> &rows,
                           Reply &reply)
{
    switch (PQresultStatus(result)) {
    case PGRES_COPY_IN:
        if (rows) {
            exchange.give_rows(*rows);
            rows.reset(); // a second COPY in the same query has none
        } else {
            reply.rows_wanted = true;
            exchange.refuse_rows("no rows");
        }
        break;
    case PGRES_COPY_OUT:
        exchange.drop_rows();
        break;
    case PGRES_COPY_BOTH:
        m_connection.reset(); // there is no end to wait for
        throw Error(Errc::unsupported, "a replication command cannot be run here");
    case PGRES_FATAL_ERROR:
    case PGRES_BAD_RESPONSE:
        if (!reply.error) { // what follows is only that the connection is gone
            reply.error = diagnostic(result);
        }
        break;
    default:
        reply.tag = PQcmdStatus(const_cast<PGresult *>(result)); // libpq only reads it
        // ROLLBACK is no sign: ROLLBACK TO has the same tag, and what is rolled back does not stay.
        if (m_in_step && (reply.tag == "COMMIT" || reply.tag == "PREPARE TRANSACTION")) {
            m_transaction_ended = true;
        }
    }
}

void PostgresSession::fail(Reply const &reply, bool stopped)
{
    auto failure = *reply.error;
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        throw SqlError(Errc::connection, "the connection to the database was lost: " + line(failure),
                       failure);
    }
    if (reply.rows_wanted) {
        failure.message = "COPY ... FROM STDIN found no rows in the file";
        failure.hint =
            "Write the rows on the lines after the statement and end them with a line \\. of its own; the "
            "statement must stand outside StatementBegin and StatementEnd.";
        throw SqlError(Errc::sql, line(failure), failure);
    }
    bool const cancelled = stopped && failure.code == "57014";
    throw SqlError(cancelled ? Errc::cancelled : Errc::sql, line(failure), failure);
}

} // namespace gander::driver::postgres
