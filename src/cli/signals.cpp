#include "cli/signals.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <utility>

namespace gander::cli {

namespace {

std::atomic<int> first_caught = 0;

bool is_ignored(int number)
{
    struct sigaction action
    {
    };
    return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

} // namespace

Signals::Signals(std::stop_source stop)
{
    sigemptyset(&m_wanted);
    for (int const number : stop_signals) {
        if (!is_ignored(number)) {
            sigaddset(&m_wanted, number);
            m_wake = number;
        }
    }
    if (m_wake != 0) {
        pthread_sigmask(SIG_BLOCK, &m_wanted, &m_before);
        m_waiter = std::thread([this, stop = std::move(stop)] { wait_for_them(stop); });
    }
}

Signals::~Signals()
{
    if (m_wake != 0) {
        m_over = true;
        pthread_kill(m_waiter.native_handle(), m_wake);
        m_waiter.join();
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
}

int Signals::caught() noexcept { return first_caught; }

void Signals::wait_for_them(std::stop_source const &stop)
{
    int number = 0;
    if (sigwait(&m_wanted, &number) != 0 || m_over) {
        return;
    }
    first_caught = number;
    stop.request_stop();
    // A run leaves within a second by itself, unless it is held up where no stop is heard: by whoever does
    // not read what it prints, for example.
    constexpr timespec patience{.tv_sec = 3, .tv_nsec = 0};
    auto const second = sigtimedwait(&m_wanted, nullptr, &patience);
    if (!m_over) {
        _exit(128 + (second > 0 ? second : number));
    }
}

std::string signal_name(int number)
{
    auto const *const name = sigabbrev_np(number);
    return name == nullptr ? fmt::format("signal {}", number) : fmt::format("SIG{}", name);
}

} // namespace gander::cli
