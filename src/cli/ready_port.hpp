#pragma once
#include "base/descriptor.hpp"

#include <atomic>
#include <cstdint>
#include <thread>

namespace gander::cli {

/// A port that answers probes over HTTP, whatever they ask for: 200 when ready, 503 until then.
class ReadyPort
{
public:
    /// Listens on all addresses. Throws Errc::io for a port that cannot be had.
    explicit ReadyPort(std::uint16_t port);

    void say(bool ready) noexcept { m_ready = ready; }

private:
    void serve(std::stop_token const &over) const;
    void answer(int client) const;

    Descriptor m_listener;
    std::atomic<bool> m_ready = false;
    std::jthread m_server; // last: it uses the rest
};

} // namespace gander::cli
