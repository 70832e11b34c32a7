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
    Deadline(std::optional<std::chrono::nanoseconds> limit, std::stop_source const &stop);

private:
    std::mutex m_mutex{};
    std::condition_variable_any m_wake{};
    std::jthread m_timer{}; // last, so that it is joined before what it uses goes
};

} // namespace gander::cli
