#include "cli/output.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>

namespace gander::cli {

namespace {

using Clock = std::chrono::steady_clock;

std::stop_token given_up_after{};
auto last_moment = Clock::time_point::max(); ///< known once somebody was waited for after the stop

/// Whether the other end takes more. It is asked again and again, since a stop must be noticed; after one it
/// is not waited for, or a database would be kept waiting by somebody who does not read.
bool is_ready(int descriptor)
{
    constexpr int slice = 50; // milliseconds
    constexpr std::chrono::milliseconds moment{300};
    while (true) {
        pollfd file{descriptor, POLLOUT, 0};
        auto const ready = ::poll(&file, 1, slice);
        if (ready > 0 || (ready < 0 && errno != EINTR)) {
            return true; // writing says what is wrong
        }
        if (given_up_after.stop_requested()) {
            last_moment = std::min(last_moment, Clock::now() + moment);
            if (Clock::now() >= last_moment) {
                return false;
            }
        }
    }
}

/// A pipe that is ready takes this much without waiting.
constexpr std::size_t chunk = 4096;

bool put(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        if (!is_ready(descriptor)) {
            return false;
        }
        auto const written = ::write(descriptor, text.data(), std::min(text.size(), chunk));
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            return false;
        }
        text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return true;
}

/// What goes to stdout is collected, but for a person who is looking on.
class Out
{
public:
    void add(std::string_view text)
    {
        constexpr std::size_t enough = 65536;
        m_text += text;
        if (m_is_terminal || m_text.size() >= enough) {
            flush();
        }
    }

    bool flush()
    {
        m_good = m_good && put(STDOUT_FILENO, m_text);
        m_text.clear();
        return m_good;
    }

private:
    std::string m_text{};
    bool m_is_terminal = is_terminal_out();
    bool m_good = true;
};

Out &out()
{
    static Out one;
    return one;
}

/// With its end of line, unless it brings one. In one piece, so that lines of several processes stay whole.
std::string line(std::string_view text)
{
    std::string whole{text};
    if (whole.empty() || whole.back() != '\n') {
        whole += '\n';
    }
    return whole;
}

} // namespace

void give_up_output_after(std::stop_token stop) { given_up_after = std::move(stop); }

void print(std::string_view text) { out().add(line(text)); }
void print_now(std::string_view text)
{
    print(text);
    flush_output();
}
void complain(std::string_view text)
{
    out().flush(); // what was done is told before what went wrong
    put(STDERR_FILENO, line(text));
}
void write_out(std::string_view text) { out().add(text); }
void write_error(std::string_view text) { put(STDERR_FILENO, text); }

void log_line(std::string_view text)
{
    auto const now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    put(STDERR_FILENO, line(fmt::format("{:%Y/%m/%d %H:%M:%S} {}", local, text)));
}

bool flush_output() { return out().flush(); }

bool is_terminal_out() { return ::isatty(STDOUT_FILENO) == 1; }
bool is_terminal_error() { return ::isatty(STDERR_FILENO) == 1; }

} // namespace gander::cli
