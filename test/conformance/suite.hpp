#pragma once
/// The fixture of the tests that every driver passes.

#include "conformance/backend.hpp"
#include "model/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

using gander::Connection;
using gander::Diagnostic;
using gander::Errc;
using gander::Error;
using gander::SqlError;
using gander::Stage;
using gander::driver::Access;
using gander::driver::Halt;
using gander::driver::Session;
using gander::driver::Task;

/// Skips the test for want of a server; where CI=true that is a failure.
#define CONFORMANCE_NEED(condition, why)                                                                     \
    if (!(condition)) {                                                                                      \
        auto const *const ci = std::getenv("CI");                                                            \
        if (ci && std::string_view{ci} == "true") {                                                          \
            FAIL() << why;                                                                                   \
        }                                                                                                    \
        GTEST_SKIP() << why;                                                                                 \
    }

class Conformance : public testing::TestWithParam<Backend>
{
protected:
    void SetUp() override
    {
        std::string why;
        database = GetParam().make(why);
        CONFORMANCE_NEED(database, why);
        session = database->session();
        session->connect(Access::write);
    }

    /// The first value of the first row; nothing for no row or null.
    std::optional<std::string> value(std::string_view sql, std::vector<std::string> const &parameters = {})
    {
        auto const rows = session->query(sql, parameters);
        return rows.empty() ? std::nullopt : rows.front().front();
    }

    /// The same through a session of its own: what is committed.
    std::optional<std::string> committed(std::string_view sql)
    {
        auto const other = database->session();
        other->connect(Access::write);
        auto const rows = other->query(sql);
        return rows.empty() ? std::nullopt : rows.front().front();
    }

    std::unique_ptr<Database> database{};
    std::unique_ptr<Session> session{};
};

/// A step with these statements, as if it had been read from a file.
inline gander::Step step_of(std::vector<std::string_view> const &statements,
                            gander::TxMode tx = gander::TxMode::transaction)
{
    auto script = std::make_shared<gander::Script>();
    script->tx = tx;
    for (auto const text : statements) {
        script->statements.push_back({.text = text, .line = 1, .column = 1});
    }
    return {.source = {.version = 1, .path = "1_test.sql"}, .tx = tx, .script = std::move(script)};
}

/// What a call throws; a test failure and an empty optional when it throws nothing of ours.
template<class Call>
std::optional<SqlError> sql_error_of(Call &&call)
{
    try {
        call();
    } catch (SqlError const &error) {
        return error;
    } catch (std::exception const &error) {
        ADD_FAILURE() << "not an SqlError: " << error.what();
        return {};
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

/// Writes down what it is told: "step 0", "statement 0 1", …
struct Recorder final : gander::driver::Progress
{
    std::vector<std::string> lines{};

    void note(std::string_view what, std::size_t task)
    {
        lines.push_back(std::string{what} + ' ' + std::to_string(task));
    }
    void on_step(std::size_t task) override { note("step", task); }
    void on_begin(std::size_t task) override { note("begin", task); }
    void on_statement(std::size_t task, std::size_t statement) override
    {
        note("statement " + std::to_string(statement) + " of", task);
    }
    void on_commit(std::size_t task) override { note("commit", task); }
    void on_rollback(std::size_t task) override { note("rollback", task); }
    void on_done(std::size_t task, gander::TimePoint started, std::chrono::nanoseconds duration) override
    {
        note("done", task);
        EXPECT_GT(started.time_since_epoch().count(), 0);
        EXPECT_GE(duration.count(), 0);
    }
};

} // namespace conformance
