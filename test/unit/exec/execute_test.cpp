#include "exec/execute.hpp"
#include "exec/failure.hpp"
#include "model/script.hpp"

#include <gmock/gmock.h>

namespace gander::exec {
namespace {

using testing::ElementsAre;

/// Writes down what it is told and fails where it is asked to.
class FakeSession final : public driver::Session
{
public:
    bool connect(driver::Access /*access*/) override { return true; }
    Peer peer() const override { return {.driver = "fake", .database = "db"}; }
    std::vector<Row> query(std::string_view sql, std::span<std::string const> /*parameters*/) override
    {
        log.emplace_back(sql);
        return answer.empty() ? std::vector<Row>{} : std::vector<Row>{{answer}};
    }
    void cancel() noexcept override {}
    void *native() noexcept override { return nullptr; }
    void record(std::string_view sql) override { execute(sql); }
    void execute(std::string_view sql) override
    {
        log.emplace_back(sql);
        if (sql == fail_at) {
            throw SqlError(fail_with, "ERROR: no (SQLSTATE 42P01)",
                           {.severity = "ERROR", .message = "no", .code = "42P01", .position = 8});
        }
    }

    std::vector<std::string> log{};
    std::string fail_at = "nothing";
    Errc fail_with = Errc::sql;
    std::string answer{}; ///< to every query
};

class Listener final : public Observer
{
public:
    void on_step(Step const &step) override { add("step", step); }
    void on_begin(Step const &step) override { add("begin", step); }
    void on_statement(Step const & /*step*/, Statement const &statement) override
    {
        log.emplace_back(statement.text);
    }
    void on_commit(Step const &step) override { add("commit", step); }
    void on_rollback(Step const &step) override { add("rollback", step); }
    void on_result(Result const &result) override { add(result.empty ? "empty" : "done", result.step); }

    std::vector<std::string> log{};

private:
    void add(std::string const &what, Step const &step)
    {
        log.push_back(what + std::to_string(step.source.version));
    }
};

Step sql_step(Version version, std::vector<std::string> const &statements, TxMode tx = TxMode::transaction)
{
    auto script = std::make_shared<Script>();
    script->path = "m/" + std::to_string(version) + "_x.sql";
    for (auto const &statement : statements) {
        script->text += statement + "\n";
    }
    std::size_t offset = 0;
    auto line = 1;
    for (auto const &statement : statements) {
        script->statements.push_back({.text = std::string_view(script->text).substr(offset, statement.size()),
                                      .line = line++,
                                      .column = 1});
        offset += statement.size() + 1;
    }
    script->line_starts.resize(statements.size());
    return {.source = {.version = version, .path = script->path}, .tx = tx, .script = std::move(script)};
}

TEST(Execute, RunsEachStepInItsTransactionAndReportsIt)
{
    FakeSession session;
    Listener listener;
    Plan const plan{.from = 0, .to = 2, .steps = {sql_step(1, {"a;", "b;"}), sql_step(2, {})}};
    auto const outcome = execute(plan, {.session = session, .observer = &listener});

    EXPECT_THAT(session.log, ElementsAre("BEGIN", "a;", "b;", "", "COMMIT", "BEGIN", "", "COMMIT"));
    EXPECT_THAT(listener.log, ElementsAre("step1", "begin1", "a;", "b;", "commit1", "done1", "step2",
                                          "begin2", "commit2", "empty2"));
    EXPECT_FALSE(outcome.failed);
    EXPECT_EQ(outcome.done.size(), 2U);
    EXPECT_FALSE(outcome.ending);
}

TEST(Execute, AFailureSplitsThePlanIntoDoneFailedAndSkipped)
{
    FakeSession session;
    session.fail_at = "select oops;";
    Listener listener;
    Plan const plan{.to = 3,
                    .steps = {sql_step(1, {"a;"}), sql_step(2, {"b;", "select oops;"}), sql_step(3, {"c;"})}};
    auto const outcome = execute(plan, {.session = session, .observer = &listener});

    auto const &report = outcome;
    ASSERT_TRUE(report.failed);
    EXPECT_EQ(report.done.size(), 1U);
    EXPECT_EQ(report.failed->step.source.version, 2);
    EXPECT_EQ(report.failed->stage, Stage::statement);
    EXPECT_EQ(report.failed->statement, "select oops;");
    EXPECT_EQ(report.failed->statements_done, 1);
    EXPECT_EQ(report.skipped.size(), 1U);
    EXPECT_EQ(outcome.ending->code, Errc::sql);
    EXPECT_EQ(session.log.back(), "ROLLBACK");
    EXPECT_EQ(listener.log.back(), "rollback2");
}

TEST(Execute, TheServersPositionBecomesAPlaceInTheFile)
{
    FakeSession session;
    session.fail_at = "select oops;";
    Plan const plan{.steps = {sql_step(1, {"ok;", "select oops;"})}};
    auto const report = execute(plan, {.session = session});

    ASSERT_TRUE(report.failed);
    EXPECT_TRUE(report.failed->position_known);
    EXPECT_EQ(report.failed->place.path, "m/1_x.sql");
    EXPECT_EQ(report.failed->place.line, 2);
    EXPECT_EQ(report.failed->place.column, 8);
    EXPECT_EQ(report.failed->place.text, "select oops;");
}

TEST(Execute, WithoutATransactionNothingIsBegunAndTheRowComesLast)
{
    FakeSession session;
    Plan const plan{.steps = {sql_step(1, {"a;", "b;"}, TxMode::none)}};
    execute(plan, {.session = session});
    EXPECT_THAT(session.log, ElementsAre("a;", "b;", ""));
}

TEST(Execute, FunctionsRunWithTheSessionAndTheirExceptionsAreFailures)
{
    FakeSession session;
    FunctionMigration::Function const good = [](Connection &db, std::stop_token) {
        db.execute("from a function");
    };
    FunctionMigration::Function const bad = [](Connection &, std::stop_token) {
        throw std::runtime_error("thought better");
    };
    Plan const plan{
        .steps = {{.source = {1, Kind::function, "good"}}, {.source = {2, Kind::function, "bad"}}}};
    auto const outcome = execute(plan, {.session = session, .functions = [&](Step const &step) {
                                            return step.source.version == 1 ? &good : &bad;
                                        }});
    EXPECT_THAT(session.log, ElementsAre("BEGIN", "from a function", "", "COMMIT", "BEGIN", "ROLLBACK"));
    ASSERT_TRUE(outcome.failed);
    EXPECT_EQ(outcome.failed->stage, Stage::function);
    EXPECT_EQ(outcome.failed->message, "thought better");
}

TEST(Execute, AFunctionThatIsNotThereIsAFailure)
{
    FakeSession session;
    Plan const plan{.steps = {{.source = {1, Kind::function, "lost"}}}};
    auto const outcome =
        execute(plan, {.session = session, .functions = [](Step const &) { return nullptr; }});
    ASSERT_TRUE(outcome.failed);
    EXPECT_TRUE(outcome.done.empty());
    EXPECT_EQ(outcome.failed->stage, Stage::function);
    EXPECT_EQ(outcome.failed->statements_done, 0);
    EXPECT_EQ(outcome.ending->code, Errc::version_not_found);
}

TEST(Execute, AStepIsNotBegunOnceTheLockIsSomebodyElses)
{
    FakeSession session;
    Plan const plan{.steps = {sql_step(1, {"a;"}), sql_step(2, {"b;"})}};
    auto const outcome =
        execute(plan, {.session = session,
                       .fence = {.check = "ours?", .check_alone = "ours?", .renew = "still ours"}});
    EXPECT_THAT(session.log, ElementsAre("BEGIN", "ours?", "ROLLBACK"));
    EXPECT_FALSE(outcome.failed);
    EXPECT_EQ(outcome.skipped.size(), 2U);
    EXPECT_EQ(outcome.ending->code, Errc::lock_lost);
}

TEST(Execute, AStepRenewsTheLockInItsOwnTransaction)
{
    FakeSession session;
    session.answer = "1";
    Plan const plan{.steps = {sql_step(1, {"a;"}), sql_step(2, {"b;"}, TxMode::none)}};
    auto const outcome =
        execute(plan, {.session = session,
                       .fence = {.check = "ours?", .check_alone = "ours?", .renew = "still ours"}});
    EXPECT_THAT(session.log,
                ElementsAre("BEGIN", "ours?", "a;", "still ours", "COMMIT", "ours?", "b;", "still ours"));
    EXPECT_FALSE(outcome.ending);
}

TEST(Execute, AStopBetweenTwoStepsSkipsTheNextOneRatherThanFailingIt)
{
    class Stopper final : public Observer
    {
    public:
        void on_result(Result const &) override { source.request_stop(); }
        std::stop_source source{};
    };
    FakeSession session;
    Stopper stopper;
    session.watch(stopper.source.get_token());
    Plan const plan{.steps = {sql_step(1, {"a;"}), sql_step(2, {"b;"})}};
    auto const outcome = execute(plan, {.session = session, .observer = &stopper});
    EXPECT_EQ(outcome.done.size(), 1U);
    EXPECT_FALSE(outcome.failed);
    EXPECT_EQ(outcome.skipped.size(), 1U);
    EXPECT_EQ(outcome.ending->code, Errc::cancelled);
}

struct Ended
{
    std::string fail_at;
    Errc code;
    TxMode tx;
    Outcome outcome;
};

class Outcomes : public testing::TestWithParam<Ended>
{
};

TEST_P(Outcomes, SayWhatRemains)
{
    FakeSession session;
    session.fail_at = GetParam().fail_at;
    session.fail_with = GetParam().code;
    Plan const plan{.steps = {sql_step(1, {"a;", "b;"}, GetParam().tx)}};
    auto const outcome = execute(plan, {.session = session});
    ASSERT_TRUE(outcome.failed);
    EXPECT_EQ(outcome.failed->outcome, GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Execute, Outcomes,
    testing::Values(Ended{"a;", Errc::sql, TxMode::transaction, Outcome::not_applied},
                    Ended{"b;", Errc::connection, TxMode::transaction, Outcome::not_applied},
                    Ended{"COMMIT", Errc::in_doubt, TxMode::transaction, Outcome::unknown},
                    Ended{"COMMIT", Errc::sql, TxMode::transaction, Outcome::not_applied},
                    Ended{"a;", Errc::sql, TxMode::none, Outcome::not_applied},
                    Ended{"b;", Errc::sql, TxMode::none, Outcome::partly_applied},
                    Ended{"a;", Errc::connection, TxMode::none, Outcome::unknown},
                    Ended{"b;", Errc::in_doubt, TxMode::none, Outcome::unknown},
                    Ended{"", Errc::sql, TxMode::none, Outcome::partly_applied},
                    Ended{"", Errc::in_doubt, TxMode::none, Outcome::unknown}));

TEST(Failure, InTheCommitAllStatementsWereDone)
{
    driver::Halt const halt{.stage = Stage::commit, .transaction_ended = true};
    auto const failure = failure_of(sql_step(1, {"a;", "b;"}), halt);
    EXPECT_EQ(failure.statements_done, 2);
    EXPECT_TRUE(failure.transaction_ended);
}

TEST(Failure, TheSourceOfARewrittenStatementIsWhatTheFileSays)
{
    auto script = std::make_shared<Script>();
    script->text = "-- +goose Up\n  SELECT '${SECRET}',\r\n  2;\nSELECT 3;\n";
    script->statements = {
        {.text = script->rewritten.emplace_back("SELECT 'xyz',\n  2;"), .line = 2, .column = 3}};
    script->line_starts = {{{0, 2}, {14, 3}}};
    auto const failure = failure_of({.script = script}, {.stage = Stage::statement});
    EXPECT_EQ(failure.statement, "SELECT 'xyz',\n  2;");
    EXPECT_EQ(failure.source, "  SELECT '${SECRET}',\n  2;");
}

TEST(Failure, ABadRowIsShownInTheFile)
{
    auto script = std::make_shared<Script>();
    script->path = "m/1_x.sql";
    script->text = "COPY t\nFROM STDIN;\n1\nx\n\\.\n";
    std::string_view const text = script->text;
    script->statements = {
        {.text = text.substr(0, 18), .copy_data = text.substr(19, 4), .line = 1, .column = 1}};
    driver::Halt halt{.stage = Stage::statement,
                      .diagnostic = {.context = "trigger f\nCOPY t, line 2, column n: \"x\""}};
    auto const row = failure_of({.script = script}, halt);
    EXPECT_EQ(row.place.line, 4);
    EXPECT_EQ(row.place.column, 1);
    EXPECT_EQ(row.place.text, "x");
    EXPECT_FALSE(row.position_known);
    halt.diagnostic.context = "COPY t, line 99";
    EXPECT_EQ(failure_of({.script = script}, halt).place.line, 1) << "there is no such row";
}

} // namespace
} // namespace gander::exec
