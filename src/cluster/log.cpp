#include "cluster/log.hpp"

#include "kubernetes/pod.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

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
    m_again = !m_newest.empty();
    m_whole = false;
    m_text.clear();
    m_complaint.clear();
    m_stream = std::make_unique<Child>(m_kubectl.line(words));
}

void Log::pass_on(Narrator &narrator)
{
    std::size_t begin = 0;
    for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n', begin)) {
        pass_on(std::string_view{m_text}.substr(begin, end - begin), narrator);
        begin = end + 1;
    }
    m_text.erase(0, begin);
}

void Log::pass_on(std::string_view line, Narrator &narrator)
{
    auto const blank = std::min(line.find(' '), line.size());
    auto const time = line.substr(0, blank);
    m_again = m_again && time <= m_newest;
    m_heard = Clock::now();
    if (!m_again) {
        m_newest = time;
        narrator.line(line.substr(std::min(blank + 1, line.size())));
    }
}

/// A last line may have no end.
void Log::close(Narrator &narrator)
{
    while (!m_stream->exit_code()) {
        ::poll(nullptr, 0, 1);
    }
    read_some(m_stream->err(), m_complaint);
    m_whole = *m_stream->exit_code() == 0;
    m_stream.reset();
    if (m_whole && !m_text.empty()) {
        pass_on(std::exchange(m_text, {}), narrator);
    }
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
        read_some(m_stream->err(), m_complaint);
        bool const open = read_some(m_stream->out(), m_text);
        pass_on(narrator);
        if (!open) {
            close(narrator);
            return;
        }
    }
}

} // namespace gander::cluster
