#include "base/child.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

namespace gander {
namespace {

using namespace std::chrono_literals;

Finished finish(std::string const &script, std::string_view input = {})
{
    auto done = run_to_end({"/bin/sh", "-c", script}, input, {});
    EXPECT_TRUE(done);
    return done.value_or(Finished{});
}

TEST(Child, SaysWhatItSays)
{
    auto const done = finish("cat; echo wrong >&2; exit 3", "one\ntwo");
    EXPECT_EQ(done.exit_code, 3);
    EXPECT_EQ(done.out, "one\ntwo");
    EXPECT_EQ(done.err, "wrong\n");
}

TEST(Child, MayBeGivenAndSayMuch)
{
    std::string const much(3'000'000, 'x');
    EXPECT_EQ(finish("cat", much).out, much);
}

TEST(Child, DiesOfASignal) { EXPECT_EQ(finish("kill -9 $$").exit_code, 137); }

TEST(Child, IsNotThere) { EXPECT_EQ(run_to_end({"/nowhere/x"}, {}, {})->exit_code, 127); }

TEST(Child, IsStopped)
{
    std::stop_source stop;
    std::jthread const later{[&] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    }};
    auto const began = std::chrono::steady_clock::now();
    EXPECT_FALSE(run_to_end({"/bin/sleep", "60"}, {}, stop.get_token()));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

/// Whoever holds a pipe's other end is alive.
bool closes(int descriptor)
{
    pollfd file{descriptor, POLLIN, 0};
    return ::poll(&file, 1, 10'000) == 1;
}

TEST(Child, DoesNotOutliveAKilledParent)
{
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    auto const parent = ::fork();
    if (parent == 0) {
        ::close(ends[0]);
        ::fcntl(ends[1], F_SETFD, 0);
        Child const child{{"/bin/sh", "-c", "sleep 60 & wait"}}; // has the pipe too, as has what it starts
        ::pause();
    }
    ::close(ends[1]);
    pollfd file{ends[0], POLLIN, 0};
    EXPECT_EQ(::poll(&file, 1, 300), 0) << "both live";
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
    EXPECT_TRUE(closes(ends[0]));
    ::close(ends[0]);
}

TEST(Child, EndsWithThis)
{
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    {
        Child const child{{"/bin/sh", "-c", "sleep 60 & wait"}};
        ::close(ends[1]);
    }
    EXPECT_TRUE(closes(ends[0]));
    ::close(ends[0]);
}

TEST(Child, DoesNotHoldWhatIsAnothers)
{
    Child const longer{{"/bin/sleep", "60"}};
    EXPECT_EQ(finish("echo x").out, "x\n") << "its end is noticed";
    Child const other{{"/bin/cat"}};
    std::string text;
    while (read_some(other.out(), text)) {
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(text, "");
}

TEST(Child, GetsSignalsThatWeHold)
{
    sigset_t mask, before;
    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &mask, &before);
    EXPECT_EQ(finish("kill -TERM $$; sleep 5").exit_code, 128 + SIGTERM);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

} // namespace
} // namespace gander
