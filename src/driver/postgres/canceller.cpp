#include "driver/postgres/canceller.hpp"

#include <poll.h>

#include <array>
#include <thread>

namespace gander::driver::postgres {

using namespace std::chrono;

struct Canceller::Shared
{
    CancelPtr cancel{};
    Flag over{};
    Flag finished{};
};

Canceller::Canceller(PGconn *connection, steady_clock::time_point deadline)
    : m_shared(std::make_shared<Shared>()), m_deadline(deadline)
{
    m_shared->cancel.reset(PQgetCancel(connection));
    m_thread = std::thread{[shared = m_shared] {
        std::array<char, 256> why{};
        try {
            do {
                PQcancel(shared->cancel.get(), why.data(), why.size()); // failed or not, it is tried again
            } while (wait(-1, 0, shared->over.descriptor(), steady_clock::now() + 100ms) == Woken::time);
        } catch (...) { // out of memory in poll(): the request has been sent once
        }
        shared->finished.raise();
    }};
}

Canceller::~Canceller()
{
    m_shared->over.raise();
    bool finished = false;
    try {
        finished = wait(-1, 0, m_shared->finished.descriptor(), m_deadline) == Woken::flag;
    } catch (...) { // a request that comes late does less harm than an exception in a destructor
    }
    finished ? m_thread.join() : m_thread.detach();
}

} // namespace gander::driver::postgres
