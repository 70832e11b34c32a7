#include "cluster/tunnel.hpp"

#include "base/duration.hpp"
#include "base/nap.hpp"
#include "cluster/refusal.hpp"
#include "kubernetes/ready.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <poll.h>

namespace gander::cluster {

namespace {

using namespace std::chrono_literals;

std::vector<Manifest> pods(Kubectl const &kubectl, Destination const &destination)
{
    if (!destination.selector.empty()) {
        return kubectl.json({"get", "pods", "--selector=" + destination.selector});
    }
    auto found = kubectl.json({"get", destination.to, "--ignore-not-found"});
    if (destination.to.starts_with("pod/") || found.empty()) {
        return found;
    }
    auto const selector = kubernetes::selector_of(found.front());
    return selector.empty() ? std::vector<Manifest>{}
                            : kubectl.json({"get", "pods", "--selector=" + selector});
}

/// `Forwarding from 127.0.0.1:40123 -> 5432`
std::string port_in(std::string const &text)
{
    constexpr std::string_view before = "Forwarding from 127.0.0.1:";
    auto const begin = text.find(before);
    auto const end = text.find(" -> ", begin);
    return begin == std::string::npos || end == std::string::npos
               ? std::string{}
               : text.substr(begin + before.size(), end - begin - before.size());
}

} // namespace

Tunnel::Tunnel(Kubectl const &kubectl, Destination destination, std::chrono::nanoseconds limit,
               Narrator &narrator)
    : m_kubectl(kubectl), m_destination(std::move(destination))
{
    auto child = open(m_kubectl, Clock::now() + limit, narrator);
    m_keeper = std::jthread([this](std::stop_token const &over,
                                   std::unique_ptr<Child> opened) { keep_open(std::move(opened), over); },
                            std::move(child));
}

/// A pod that was ready may be gone in the next moment.
std::unique_ptr<Child> Tunnel::open(Kubectl const &kubectl, Clock::time_point until, Narrator &narrator)
{
    while (true) {
        auto const object = await_pod(kubectl, until, narrator);
        try {
            return forward(kubectl, object);
        } catch (Error const &error) {
            if (error.code() == Errc::cancelled || Clock::now() >= until) {
                throw;
            }
            narrator.note(error.what());
        }
        kubectl.pause(1s);
    }
}

/// The kubectl object to forward to. A Service's port may be another one than its pods', which kubectl looks
/// up.
std::string Tunnel::await_pod(Kubectl const &kubectl, Clock::time_point until, Narrator &narrator)
{
    auto const began = Clock::now();
    for (std::string told;;) {
        auto const found = pods(kubectl, m_destination);
        if (auto const pod = kubernetes::ready_pod(found)) {
            return m_destination.to.starts_with("svc/") && m_destination.selector.empty() ? m_destination.to
                                                                                          : "pod/" + *pod;
        }
        auto const why = kubernetes::why_none_is_ready(found);
        if (Clock::now() >= until) {
            throw Error(Errc::connection,
                        fmt::format("{} was not ready within {}: {}", m_destination.text(),
                                    short_duration(until - began), why),
                        "kubectl get pods tells more; --ready-timeout waits longer");
        }
        if (why != told) {
            narrator.note(fmt::format("waiting for {}: {}", m_destination.text(), why));
            told = why;
        }
        kubectl.pause(500ms);
    }
}

/// The first time on a port that kubectl finds free; then on that one.
std::unique_ptr<Child> Tunnel::forward(Kubectl const &kubectl, std::string const &object)
{
    auto child = std::make_unique<Child>(
        kubectl.line({"port-forward", "--address=127.0.0.1", object, m_port + ":" + m_destination.port}));
    std::string said;
    std::string complaint;
    while (port_in(said).empty()) {
        pollfd file{child->out(), POLLIN, 0};
        ::poll(&file, 1, 50);
        read_some(child->err(), complaint);
        if (!read_some(child->out(), said) && child->exit_code()) {
            read_some(child->err(), complaint);
            throw refusal(complaint);
        }
        kubectl.pause(0ms);
    }
    m_port = port_in(said);
    return child;
}

void Tunnel::keep_open(std::unique_ptr<Child> child, std::stop_token const &over)
{
    auto const kubectl = m_kubectl.with_stop(over);
    Narrator quiet; // the command prints meanwhile, from another thread
    while (!over.stop_requested()) {
        if (child && !child->exit_code()) {
            std::string unread; // what it says of each connection
            read_some(child->out(), unread);
            read_some(child->err(), unread);
            nap(100ms, over);
            continue;
        }
        try {
            child = open(kubectl, Clock::now() + 10s, quiet);
        } catch (Error const &) { // whoever uses the tunnel notices, and waits or not
            child.reset();
            nap(500ms, over);
        }
    }
}

} // namespace gander::cluster
