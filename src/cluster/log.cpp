#include "cluster/log.hpp"

#include "kubernetes/pod.hpp"

#include <poll.h>

#include <array>

namespace gander::cluster {

namespace {

using Clock = std::chrono::steady_clock;

} // namespace

Log::Log(Kubectl const &kubectl, std::string pod) : m_kubectl(kubectl), m_pod(std::move(pod)) {}

/// Times are there to find the place again: `2026-11-26T03:04:05.123456789Z text`.
void Log::open()
{
    Words words{"logs",        "--follow", "--timestamps", "--container", kubernetes::container_name,
                "pod/" + m_pod};
    if (!m_newest.empty()) {
        words.push_back("--since-time=" + m_newest);
    }
    m_whole = false;
    m_text.clear();
    m_stream = std::make_unique<Child>(m_kubectl.line(words));
}

void Log::pass_on(Narrator &narrator)
{
    std::size_t begin = 0;
    for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n', begin)) {
        auto const line = std::string_view{m_text}.substr(begin, end - begin);
        auto const blank = std::min(line.find(' '), line.size());
        auto const time = line.substr(0, blank);
        if (time > m_newest) { // else it was passed on before the stream broke
            m_newest = time;
            narrator.line(line.substr(std::min(blank + 1, line.size())));
        }
        begin = end + 1;
    }
    m_text.erase(0, begin);
}

void Log::follow(std::chrono::milliseconds time, Narrator &narrator)
{
    constexpr int slice = 50; // milliseconds; a stop must be noticed
    if (!m_stream) {
        open();
    }
    auto const until = Clock::now() + time;
    while (!m_kubectl.stop().stop_requested() && Clock::now() < until) {
        std::array<pollfd, 2> files{{{m_stream->out(), POLLIN, 0}, {m_stream->err(), POLLIN, 0}}};
        ::poll(files.data(), files.size(), slice);
        std::string complaint; // the next look at the pod says what is wrong with it
        read_some(m_stream->err(), complaint);
        bool const open = read_some(m_stream->out(), m_text);
        pass_on(narrator);
        if (!open) {
            while (!m_stream->exit_code()) {
                ::poll(nullptr, 0, 1);
            }
            m_whole = *m_stream->exit_code() == 0;
            m_stream.reset();
            return;
        }
    }
}

} // namespace gander::cluster
