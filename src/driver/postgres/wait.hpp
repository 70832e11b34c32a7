#pragma once
/// Waiting for a socket without becoming deaf to anything else.

#include <chrono>
#include <optional>

namespace gander::driver::postgres {

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// A flag that poll(2) can see. May be raised from any thread and from a signal handler.
class Flag
{
public:
    Flag();
    ~Flag();
    Flag(Flag const &) = delete;
    Flag &operator=(Flag const &) = delete;

    void raise() noexcept;
    void lower() noexcept;
    int descriptor() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
};

enum class Woken { socket, flag, time };

/// Until the socket is ready for one of `events` (POLLIN, POLLOUT), the flag is raised, or it is time. A
/// negative descriptor is never ready.
Woken wait(int socket, short events, int flag, Deadline deadline);

} // namespace gander::driver::postgres
