#include "cli/deadline.hpp"

#include "cli/signals.hpp"

#include <unistd.h>

#include <csignal>

namespace gander::cli {

namespace {

/// Threads that are begun meanwhile get none of the signals that stop a run.
class SignalsElsewhere
{
public:
    SignalsElsewhere()
    {
        sigset_t stops;
        sigemptyset(&stops);
        for (int const number : stop_signals) {
            sigaddset(&stops, number);
        }
        pthread_sigmask(SIG_BLOCK, &stops, &m_before);
    }
    ~SignalsElsewhere() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsElsewhere(SignalsElsewhere const &) = delete;
    SignalsElsewhere &operator=(SignalsElsewhere const &) = delete;

private:
    sigset_t m_before{};
};

} // namespace

Deadline::Deadline(std::optional<std::chrono::nanoseconds> limit, std::stop_source const &stop, int exit_code)
{
    if (!limit) {
        return;
    }
    auto const end = std::chrono::steady_clock::now() + *limit;
    if (*limit <= std::chrono::microseconds{100}) { // less than a thread takes to start: nothing shall begin
        stop.request_stop();
        return;
    }
    SignalsElsewhere const elsewhere; // whoever watches them sees to a report
    m_timer = std::jthread([this, end, stop, exit_code](std::stop_token const &done) {
        std::unique_lock lock{m_mutex};
        m_wake.wait_until(lock, done, end, [] { return false; });
        if (done.stop_requested()) {
            return;
        }
        stop.request_stop();
        // A run leaves within a second by itself.
        constexpr std::chrono::seconds patience{3};
        m_wake.wait_for(lock, done, patience, [] { return false; });
        if (!done.stop_requested()) {
            _exit(exit_code);
        }
    });
}

} // namespace gander::cli
