#include "model/script.hpp"
#include "report/json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace gander::report {
namespace {

using namespace std::chrono_literals;

TimePoint const noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h + 123456us;

Step step(Version version, std::string const &sql)
{
    auto script = std::make_shared<Script>();
    script->text = sql;
    if (!sql.empty()) {
        script->statements.push_back({.text = script->text, .line = 2, .column = 1});
    }
    return {.source = {.version = version, .path = "m/" + std::to_string(version) + "_x.sql"},
            .script = std::move(script)};
}

Report failed_report()
{
    Report report{.from = 0, .to = 1, .started = noon, .duration = 12345678ns};
    report.peer = {
        .driver = "postgres", .user = "slm_user", .host = "db", .port = "5432", .database = "action_history"};
    report.done = {{.step = step(1, "CREATE TABLE a ();"), .started = noon, .duration = 1500us}};
    report.failed = Failure{
        .step = step(2, "SELECT nme;"),
        .statement = "SELECT nme, 'secret';",
        .source = "SELECT nme, '${WORD}';",
        .message = "ERROR: column \"nme\" does not exist (SQLSTATE 42703)",
        .diagnostic = {.severity = "ERROR", .message = "column \"nme\" does not exist", .code = "42703"},
        .place = {.path = "m/2_x.sql", .line = 2, .column = 8, .text = "SELECT nme;"},
        .position_known = true};
    report.skipped = {step(3, "")};
    return report;
}

/// Compares with a golden file, pretty-printed so that a change can be read; GANDER_UPDATE_GOLDEN=1 rewrites
/// it.
void expect_golden(std::string const &name, std::string const &document)
{
    ASSERT_FALSE(document.empty());
    EXPECT_EQ(document.find('\n'), document.size() - 1) << "one line each";
    auto json = nlohmann::ordered_json::parse(document);
    EXPECT_EQ(json.begin().key(), "schema");
    json["tool"]["version"] = "VERSION";
    auto const actual = json.dump(2) + "\n";
    auto const path = std::filesystem::path(TEST_DIR) / "golden/report" / (name + ".json");
    if (std::getenv("GANDER_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path) << actual;
    }
    std::ifstream file(path);
    std::string const expected{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(actual, expected) << path;
}

TEST(Json, AReport)
{
    auto report = failed_report();
    report.failed.reset();
    report.skipped.clear();
    expect_golden("report", json_report("up", report));
}

TEST(Json, AFailureBringsItsReport)
{
    expect_golden("failure",
                  json_error("up", MigrationError(Errc::sql, "m/2_x.sql: no", failed_report()), 1));
}

TEST(Json, NothingToDo) { expect_golden("nothing", json_report("up", {.from = 3, .to = 3})); }

TEST(Json, APlanWithItsSql)
{
    expect_golden("plan",
                  json_plan("plan", {.from = 0, .to = 1, .steps = {step(1, "CREATE TABLE a ();")}}, true));
}

TEST(Json, AStatus)
{
    expect_golden("status", json_status("status", {{.source = {.version = 1, .path = "m/1_x.sql"},
                                                    .state = State::applied,
                                                    .applied_at = noon},
                                                   {.source = {.version = 2, .path = "m/2_x.sql"}},
                                                   {.source = {.version = 3}, .state = State::untracked}}));
}

TEST(Json, ProblemsOfFiles)
{
    Problem const problem{.place = {.path = "m/1_x.sql", .line = 1, .column = 1, .text = "SELECT 1;"},
                          .message = "no Up",
                          .hint = "add one"};
    expect_golden("problems", json_error("up", ParseError({problem}), 1));
    expect_golden(
        "validation",
        json_validation("validate", {.files = {{.source = {.version = 1, .path = "m/1_x.sql"}, .up = 2}},
                                     .problems = {problem}}));
}

TEST(Json, SmallOnes)
{
    expect_golden("version", json_version("version", 7));
    expect_golden("answer",
                  json_answer("wait", {.driver = "postgres", .user = "u", .host = "h", .port = "5432"},
                              std::chrono::milliseconds{3216}));
    expect_golden("created", json_created("create", "m/1_x.sql"));
    expect_golden("renamed", json_renamed("fix", {{"m/20260101000000_x.sql", "m/00001_x.sql"}}));
    expect_golden("error",
                  json_error("down", Error(Errc::no_migrations, "no migration files found", "make one"), 1));
}

TEST(Json, BytesThatAreNoUtf8DoNotBreakADocument)
{
    auto const document = json_error("up", Error(Errc::sql, "bad byte \xff here"), 1);
    EXPECT_NO_THROW(nlohmann::json::parse(document));
}

} // namespace
} // namespace gander::report
