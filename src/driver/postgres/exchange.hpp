#pragma once
/// One query's way over the wire, from its sending to its last result.

#include "driver/postgres/canceller.hpp"
#include "driver/postgres/handles.hpp"
#include "driver/postgres/wait.hpp"

#include <optional>
#include <string_view>

namespace gander::driver::postgres {

/// When an Exchange stops waiting.
struct Patience
{
    Flag const *stop = nullptr; ///< raised: the query is cancelled, and the server has until grace to say so
    bool cancels = true;        ///< false: nothing is cancelled, only the grace begins
    Deadline deadline{};        ///< apart from any stop
};

/// Thrown when the server has not answered in time. What became of the query nobody knows.
struct Unanswered
{
};

/// How long a server has to answer after a stop: gander leaves within a second.
inline constexpr std::chrono::milliseconds grace{900};

class Exchange
{
public:
    /// For a connection on which PQsendQuery or PQsendQueryParams has just been called.
    Exchange(PGconn *connection, Patience patience) : m_connection(connection), m_patience(patience) {}

    /// Waits for the next result; null after the last. Throws Unanswered.
    ResultPtr next();

    /// For PGRES_COPY_IN: the rows, and their end; or, for `refusal`, no rows and an error that the server
    /// repeats.
    void give_rows(std::string_view rows);
    void refuse_rows(char const *refusal);

    /// For PGRES_COPY_OUT: reads the rows and forgets them.
    void drop_rows();

    bool stopped() const noexcept { return m_stopped; }
    Deadline deadline() const noexcept { return m_patience.deadline; }

private:
    void wait_for(short events);
    bool take_input();
    void flush();
    void stop();

    PGconn *m_connection;
    Patience m_patience;
    bool m_stopped = false;
    std::optional<Canceller> m_canceller{};
};

} // namespace gander::driver::postgres
