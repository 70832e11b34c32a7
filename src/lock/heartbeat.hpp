#pragma once
/// Renews a lease from a connection of its own, while ours is busy with a long step.

#include "driver/session.hpp"

#include <memory>
#include <string>
#include <thread>

namespace gander::lock {

class Heartbeat
{
public:
    Heartbeat(std::unique_ptr<driver::Session> session, std::string renew);

private:
    std::unique_ptr<driver::Session> m_session;
    std::string m_renew;
    std::jthread m_thread; ///< last: it uses the others
};

/// Null without a session: then only the steps themselves renew.
std::unique_ptr<Heartbeat> start_heartbeat(std::unique_ptr<driver::Session> session, std::string renew);

} // namespace gander::lock
