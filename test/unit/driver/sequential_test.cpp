#include "driver/session.hpp"
#include "model/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace gander::driver {
namespace {

using testing::ElementsAre;

using Log = std::vector<std::string>;

/// Writes down what it is asked for, and refuses what it is told to refuse.
class FakeSession final : public Session
{
public:
    explicit FakeSession(Log &log) : m_log(log) {}

    bool connect(Access) override { return true; }
    Peer peer() const override { return {}; }
    void record(std::string_view sql) override { note("record " + std::string{sql}); }
    void execute(std::string_view sql) override { note(std::string{sql}); }
    std::vector<Row> query(std::string_view sql, std::span<std::string const>) override
    {
        note(std::string{sql});
        if (collisions-- > 0) {
            throw SqlError(Errc::sql, "could not serialize", {.code = "40001"});
        }
        return {{"1"}};
    }
    void cancel() noexcept override {}
    void forget_settings() noexcept override { m_log.push_back("  forget"); }
    void *native() noexcept override { return nullptr; }
    bool in_transaction() const noexcept override { return open; }

    std::string refuse{};
    bool open = false;
    int collisions = 0; ///< queries that are refused for who else is there
    void end_transaction() { m_transaction_ended = true; }
    std::function<void(std::string const &)> hook{};

private:
    void note(std::string text)
    {
        bool const must_be_done = text == "ROLLBACK" || (text.starts_with("record") && !m_in_begun);
        if (m_stop.stop_requested() && !must_be_done) {
            throw Error(Errc::cancelled, "the driver was stopped at " + text);
        }
        m_in_begun = text == "BEGIN" || (m_in_begun && text != "COMMIT" && text != "ROLLBACK");
        m_log.push_back("  " + text);
        if (hook) {
            hook(text);
        }
        if (text == refuse) {
            throw SqlError(Errc::sql, "no " + text, {.code = "12345", .hint = "try"});
        }
    }

    Log &m_log;
    bool m_in_begun = false;
};

struct FakeProgress final : Progress
{
    explicit FakeProgress(Log &to) : log(to) {}
    void on_step(std::size_t) override { log.push_back("step"); }
    void on_begin(std::size_t) override { log.push_back("begin"); }
    void on_statement(std::size_t, std::size_t statement) override
    {
        log.push_back("statement " + std::to_string(statement));
    }
    void on_commit(std::size_t) override { log.push_back("commit"); }
    void on_rollback(std::size_t) override { log.push_back("rollback"); }
    void on_done(std::size_t, TimePoint, std::chrono::nanoseconds) override { log.push_back("done"); }
    Log &log;
};

Step step_of(std::vector<std::string_view> const &statements, TxMode tx = TxMode::transaction)
{
    auto script = std::make_shared<Script>();
    for (auto const text : statements) {
        script->statements.push_back({.text = text});
    }
    return {.tx = tx, .script = std::move(script)};
}

class Sequential : public testing::Test
{
protected:
    std::optional<Halt> run(Step const &step, FunctionMigration::Function const *function = nullptr)
    {
        std::vector const batch{Task{.step = &step, .function = function, .record = "row"}};
        return session.run(batch, progress);
    }

    Log log{};
    FakeSession session{log};
    FakeProgress progress{log};
};

TEST_F(Sequential, AStepInATransaction)
{
    EXPECT_FALSE(run(step_of({"a", "b"})));
    EXPECT_THAT(log, ElementsAre("step", "begin", "  BEGIN", "statement 0", "  a", "statement 1", "  b",
                                 "  record row", "commit", "  COMMIT", "done"));
}

TEST_F(Sequential, AStepWithoutOne)
{
    EXPECT_FALSE(run(step_of({"a"}, TxMode::none)));
    EXPECT_THAT(log, ElementsAre("step", "statement 0", "  a", "  record row", "done"));
}

TEST_F(Sequential, AGuardThatCollidesIsAskedAgainInATransactionOfItsOwn)
{
    session.collisions = 2;
    auto const step = step_of({"one"});
    std::vector const batch{
        Task{.step = &step, .record = "row", .guard = {.query = "ours?", .expected = "1"}}};
    EXPECT_FALSE(session.run(batch, progress));
    EXPECT_THAT(log, ElementsAre("step", "begin", "  BEGIN", "  ours?", "  ROLLBACK", "  BEGIN", "  ours?",
                                 "  ROLLBACK", "  BEGIN", "  ours?", "statement 0", "  one", "  record row",
                                 "commit", "  COMMIT", "done"));
}

TEST_F(Sequential, AGuardThatCollidesForEverIsAnError)
{
    session.collisions = 100;
    auto const step = step_of({"one"});
    std::vector const batch{Task{.step = &step, .guard = {.query = "ours?", .expected = "1"}}};
    auto const halt = session.run(batch, progress);
    ASSERT_TRUE(halt);
    EXPECT_FALSE(halt->begun);
    EXPECT_EQ(halt->diagnostic.code, "40001");
}

TEST_F(Sequential, AFailingBegin)
{
    session.refuse = "BEGIN";
    auto const halt = run(step_of({"a"}));
    EXPECT_EQ(halt->stage, Stage::begin);
    EXPECT_THAT(log, ElementsAre("step", "begin", "  BEGIN", "  ROLLBACK", "  forget"));
}

TEST_F(Sequential, AFailingStatement)
{
    session.refuse = "b";
    auto const halt = run(step_of({"a", "b", "c"}));
    EXPECT_EQ(halt->stage, Stage::statement);
    EXPECT_EQ(halt->statement, 1U);
    EXPECT_EQ(halt->message, "no b");
    EXPECT_EQ(halt->diagnostic.code, "12345");
    EXPECT_THAT(log, ElementsAre("step", "begin", "  BEGIN", "statement 0", "  a", "statement 1", "  b",
                                 "  ROLLBACK", "  forget", "rollback"))
        << "it is told when it has been done";
}

TEST_F(Sequential, AFailingStatementWithoutATransactionMentionsNoRollback)
{
    session.refuse = "a";
    auto const halt = run(step_of({"a"}, TxMode::none));
    EXPECT_EQ(halt->stage, Stage::statement);
    EXPECT_EQ(std::ranges::count(log, "rollback"), 0);
}

TEST_F(Sequential, AFailingRecord)
{
    session.refuse = "record row";
    EXPECT_EQ(run(step_of({}))->stage, Stage::record);
    EXPECT_EQ(log.back(), "rollback");
}

TEST_F(Sequential, AFailingCommitHasNothingToTellARollback)
{
    session.refuse = "COMMIT";
    EXPECT_EQ(run(step_of({}))->stage, Stage::commit);
    EXPECT_EQ(std::ranges::count(log, "rollback"), 0);
    EXPECT_EQ(std::ranges::count(log, "  ROLLBACK"), 1) << "SQLite is still in the transaction";
}

TEST_F(Sequential, AFailingFunctionAndItsHint)
{
    FunctionMigration::Function const function = [](Connection &, std::stop_token) {
        throw Error(Errc::history, "what", "what to do");
    };
    auto const halt = run({}, &function);
    EXPECT_EQ(halt->stage, Stage::function);
    EXPECT_EQ(halt->code, Errc::history);
    EXPECT_EQ(halt->message, "what");
    EXPECT_EQ(halt->diagnostic.hint, "what to do");
}

TEST_F(Sequential, AFunctionMayThrowAnything)
{
    FunctionMigration::Function const function = [](Connection &, std::stop_token) { throw 42; };
    EXPECT_NE(run({}, &function)->message, "");
    EXPECT_EQ(std::ranges::count(log, "  ROLLBACK"), 1);
}

TEST_F(Sequential, ATransactionLeftOpenIsRefused)
{
    session.open = true;
    auto const halt = run(step_of({"BEGIN"}, TxMode::none));
    EXPECT_EQ(halt->stage, Stage::record);
    EXPECT_EQ(std::ranges::count(log, "  record row"), 0);
}

TEST_F(Sequential, AStopEndsTheBatchAtTheNextStatement)
{
    std::stop_source source;
    session.watch(source.get_token());
    session.hook = [&](std::string const &text) {
        if (text == "a") {
            source.request_stop();
        }
    };
    auto const halt = run(step_of({"a", "b"}));
    EXPECT_EQ(halt->code, Errc::cancelled);
    EXPECT_EQ(halt->stage, Stage::statement);
    EXPECT_EQ(halt->statement, 1U);
    EXPECT_THAT(log, ElementsAre("step", "begin", "  BEGIN", "statement 0", "  a", "  ROLLBACK", "  forget",
                                 "rollback"));
}

TEST_F(Sequential, AStopDoesNotLoseTheRowOfStatementsThatStay)
{
    std::stop_source source;
    session.watch(source.get_token());
    FunctionMigration::Function const function = [&](Connection &, std::stop_token) {
        source.request_stop();
    };
    Step const step{.tx = TxMode::none};
    std::vector const batch{Task{.step = &step, .function = &function, .record = "row"},
                            Task{.step = &step, .record = "next"}};
    auto const halt = session.run(batch, progress);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->task, 1U) << "the stop is not forgotten";
    EXPECT_EQ(halt->code, Errc::cancelled);
    EXPECT_THAT(log, ElementsAre("step", "  record row", "done", "  ROLLBACK", "  forget"));
}

TEST_F(Sequential, AStopStillKeepsARowOutOfATransaction)
{
    std::stop_source source;
    session.watch(source.get_token());
    FunctionMigration::Function const function = [&](Connection &, std::stop_token) {
        source.request_stop();
    };
    EXPECT_EQ(run({}, &function)->stage, Stage::record);
    EXPECT_EQ(std::ranges::count(log, "  record row"), 0);
}

TEST_F(Sequential, ATransactionThatTheStepItselfEndedIsReported)
{
    session.hook = [&](std::string const &text) {
        if (text == "a") {
            session.end_transaction();
        }
    };
    session.refuse = "b";
    EXPECT_TRUE(run(step_of({"a", "b"}))->transaction_ended);
    EXPECT_FALSE(run(step_of({"b"}))->transaction_ended) << "not a matter of the next one";
    session.refuse = "COMMIT";
    EXPECT_TRUE(run(step_of({"a"}))->transaction_ended);
}

TEST_F(Sequential, ACommitThatFailsHasNotBeenEndedByTheStep)
{
    session.refuse = "COMMIT";
    session.hook = [&](std::string const &text) {
        if (text == "COMMIT") {
            session.end_transaction();
        }
    };
    EXPECT_FALSE(run(step_of({"a"}))->transaction_ended);
}

TEST_F(Sequential, AStopBeforeTheBatchBeginsNothing)
{
    std::stop_source source;
    source.request_stop();
    session.watch(source.get_token());
    auto const halt = run(step_of({"a"}));
    EXPECT_EQ(halt->code, Errc::cancelled);
    EXPECT_EQ(halt->stage, Stage::begin);
    EXPECT_EQ(std::ranges::count(log, "step"), 0);
}

TEST_F(Sequential, RowsForADatabaseThatTakesNoneAreRefused)
{
    try {
        session.send({.text = "COPY", .copy_data = "1\n"});
        FAIL() << "nothing was thrown";
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::unsupported);
    }
    EXPECT_TRUE(log.empty());
}

} // namespace
} // namespace gander::driver
