#include "lock/heartbeat.hpp"

#include "base/nap.hpp"

namespace gander::lock {

namespace {

constexpr std::chrono::seconds interval{5};

/// A beat that fails is followed by another: the lease outlives five of them. Should it be lost for good, the
/// check at the beginning of the next step says so.
void beat(driver::Session &session, std::string const &renew) noexcept
{
    try {
        session.connect(driver::Access::write);
        session.execute(renew);
    } catch (...) { // see above
    }
}

} // namespace

Heartbeat::Heartbeat(std::unique_ptr<driver::Session> session, std::string renew)
    : m_session(std::move(session)), m_renew(std::move(renew)), m_thread([this](std::stop_token const &stop) {
          m_session->watch(stop);
          while (nap(interval, stop)) {
              beat(*m_session, m_renew);
          }
      })
{
}

std::unique_ptr<Heartbeat> start_heartbeat(std::unique_ptr<driver::Session> session, std::string renew)
{
    return session ? std::make_unique<Heartbeat>(std::move(session), std::move(renew)) : nullptr;
}

} // namespace gander::lock
