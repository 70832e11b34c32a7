#include "driver/postgres/exchange.hpp"

#include <poll.h>

#include <algorithm>

namespace gander::driver::postgres {

using namespace std::chrono;

ResultPtr Exchange::next()
{
    while (true) {
        auto const unsent = PQflush(m_connection);
        if (PQisBusy(m_connection) == 0 || PQsocket(m_connection) < 0) {
            break;
        }
        wait_for(static_cast<short>(unsent == 1 ? POLLIN | POLLOUT : POLLIN));
        if (!take_input()) {
            break; // the connection is lost: PQgetResult has the words for it and does not wait
        }
    }
    return ResultPtr{PQgetResult(m_connection)};
}

void Exchange::give_rows(std::string_view rows)
{
    constexpr std::size_t chunk = 65536; // small enough for a stop to be noticed and memory to stay flat
    while (!rows.empty() && !m_stopped) {
        auto const part = rows.substr(0, chunk);
        auto const put = PQputCopyData(m_connection, part.data(), static_cast<int>(part.size()));
        if (put < 0) {
            return; // next() says why
        }
        if (put > 0) {
            rows.remove_prefix(part.size());
        }
        flush();
    }
    refuse_rows(m_stopped ? "stopped on request" : nullptr);
}

void Exchange::refuse_rows(char const *refusal)
{
    while (PQputCopyEnd(m_connection, refusal) == 0) {
        flush();
    }
    flush();
}

void Exchange::drop_rows()
{
    char *row = nullptr;
    for (int size = 0; (size = PQgetCopyData(m_connection, &row, 1)) >= 0;) {
        if (size > 0) {
            PQfreemem(row);
            continue;
        }
        wait_for(POLLIN);
        if (!take_input()) {
            return;
        }
    }
}

/// A server that has much to say reads nothing until it has been heard: so input is taken while sending.
void Exchange::flush()
{
    while (PQflush(m_connection) == 1 && PQsocket(m_connection) >= 0) {
        wait_for(POLLIN | POLLOUT);
        if (!take_input()) {
            return;
        }
    }
}

bool Exchange::take_input()
{
    if (PQconsumeInput(m_connection) == 0) {
        return false;
    }
    // A TLS record may be read in part: the rest then waits inside OpenSSL, where poll() does not see it.
    return PQsslInUse(m_connection) == 0 || PQconsumeInput(m_connection) != 0;
}

void Exchange::wait_for(short events)
{
    auto const flag = m_patience.stop && !m_stopped ? m_patience.stop->descriptor() : -1;
    switch (wait(PQsocket(m_connection), events, flag, m_patience.deadline)) {
    case Woken::socket:
        return;
    case Woken::flag:
        stop();
        return;
    case Woken::time:
        throw Unanswered{};
    }
}

void Exchange::stop()
{
    m_stopped = true;
    auto const last = steady_clock::now() + grace;
    m_patience.deadline = std::min(last, m_patience.deadline.value_or(last));
    if (m_patience.cancels) {
        m_canceller.emplace(m_connection, last);
    }
}

} // namespace gander::driver::postgres
