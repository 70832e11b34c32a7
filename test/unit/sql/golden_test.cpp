// Every test/golden/parser/*.sql against the .json beside it. GANDER_UPDATE_GOLDEN=1 writes the .json anew.
#include "sql/check.hpp"
#include "sql/goose_rules.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gander {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

fs::path const folder = fs::path(TEST_DIR) / "golden" / "parser";

std::string read(fs::path const &path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

Json to_json(std::vector<Problem> const &problems)
{
    Json result = Json::array();
    for (auto const &problem : problems) {
        Json row;
        row["severity"] = problem.severity == Severity::error ? "error" : "warning";
        row["at"] = {problem.place.line, problem.place.column, problem.length};
        row["line"] = problem.place.text;
        row["message"] = problem.message;
        row["hint"] = problem.hint;
        row["goose"] = problem.goose;
        result.push_back(row);
    }
    return result;
}

Json to_json(Script const &script)
{
    Json result = Json::array();
    for (auto const &statement : script.statements) {
        Json row;
        row["at"] = {statement.line, statement.column};
        row["text"] = statement.text;
        if (statement.copy_data) {
            row["copy_data"] = *statement.copy_data;
        }
        result.push_back(row);
    }
    return result;
}

Json read_by_gander(std::string const &text, Direction direction, Syntax const &syntax)
{
    auto const parsed = sql::parse("file.sql", text, {direction, syntax, test::fixed_variables(), false});
    Json result;
    if (parsed.script) {
        result["transaction"] = parsed.script->tx == TxMode::transaction;
        result["statements"] = to_json(*parsed.script);
    }
    result["problems"] = to_json(parsed.problems);
    return result;
}

Json read_by_goose(std::string const &text, Direction direction)
{
    auto const reading = sql::goose_rules(text, direction, test::fixed_variables(), false);
    if (!reading.error.empty()) {
        return {{"error", reading.error}};
    }
    Json result = Json::array();
    for (auto const &statement : reading.statements) {
        result.push_back(statement.text);
    }
    return {{"transaction", reading.transaction}, {"statements", result}};
}

Json check_both(std::string const &text, Syntax const &syntax, bool goose)
{
    return to_json(sql::check("file.sql", text, {syntax, test::fixed_variables(), goose}).problems);
}

std::string describe(std::string const &text, Syntax const &syntax)
{
    Json result;
    for (auto const direction : {Direction::up, Direction::down}) {
        std::string const name = direction == Direction::up ? "up" : "down";
        result[name] = read_by_gander(text, direction, syntax);
        result[name + " (goose)"] = read_by_goose(text, direction);
    }
    result["validate"] = check_both(text, syntax, false);
    result["validate --goose"] = check_both(text, syntax, true);
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

class Golden : public testing::TestWithParam<std::string>
{
};

TEST_P(Golden, reads_as_written_down)
{
    auto const input = folder / (GetParam() + ".sql");
    auto const golden = folder / (GetParam() + ".json");
    bool const sqlite = GetParam().starts_with("sqlite_");
    auto const now = describe(read(input), sqlite ? test::sqlite_syntax() : test::postgres_syntax());
    if (std::getenv("GANDER_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(golden, std::ios::binary) << now;
    }
    EXPECT_EQ(now, read(golden)) << "GANDER_UPDATE_GOLDEN=1 accepts it";
}

std::vector<std::string> inputs()
{
    std::vector<std::string> names;
    for (auto const &entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".sql") {
            names.push_back(entry.path().stem());
        }
    }
    std::ranges::sort(names);
    return names;
}

INSTANTIATE_TEST_SUITE_P(parser, Golden, testing::ValuesIn(inputs()),
                         [](auto const &test) { return test.param; });

TEST(GoldenFolder, holds_all_of_them) { EXPECT_GE(inputs().size(), 60U); }

} // namespace
} // namespace gander
