#pragma once
/// Waiting between two tries of something that another program has to make possible.

#include <chrono>
#include <stop_token>

namespace gander {

/// Sleeps, but not beyond a stop. False when it was the stop that ended it.
bool nap(std::chrono::nanoseconds length, std::stop_token const &stop);

/// How long to wait before the next try: each time twice as long as before, up to a limit, and a little less
/// or more than that, so that many who began together do not come back together.
class Backoff
{
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest) noexcept
        : m_next(first), m_longest(longest)
    {
    }

    std::chrono::milliseconds next();

private:
    std::chrono::milliseconds m_next;
    std::chrono::milliseconds m_longest;
};

} // namespace gander
