#include "driver/unreachable.hpp"
#include "migrator/reach.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <thread>

namespace gander {
namespace {

using namespace std::chrono;
using testing::ElementsAre;
using testing::IsEmpty;

/// Connects as it is told to: the n-th call does what the n-th function does, the last one for ever.
class FakeSession final : public driver::Session
{
public:
    using Attempt = std::function<void()>;

    bool connect(driver::Access /*access*/) override
    {
        limits.push_back(m_limit);
        attempts.at(std::min(limits.size(), attempts.size()) - 1)();
        return true;
    }
    Peer peer() const override { return {}; }
    void execute(std::string_view /*sql*/) override {}
    std::vector<Row> query(std::string_view /*sql*/, std::span<std::string const> /*parameters*/) override
    {
        return {};
    }
    void record(std::string_view /*sql*/) override {}
    void cancel() noexcept override {}
    void *native() noexcept override { return nullptr; }

    std::vector<Attempt> attempts{[] {}};
    std::vector<std::optional<driver::AttemptLimit>> limits{};
};

class Notes final : public Observer
{
public:
    void on_note(std::string_view text) override { all.emplace_back(text); }
    std::vector<std::string> all{};
};

FakeSession::Attempt see(std::string const &what, std::string const &code = {})
{
    return [=] {
        throw driver::Unreachable("libpq: " + what, {.message = what, .code = code},
                                  {.seen = "db " + what, .meaning = "it means " + what});
    };
}

void connected() {}

struct Reaching : testing::Test
{
    bool reach(nanoseconds wait)
    {
        return gander::reach(session, driver::Access::read,
                             {.wait = wait, .stop = stop.get_token(), .observer = notes});
    }
    std::optional<SqlError> failure(nanoseconds wait)
    {
        try {
            reach(wait);
        } catch (SqlError const &error) {
            return error;
        }
        return {};
    }

    FakeSession session{};
    std::stop_source stop{};
    Notes notes{};
};

TEST_F(Reaching, WithoutAWaitThereIsOneAttemptAndItsError)
{
    session.attempts = {see("refused")};
    EXPECT_STREQ(failure(0s).value().what(), "libpq: refused");
    EXPECT_EQ(session.limits.size(), 1U);
    EXPECT_FALSE(session.limits.at(0)) << "it takes as long as it takes";
    EXPECT_THAT(notes.all, IsEmpty());
}

TEST_F(Reaching, ADatabaseThatIsUpIsNoNews)
{
    EXPECT_TRUE(reach(2min));
    EXPECT_THAT(notes.all, IsEmpty());
}

TEST_F(Reaching, TellsWhatItSeesOnceForEachChange)
{
    session.attempts = {see("refused"), see("refused"), see("is starting up", "57P03"), connected};
    EXPECT_TRUE(reach(2min));
    EXPECT_THAT(notes.all, ElementsAre("db refused; waiting up to 2m", "db is starting up"));
    EXPECT_EQ(session.limits.size(), 4U);
    EXPECT_EQ(session.limits.at(3)->host, 5s);
}

TEST_F(Reaching, WhatTimeCannotHealFailsAtOnce)
{
    for (auto const &attempt : std::vector<FakeSession::Attempt>{
             see("wrong password", "28P01"), see("no such database", "3D000"),
             [] { throw driver::Refused("no TLS", {.message = "no TLS"}); },
             [] { throw SqlError(Errc::usage, "bad port", {}); },
             [] { throw SqlError(Errc::lock_timeout, "busy", {.code = "5"}); }}) {
        session.limits.clear();
        session.attempts = {attempt};
        EXPECT_TRUE(failure(2min));
        EXPECT_EQ(session.limits.size(), 1U);
    }
    EXPECT_THAT(notes.all, IsEmpty());
}

TEST_F(Reaching, ARefusalIsAConnectionThatNoTimeWillMake)
{
    driver::Refused const error{"no TLS", {.message = "no TLS"}};
    EXPECT_EQ(error.code(), Errc::connection);
    EXPECT_FALSE(error.retryable());
}

TEST_F(Reaching, AtTheEndItSaysWhatItSawLastAndWhatThatMeans)
{
    session.attempts = {see("refused"), see("is starting up", "57P03")};
    auto const begin = steady_clock::now();
    auto const error = failure(400ms).value();
    auto const took = steady_clock::now() - begin;
    EXPECT_GE(took, 150ms) << "the last try is shortly before the end";
    EXPECT_LE(took, 1s);
    EXPECT_STREQ(error.what(), "db is starting up; gave up after 400ms (libpq: is starting up)");
    EXPECT_EQ(error.hint(), "it means is starting up");
    EXPECT_EQ(error.diagnostic().code, "57P03");
    EXPECT_TRUE(error.retryable());
}

TEST_F(Reaching, AnAttemptThatTheEndCutsShortHasSeenNothing)
{
    session.attempts = {see("refused"), see("refused"), [] {
                            std::this_thread::sleep_for(500ms);
                            see("does not answer")();
                        }};
    EXPECT_THAT(failure(500ms).value().what(), testing::StartsWith("db refused; gave up after 500ms"));
    session.attempts = {[] {
        std::this_thread::sleep_for(100ms);
        see("does not answer")();
    }};
    EXPECT_THAT(failure(100ms).value().what(), testing::StartsWith("db does not answer; gave up"))
        << "but better than none";
}

TEST_F(Reaching, WhateverElseLosesAConnectionIsToldAsItIs)
{
    session.attempts = {
        [] { throw SqlError(Errc::connection, "lost", {.message = "lost", .hint = "look there"}); }};
    auto const error = failure(50ms).value();
    EXPECT_STREQ(error.what(), "lost; gave up after 50ms");
    EXPECT_EQ(error.hint(), "look there");
}

TEST_F(Reaching, NoLimitOutlivesItsWait)
{
    session.attempts = {see("refused"), connected};
    EXPECT_TRUE(reach(10s));
    session.connect(driver::Access::read);
    EXPECT_TRUE(session.limits.at(1));
    EXPECT_FALSE(session.limits.at(2));
}

TEST_F(Reaching, AStopEndsTheWaitAtOnce)
{
    session.attempts = {see("refused")};
    std::jthread const other{[this] {
        std::this_thread::sleep_for(50ms);
        stop.request_stop();
    }};
    auto const begin = steady_clock::now();
    try {
        reach(1h);
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
    }
    EXPECT_LT(steady_clock::now() - begin, 1s);
}

TEST_F(Reaching, AWaitMayBeLongerThanAnyClockLasts)
{
    session.attempts = {see("refused"), connected};
    EXPECT_TRUE(reach(nanoseconds::max()));
}

} // namespace
} // namespace gander
