#include "report/text.hpp"

#include <gtest/gtest.h>

namespace gander::report {
namespace {

using namespace std::chrono_literals;

Step step(std::string path) { return {.source = {.version = 1, .path = std::move(path)}}; }

TEST(ResultLine, IsGooses)
{
    EXPECT_EQ(result_line({.step = step("m/00001_x.sql"), .duration = 1234567ns}),
              "OK   00001_x.sql (1.23ms)");
    EXPECT_EQ(result_line({.step = step("00001_x.sql"), .duration = 995780ns, .empty = true}),
              "EMPTY 00001_x.sql (995.78µs)");
}

TEST(StatusLine, IsGooses)
{
    TimePoint const time = std::chrono::sys_days{std::chrono::year{2026} / 11 / 2} + 16h + 5min + 2s;
    EXPECT_EQ(status_line({.source = {.path = "m/1_a.sql"}, .state = State::applied, .applied_at = time}),
              "    Mon Nov  2 16:05:02 2026 -- 1_a.sql");
    EXPECT_EQ(status_line({.source = {.path = "m/1_a.sql"}}), "    Pending                  -- 1_a.sql");
}

TEST(ShownStatement, DropsCommentLinesAndEmptyLines)
{
    EXPECT_EQ(shown_statement("-- why\nselect 1\n\n  -- kept\n;"), "select 1\n  -- kept\n;");
    EXPECT_EQ(shown_statement("select 1;\n-- end"), "select 1;\n");
}

TEST(FailureLine, IsGooses)
{
    Failure failure{
        .step = step("m/2_b.sql"), .statement = "select \"x\";", .message = "ERROR: no (SQLSTATE 42703)"};
    EXPECT_EQ(failure_line(failure),
              "ERROR 2_b.sql: failed to run SQL migration: failed to execute SQL query "
              "\"select \\\"x\\\";\": ERROR: no (SQLSTATE 42703)");
    failure.stage = Stage::record;
    failure.step.direction = Direction::down;
    EXPECT_EQ(failure_line(failure),
              "ERROR 2_b.sql: failed to run SQL migration: failed to delete goose version: "
              "ERROR: no (SQLSTATE 42703)");
}

TEST(FailureBlock, ShowsTheLineWithACaretWhereTheServerGaveAPosition)
{
    Failure const failure{
        .step = step("m/2_b.sql"),
        .message = "ERROR: column \"nme\" does not exist (SQLSTATE 42703)",
        .diagnostic = {.hint = "Perhaps you meant \"name\"."},
        .place = {.path = "m/2_b.sql", .line = 4, .column = 8, .text = "SELECT nme FROM users;"},
        .position_known = true};
    EXPECT_EQ(failure_block(failure), "m/2_b.sql:4:8: ERROR: column \"nme\" does not exist (SQLSTATE 42703)\n"
                                      "    4 | SELECT nme FROM users;\n"
                                      "      |        ^\n"
                                      "  hint: Perhaps you meant \"name\".");
}

TEST(FailureBlock, WithoutAPositionThereIsNoCaret)
{
    Failure const failure{.step = step("a.sql"),
                          .message = "no",
                          .diagnostic = {.detail = "one\ntwo", .query = "SELECT\n1"},
                          .place = {.path = "a.sql", .line = 2, .column = 1, .text = "INSERT …"}};
    EXPECT_EQ(failure_block(failure),
              "a.sql:2:1: no\n    2 | INSERT …\n  detail: one\n    two\n  query: SELECT\n    1");
}

TEST(ProblemBlock, CountsCharactersNotBytesAndSurvivesTabs)
{
    Problem const problem{.place = {.path = "a.sql", .line = 12, .column = 8, .text = "\té→\tbad"},
                          .length = 3,
                          .message = "bad",
                          .hint = "good"};
    EXPECT_EQ(problem_block(problem), "a.sql:12:8: bad\n"
                                      "   12 |  é→ bad\n"
                                      "      |     ^^^\n"
                                      "  hint: good");
}

TEST(ProblemBlock, CutsLongLinesAroundTheSpot)
{
    Problem const problem{.place = {.path = "a.sql",
                                    .line = 1,
                                    .column = 1001,
                                    .text = std::string(1000, 'a') + "X" + std::string(1000, 'b')},
                          .message = "bad"};
    auto const block = problem_block(problem);
    EXPECT_LT(block.size(), 400U);
    EXPECT_NE(block.find(std::string(60, 'a') + "X"), std::string::npos);
    EXPECT_NE(block.find("\n      | " + std::string(60, ' ') + "^"), std::string::npos);
}

TEST(NoticeLine, SaysWhatTheServerSays)
{
    EXPECT_EQ(notice_line({.severity = "NOTICE", .message = "hello"}), "NOTICE: hello");
}

} // namespace
} // namespace gander::report
