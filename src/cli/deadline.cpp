#include "cli/deadline.hpp"

namespace gander::cli {

Deadline::Deadline(std::optional<std::chrono::nanoseconds> limit, std::stop_source const &stop)
{
    if (!limit) {
        return;
    }
    auto const end = std::chrono::steady_clock::now() + *limit;
    if (*limit <= std::chrono::microseconds{100}) { // less than a thread takes to start: nothing shall begin
        stop.request_stop();
        return;
    }
    m_timer = std::jthread([this, end, stop](std::stop_token const &done) {
        std::unique_lock lock{m_mutex};
        m_wake.wait_until(lock, done, end, [] { return false; });
        if (!done.stop_requested()) {
            stop.request_stop();
        }
    });
}

} // namespace gander::cli
