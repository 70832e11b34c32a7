#pragma once
/// A container's log, from its beginning and while it grows.

#include "base/child.hpp"
#include "cluster/kubectl.hpp"
#include "cluster/narrator.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace gander::cluster {

class Log
{
public:
    Log(Kubectl const &kubectl, std::string pod);

    /// Passes on what comes within the time; less than that where the stream ends, or with a stop. It may be
    /// called again then: a stream that broke begins anew, behind the last line that was passed on.
    void follow(std::chrono::milliseconds time, Narrator &narrator);

    /// Whether the stream came to an end by itself: of a container that has ended, that was all.
    bool at_end() const noexcept { return m_stream == nullptr && m_whole; }

    /// What kubectl said of the last stream, where it said anything.
    std::string const &complaint() const noexcept { return m_complaint; }

    /// How long nothing has come.
    std::chrono::nanoseconds quiet_for() const { return std::chrono::steady_clock::now() - m_heard; }

private:
    void open();
    void pass_on(Narrator &narrator);
    void pass_on(std::string_view line, Narrator &narrator);
    void close(Narrator &narrator);

    Kubectl const &m_kubectl;
    std::string m_pod;
    std::unique_ptr<Child> m_stream{};
    std::string m_text{}; ///< read and not passed on: part of a line
    std::string m_complaint{};
    std::string m_newest{}; ///< time of the last line that was passed on
    bool m_again = false;   ///< what comes may have been passed on before the stream broke
    bool m_whole = false;
    std::chrono::steady_clock::time_point m_heard = std::chrono::steady_clock::now();
};

} // namespace gander::cluster
