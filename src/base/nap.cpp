#include "base/nap.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>

namespace gander {

using namespace std::chrono;

bool nap(nanoseconds length, std::stop_token const &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock{mutex};
    never.wait_for(lock, stop, length, [] { return false; });
    return !stop.stop_requested();
}

milliseconds Backoff::next()
{
    static thread_local std::minstd_rand random{std::random_device{}()};
    auto const mean = m_next;
    m_next = std::min(m_next * 2, m_longest);
    return milliseconds{
        std::uniform_int_distribution<milliseconds::rep>{mean.count() * 3 / 4, mean.count() * 5 / 4}(random)};
}

} // namespace gander
