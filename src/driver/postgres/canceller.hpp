#pragma once
/// Asks the server to end what it is running.

#include "driver/postgres/handles.hpp"
#include "driver/postgres/wait.hpp"

#include <memory>
#include <thread>

namespace gander::driver::postgres {

/// Sends cancel requests from a thread of its own, since each one is a connection that may hang, and again
/// and again, since one that arrives between two statements is dropped. Its end waits for the request under
/// way, so that none reaches a later statement, but not beyond the deadline.
class Canceller
{
public:
    Canceller(PGconn *connection, std::chrono::steady_clock::time_point deadline);
    ~Canceller();
    Canceller(Canceller const &) = delete;
    Canceller &operator=(Canceller const &) = delete;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    std::thread m_thread{};
    std::chrono::steady_clock::time_point m_deadline;
};

} // namespace gander::driver::postgres
