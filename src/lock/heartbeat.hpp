#pragma once
/// Renews a lease from a connection of its own, while ours is busy with a long step.

#include "driver/session.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace gander::lock {

class Heartbeat
{
public:
    /// `on_lost` is called from another thread, again and again, while the lease is about to run out during a
    /// step that nothing else protects; it may be empty. Ends by itself when `stop` is requested: then the
    /// run is about to end. Without a session only the steps themselves renew, and nothing is watched.
    Heartbeat(std::unique_ptr<driver::Session> session, std::string renew, std::stop_token stop,
              std::function<void()> on_lost);

    void at_step(bool exposed) noexcept { m_exposed = exposed; }
    void renewed() noexcept;
    bool has_lost() const noexcept { return m_lost; }

private:
    using Clock = std::chrono::steady_clock;

    void beat() noexcept;
    void watch(std::stop_token const &stop);

    std::unique_ptr<driver::Session> m_session;
    std::string m_renew;
    std::function<void()> m_on_lost;
    std::atomic<Clock::time_point> m_renewed{Clock::now()};
    std::atomic<bool> m_exposed = false;
    std::atomic<bool> m_lost = false;
    std::jthread m_beating; ///< the threads come last: they use the others
    std::jthread m_watching;
    std::stop_callback<std::function<void()>> m_on_stop;
};

} // namespace gander::lock
