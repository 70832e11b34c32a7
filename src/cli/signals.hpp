#pragma once
#include <array>
#include <atomic>
#include <csignal>
#include <stop_token>
#include <string>
#include <thread>

namespace gander::cli {

/// Those that ask a program to end.
inline constexpr auto stop_signals = std::to_array({SIGTERM, SIGINT, SIGHUP});

/// SIGTERM, SIGINT and SIGHUP request a stop for as long as this lives; a second one leaves at once, with
/// 128+n. One that was ignored when the program started (nohup) stays ignored. The signals are blocked rather
/// than handled: so they also count as PID 1, whose default actions the kernel leaves out, and threads that
/// are started later inherit it.
class Signals
{
public:
    explicit Signals(std::stop_source stop);
    ~Signals();
    Signals(Signals const &) = delete;
    Signals &operator=(Signals const &) = delete;

    /// The first one that came; 0 when none did.
    static int caught() noexcept;

private:
    void wait_for_them(std::stop_source const &stop);

    sigset_t m_wanted{};
    sigset_t m_before{};
    int m_wake = 0; ///< one of those that are waited for; 0 when all are ignored
    std::atomic<bool> m_over = false;
    std::thread m_waiter{};
};

/// `SIGTERM`.
std::string signal_name(int number);

} // namespace gander::cli
