#include "base/nap.hpp"

#include <gtest/gtest.h>

#include <thread>

using namespace gander;
using namespace std::chrono_literals;

TEST(Nap, LastsItsTime)
{
    auto const begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(nap(5ms, {}));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 5ms);
}

TEST(Nap, DoesNotBeginAfterAStop)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(nap(1h, stop.get_token()));
}

TEST(Nap, EndsWithAStop)
{
    std::stop_source stop;
    std::jthread const other{[&stop] { stop.request_stop(); }};
    EXPECT_FALSE(nap(1h, stop.get_token()));
}

TEST(Backoff, DoublesUpToItsLimitWithinAQuarter)
{
    Backoff backoff{100ms, 300ms};
    for (auto const mean : {100ms, 200ms, 300ms, 300ms}) {
        auto const length = backoff.next();
        EXPECT_GE(length, mean * 3 / 4);
        EXPECT_LE(length, mean * 5 / 4);
    }
}
