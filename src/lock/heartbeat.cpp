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
      m_watching([this](std::stop_token const &end) { watch(end); }), m_on_stop(std::move(stop), [this] {
          m_beating.request_stop(); // at once, so that its last second is not waited for after ours
          m_watching.request_stop();
      })
{
}

/// One that fails is followed by another: the lease outlives five of them.
void Heartbeat::beat() noexcept
{
    try {
        m_session->connect(driver::Access::write);
        m_session->execute(m_renew);
        m_renewed = Clock::now();
    } catch (...) { // see above
    }
}

void Heartbeat::watch(std::stop_token const &stop)
{
    while (!m_lost && nap(look, stop)) {
        if (m_exposed && Clock::now() - m_renewed.load() > longest_silence) {
            m_lost = true;
            m_on_lost();
        }
    }
}

void Heartbeat::at_step(bool exposed) noexcept
{
    if (!exposed) { // the end of a step, which renews as well
        m_renewed = Clock::now();
    }
    m_exposed = exposed;
}

} // namespace gander::lock
