#include "conformance/suite.hpp"

#include <chrono>
#include <thread>

namespace conformance {

using namespace std::chrono;

namespace {

/// Runs `call`, does `interrupt` 200 ms later in another thread, and returns what was thrown and after how
/// long.
template<class Call, class Interrupt>
std::pair<std::optional<Errc>, milliseconds> interrupted(Call &&call, Interrupt &&interrupt)
{
    auto const from = steady_clock::now();
    std::jthread const thread{[&] {
        std::this_thread::sleep_for(200ms);
        interrupt();
    }};
    std::optional<Errc> code;
    try {
        call();
    } catch (Error const &error) {
        code = error.code();
    }
    return {code, duration_cast<milliseconds>(steady_clock::now() - from)};
}

} // namespace

TEST_P(Conformance, AStopEndsWhatIsRunning)
{
    std::stop_source source;
    session->watch(source.get_token());
    auto const [code, time] =
        interrupted([&] { session->execute(GetParam().endless); }, [&] { source.request_stop(); });
    EXPECT_EQ(code, Errc::cancelled);
    EXPECT_LT(time, 1200ms);
    EXPECT_GE(time, 200ms);
}

TEST_P(Conformance, AStopRollsBackAndTheSessionLivesOn)
{
    session->execute("CREATE TABLE t (i int)");
    std::stop_source source;
    session->watch(source.get_token());
    session->begin();
    session->execute("INSERT INTO t VALUES (1)");
    auto const [code, time] =
        interrupted([&] { session->query(GetParam().endless); }, [&] { source.request_stop(); });
    EXPECT_EQ(code, Errc::cancelled);
    EXPECT_THROW(session->execute("SELECT 1"), Error) << "nothing new is begun after a stop";
    session->rollback();
    session->watch({});
    EXPECT_FALSE(session->in_transaction());
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_P(Conformance, AStopThatCameBeforeRunsNothing)
{
    std::stop_source source;
    source.request_stop();
    session->watch(source.get_token());
    try {
        session->execute("CREATE TABLE t (i int)");
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
    }
    session->watch({});
    EXPECT_THROW(session->execute("SELECT * FROM t"), SqlError);
}

TEST_P(Conformance, CancelEndsWhatAnotherThreadRuns)
{
    auto const [code, time] =
        interrupted([&] { session->execute(GetParam().endless); }, [&] { session->cancel(); });
    EXPECT_EQ(code, Errc::cancelled);
    EXPECT_LT(time, 1200ms);
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_P(Conformance, CancellingNothingHarmsNothing)
{
    session->cancel();
    EXPECT_EQ(value("SELECT 1"), "1");
}

} // namespace conformance
