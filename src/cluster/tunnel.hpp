#pragma once
/// A way from here to a database that only the cluster can reach.

#include "base/child.hpp"
#include "cluster/kubectl.hpp"
#include "cluster/narrator.hpp"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace gander::cluster {

/// Where it leads to: `svc/NAME`, `pod/NAME`, or a ready pod that a selector finds.
struct Destination
{
    std::string to{};
    std::string selector{};
    std::string port{};

    std::string text() const { return selector.empty() ? to : "a pod with " + selector; }
};

/// Open while it lives. One that breaks is opened anew on the same port here, as soon as there is a ready pod
/// again.
class Tunnel
{
public:
    /// Waits for a ready pod as long as that takes, up to a limit. Throws Errc::connection after it,
    /// Errc::cancelled after a stop, and Errc::io for what waiting does not heal.
    Tunnel(Kubectl const &kubectl, Destination destination, std::chrono::nanoseconds limit,
           Narrator &narrator);
    Tunnel(Tunnel const &) = delete;
    Tunnel &operator=(Tunnel const &) = delete;
    ~Tunnel() = default;

    /// On 127.0.0.1; of those that were free, so that several do not meet.
    std::string const &port() const noexcept { return m_port; }

private:
    using Clock = std::chrono::steady_clock;

    std::unique_ptr<Child> open(Kubectl const &kubectl, Clock::time_point until, Narrator &narrator);
    std::string await_pod(Kubectl const &kubectl, Clock::time_point until, Narrator &narrator);
    std::unique_ptr<Child> forward(Kubectl const &kubectl, std::string const &object);
    void keep_open(std::unique_ptr<Child> child, std::stop_token const &over);

    Kubectl const &m_kubectl;
    Destination m_destination;
    std::string m_port{};
    std::jthread m_keeper{}; // last: it uses the rest
};

} // namespace gander::cluster
