#include "report/json.hpp"
#include "report/termination.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace gander::report {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;

std::vector<std::string> names(Json const &json)
{
    std::vector<std::string> names;
    for (auto const &[name, value] : json.items()) {
        names.push_back(name);
    }
    return names;
}

/// Parsed; also checks what holds for every one.
Json message(std::string const &document, int exit_code)
{
    auto const text = termination_message(document, exit_code);
    EXPECT_LE(text.size(), termination_limit);
    EXPECT_EQ(text.find('\n'), text.size() - 1);
    auto json = Json::parse(text);
    EXPECT_EQ(json["exit_code"], exit_code);
    return json;
}

Report long_run(std::size_t steps)
{
    Report report{.peer = {.driver = "postgres", .host = "db", .database = "app"}};
    for (std::size_t each = 1; each <= steps; ++each) {
        auto const version = static_cast<Version>(each);
        report.done.push_back({.step = {.source = {.version = version, .path = "/migrations/x.sql"}}});
        report.to = version;
    }
    return report;
}

Report failing_run(std::size_t statement)
{
    auto report = long_run(100);
    report.failed = Failure{.source = std::string(statement, 's'), .message = "no such table"};
    report.skipped = {Step{}, Step{}};
    return report;
}

std::string failure(Report report)
{
    return json_error("up", MigrationError(Errc::sql, "m/2_x.sql:1:1: no", std::move(report)), 1);
}

TEST(Termination, AShortDocumentIsWhole)
{
    auto const document = json_report("up", long_run(2));
    auto json = message(document, 0);
    auto const first = names(json);
    EXPECT_THAT(std::vector(first.begin(), first.begin() + 5),
                ElementsAre("schema", "command", "tool", "exit_code", "left_out"));
    EXPECT_EQ(json["left_out"], Json::object());
    json.erase("exit_code");
    json.erase("left_out");
    EXPECT_EQ(json, Json::parse(document));
}

TEST(Termination, ListsLoseTheirEnds)
{
    auto const json = message(json_report("up", long_run(1000)), 0);
    auto const kept = json["done"].size();
    EXPECT_GT(kept, 5U);
    EXPECT_EQ(json["done"][kept - 1]["version"], kept);
    EXPECT_EQ(json["left_out"], Json({{"done", 1000 - kept}}));
    EXPECT_EQ(json["to"], 1000);
    EXPECT_GT(json.dump().size(), termination_limit - 300) << "as much as there is room for";
}

TEST(Termination, WhatWentWellGoesFirst)
{
    auto const json = message(failure(failing_run(2000)), 1);
    EXPECT_THAT(names(json["left_out"]), ElementsAre("done"));
    EXPECT_EQ(json["failed"]["statement"].get<std::string>().size(), 2000U);
    EXPECT_EQ(json["skipped"].size(), 2U);
}

TEST(Termination, ThenTheTextOfTheStatement)
{
    auto const json = message(failure(failing_run(5000)), 1);
    EXPECT_THAT(names(json["left_out"]), ElementsAre("done", "skipped", "failed.statement"));
    EXPECT_EQ(json["left_out"]["done"], 100);
    EXPECT_EQ(json["left_out"]["skipped"], 2);
    auto const kept = json["failed"]["statement"].get<std::string>().size();
    EXPECT_EQ(json["left_out"]["failed.statement"], 5000 - kept);
    EXPECT_GT(kept, 2000U);
    EXPECT_EQ(json["failed"]["message"], "no such table");
    EXPECT_EQ(json["error"]["message"], "m/2_x.sql:1:1: no");
}

TEST(Termination, LettersStayWhole)
{
    std::string umlauts;
    for (int each = 0; each < 4000; ++each) {
        umlauts += "ä";
    }
    for (std::string const shift : {"", "x"}) {
        auto const json = message(json_error("up", Error(Errc::io, shift + umlauts), 1), 1);
        auto const kept = json["error"]["message"].get<std::string>();
        EXPECT_EQ(kept, (shift + umlauts).substr(0, kept.size()));
        EXPECT_EQ(json["left_out"]["error.message"], shift.size() + umlauts.size() - kept.size());
        EXPECT_EQ(kept.size() % 2, shift.size());
    }
}

TEST(Termination, ControlCharactersCountAsTheyAreWritten)
{
    message(json_error("up", Error(Errc::io, std::string(4000, '\1'), std::string(4000, '\2')), 75), 75);
}

TEST(Termination, WhateverIsLongMayGo)
{
    auto report = long_run(1);
    report.peer.database = std::string(9000, 'd');
    auto const json = message(json_report("up", report), 0);
    EXPECT_THAT(names(json), ElementsAre("schema", "command", "tool", "exit_code", "left_out"));
    EXPECT_EQ(json["left_out"]["database"], 5) << "fields";
    EXPECT_TRUE(json["left_out"].contains("to"));
}

TEST(Termination, EveryListOfADocumentCanBeShortened)
{
    std::vector<Problem> const problems(200, Problem{.message = "no Up"});
    std::vector<Status> const rows(200);
    Adoption const adoption{
        .adopted = std::vector<Source>(200), .missing = problems, .undone = problems, .unchecked = problems};
    std::vector<Rename> const renames(200, Rename{"m/20260101000000_x.sql", "m/00001_x.sql"});
    for (auto const &[list, document] : std::vector<std::pair<std::string, std::string>>{
             {"migrations", json_status("status", rows)},
             {"missing", json_adoption("adopt", adoption)},
             {"problems", json_validation("validate", {.files = {}, .problems = problems})},
             {"files", json_validation("validate", {.files = std::vector<FileSummary>(200), .problems = {}})},
             {"steps", json_plan("plan", {.steps = std::vector<Step>(200)}, true)},
             {"renamed", json_renamed("fix", renames)}}) {
        auto const json = message(document, 1);
        EXPECT_GT(json["left_out"][list], 0) << list;
        EXPECT_GT(json[list].size(), 0U) << list;
    }
    auto const json = message(json_error("up", ParseError(problems), 1), 1);
    EXPECT_GT(json["error"]["problems"].size(), 5U);
}

} // namespace
} // namespace gander::report
