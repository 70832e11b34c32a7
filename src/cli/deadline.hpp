#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace gander::cli {

/// -timeout: requests a stop when the time is over, unless it is destroyed before.
class Deadline
{
public:
    /// `exit_code` is for a program that is held up where no stop is heard: it is left without a word.
    Deadline(std::optional<std::chrono::nanoseconds> limit, std::stop_source const &stop, int exit_code);

private:
    std::mutex m_mutex{};
    std::condition_variable_any m_wake{};
    std::jthread m_timer{}; // last, so that it is joined before what it uses goes
};

} // namespace gander::cli
