#include "conformance/suite.hpp"

namespace conformance {

using gander::TxMode;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// The tasks of these steps, each recording its number in the table done.
std::vector<Task> tasks_of(std::vector<gander::Step> const &steps)
{
    std::vector<Task> tasks;
    for (auto const &step : steps) {
        tasks.push_back(
            {.step = &step, .record = "INSERT INTO done VALUES (" + std::to_string(tasks.size()) + ")"});
    }
    return tasks;
}

} // namespace

TEST_P(Conformance, RunsABatchInOrder)
{
    session->execute("CREATE TABLE done (i int)");
    std::vector const steps{step_of({"CREATE TABLE a (i int)", "INSERT INTO a VALUES (1)"}), step_of({}),
                            step_of({"INSERT INTO a VALUES (2)"}, TxMode::none)};
    auto const tasks = tasks_of(steps);
    Recorder recorder;
    EXPECT_FALSE(session->run(tasks, recorder));
    EXPECT_THAT(recorder.lines, ElementsAre("step 0", "begin 0", "statement 0 of 0", "statement 1 of 0",
                                            "commit 0", "done 0",                      //
                                            "step 1", "begin 1", "commit 1", "done 1", //
                                            "step 2", "statement 0 of 2", "done 2"));
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "3");
    EXPECT_EQ(committed("SELECT sum(i) FROM a"), "3");
}

TEST_P(Conformance, AFailingStatementUndoesItsStepOnly)
{
    session->execute("CREATE TABLE done (i int); CREATE TABLE a (i int)");
    std::vector const steps{
        step_of({"INSERT INTO a VALUES (1)"}),
        step_of({"INSERT INTO a VALUES (2)", "INSERT INTO missing VALUES (2)", "SELECT 1"}),
        step_of({"INSERT INTO a VALUES (3)"})};
    Recorder recorder;
    auto const halt = session->run(tasks_of(steps), recorder);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->task, 1U);
    EXPECT_EQ(halt->stage, Stage::statement);
    EXPECT_EQ(halt->statement, 1U);
    EXPECT_EQ(halt->code, Errc::sql);
    EXPECT_EQ(halt->diagnostic.code, GetParam().code_no_table);
    EXPECT_THAT(halt->message, HasSubstr("missing"));
    EXPECT_EQ(recorder.lines.back(), "rollback 1");
    EXPECT_EQ(committed("SELECT sum(i) FROM a"), "1");
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "1");
    EXPECT_FALSE(session->in_transaction());
}

TEST_P(Conformance, WithoutATransactionWhatRanStays)
{
    session->execute("CREATE TABLE done (i int); CREATE TABLE a (i int)");
    std::vector const steps{
        step_of({"INSERT INTO a VALUES (1)", "INSERT INTO missing VALUES (2)"}, TxMode::none)};
    Recorder recorder;
    auto const halt = session->run(tasks_of(steps), recorder);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->stage, Stage::statement);
    EXPECT_EQ(halt->statement, 1U);
    EXPECT_THAT(recorder.lines, ElementsAre("step 0", "statement 0 of 0", "statement 1 of 0"));
    EXPECT_EQ(committed("SELECT count(*) FROM a"), "1");
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "0");
}

TEST_P(Conformance, ATransactionLeftOpenIsNotDone)
{
    session->execute("CREATE TABLE done (i int); CREATE TABLE a (i int)");
    std::vector const steps{step_of({"BEGIN", "INSERT INTO a VALUES (1)"}, TxMode::none)};
    Recorder recorder;
    auto const halt = session->run(tasks_of(steps), recorder);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->stage, Stage::record);
    EXPECT_THAT(halt->message, HasSubstr("COMMIT"));
    EXPECT_FALSE(session->in_transaction());
    EXPECT_EQ(committed("SELECT count(*) FROM a"), "0");
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "0");
}

TEST_P(Conformance, AFailingRecordUndoesTheStep)
{
    session->execute("CREATE TABLE a (i int)");
    auto const step = step_of({"INSERT INTO a VALUES (1)"});
    std::vector const tasks{Task{.step = &step, .record = "INSERT INTO missing VALUES (1)"}};
    Recorder recorder;
    auto const halt = session->run(tasks, recorder);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->stage, Stage::record);
    EXPECT_EQ(recorder.lines.back(), "rollback 0");
    EXPECT_EQ(committed("SELECT count(*) FROM a"), "0");
}

TEST_P(Conformance, AFailingCommitUndoesTheStep)
{
    session->execute("CREATE TABLE done (i int)");
    std::vector const steps{step_of({GetParam().deferred})};
    Recorder recorder;
    auto const halt = session->run(tasks_of(steps), recorder);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->stage, Stage::commit);
    EXPECT_EQ(halt->code, Errc::sql);
    EXPECT_EQ(recorder.lines.back(), "commit 0");
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "0");
    EXPECT_FALSE(session->in_transaction());
}

TEST_P(Conformance, AFailingBeginIsNamed)
{
    session->execute("CREATE TABLE done (i int)");
    session->begin();
    std::vector const steps{step_of({"SELECT 1"})};
    Recorder recorder;
    auto const halt = session->run(tasks_of(steps), recorder);
    if (halt) { // SQLite refuses a transaction in a transaction; PostgreSQL only warns and has one
        EXPECT_EQ(halt->stage, Stage::begin);
        EXPECT_EQ(recorder.lines.back(), "begin 0");
    }
    EXPECT_EQ(halt.has_value(), GetParam().name == "sqlite3");
    EXPECT_FALSE(session->in_transaction());
}

TEST_P(Conformance, AFunctionRunsInTheTransactionOfItsRow)
{
    session->execute("CREATE TABLE done (i int); CREATE TABLE a (i int)");
    gander::FunctionMigration::Function const good = [](Connection &db, std::stop_token) {
        db.execute("INSERT INTO a VALUES (1)");
    };
    gander::FunctionMigration::Function const bad = [](Connection &db, std::stop_token) {
        db.execute("INSERT INTO a VALUES (2)");
        throw std::runtime_error("no slug for row 7");
    };
    gander::Step const step{.source = {.version = 1, .kind = gander::Kind::function, .path = "f"}};
    std::vector const tasks{Task{.step = &step, .function = &good, .record = "INSERT INTO done VALUES (0)"},
                            Task{.step = &step, .function = &bad, .record = "INSERT INTO done VALUES (1)"}};
    Recorder recorder;
    auto const halt = session->run(tasks, recorder);
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->task, 1U);
    EXPECT_EQ(halt->stage, Stage::function);
    EXPECT_EQ(halt->message, "no slug for row 7");
    EXPECT_EQ(committed("SELECT sum(i) FROM a"), "1");
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "1");
}

TEST_P(Conformance, AStopBetweenStepsLeavesTheDoneOnesDone)
{
    session->execute("CREATE TABLE done (i int)");
    std::stop_source source;
    session->watch(source.get_token());
    gander::FunctionMigration::Function const last = [&](Connection &, std::stop_token token) {
        EXPECT_FALSE(token.stop_requested());
        source.request_stop();
        EXPECT_TRUE(token.stop_requested());
    };
    gander::Step const function{.source = {.version = 1, .kind = gander::Kind::function, .path = "f"}};
    std::vector const steps{step_of({"SELECT 1"})};
    auto tasks = tasks_of(steps);
    tasks.push_back({.step = &function, .function = &last, .record = "INSERT INTO done VALUES (1)"});
    tasks.push_back({.step = steps.data(), .record = "INSERT INTO done VALUES (2)"});
    Recorder recorder;
    auto const halt = session->run(tasks, recorder);
    session->watch({});
    ASSERT_TRUE(halt);
    EXPECT_EQ(halt->task, 1U);
    EXPECT_EQ(halt->code, Errc::cancelled);
    EXPECT_EQ(recorder.lines.back(), "rollback 1");
    EXPECT_EQ(committed("SELECT count(*) FROM done"), "1");
}

TEST_P(Conformance, SettingsOfAStepDoNotReachTheNext)
{
    session->execute("CREATE TABLE done (i int)");
    auto const before = value(GetParam().read_setting);
    std::vector const steps{step_of({GetParam().change_setting}),
                            step_of({GetParam().change_setting}, TxMode::none)};
    for (auto const &step : steps) {
        std::vector const tasks{Task{.step = &step, .record = ""}};
        Recorder recorder;
        EXPECT_FALSE(session->run(tasks, recorder));
        EXPECT_EQ(value(GetParam().read_setting), before);
    }
}

} // namespace conformance
