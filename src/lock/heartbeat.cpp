#include "lock/heartbeat.hpp"

#include "base/nap.hpp"

#include <utility>

namespace gander::lock {

using namespace std::chrono;

namespace {

constexpr seconds interval{5};
constexpr milliseconds look{250};

/// A lease lasts 30 seconds. What runs then needs a moment to be cancelled.
constexpr seconds longest_silence{26};

} // namespace

Heartbeat::Heartbeat(std::unique_ptr<driver::Session> session, std::string renew, std::stop_token stop,
                     std::function<void()> on_lost)
    : m_session(std::move(session)), m_renew(std::move(renew)), m_on_lost(std::move(on_lost)),
      m_beating([this](std::stop_token const &end) {
          if (m_session) {
              m_session->watch(end);
              while (nap(interval, end)) {
                  beat();
              }
          }
      }),
      m_watching([this](std::stop_token const &end) {
          if (m_session && m_on_lost) {
              watch(end);
          }
      }),
      m_on_stop(std::move(stop), [this] {
          m_beating.request_stop(); // at once, so that its last second is not waited for after ours
          m_watching.request_stop();
      })
{
}

/// One that fails is followed by another: the lease outlives five of them. In a transaction of ours that has
/// the row locked nothing can be renewed, nor taken from us.
void Heartbeat::beat() noexcept
{
    try {
        m_session->connect(driver::Access::write);
        bool const was_ours = !m_session->query(m_renew).empty();
        if (was_ours || !m_exposed) {
            m_renewed = Clock::now();
        }
    } catch (...) { // see above
    }
}

void Heartbeat::watch(std::stop_token const &stop)
{
    while (nap(look, stop)) {
        if (m_exposed && Clock::now() - m_renewed.load() > longest_silence) {
            m_lost = true;
            m_on_lost();
        }
    }
}

void Heartbeat::renewed() noexcept
{
    m_renewed = Clock::now();
    m_lost = false;
}

} // namespace gander::lock
