#include "sql/parse.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

sql::Parsed parse(std::string text)
{
    return sql::parse_after("grants.sql", std::move(text),
                            {.syntax = test::postgres_syntax(), .variables = test::fixed_variables()});
}

std::vector<std::string> statements(std::string text)
{
    std::vector<std::string> all;
    auto const parsed = parse(std::move(text));
    for (auto const &problem : parsed.problems) {
        ADD_FAILURE() << problem.place.line << ": " << problem.message;
    }
    if (parsed.script) {
        for (auto const &statement : parsed.script->statements) {
            all.emplace_back(statement.text);
        }
    }
    return all;
}

/// `line:column: message | hint`, of a file that is refused.
std::vector<std::string> problems(std::string text)
{
    std::vector<std::string> all;
    auto const parsed = parse(std::move(text));
    EXPECT_EQ(parsed.script, nullptr);
    for (auto const &problem : parsed.problems) {
        all.push_back(std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + ": " +
                      problem.message + " | " + problem.hint);
        EXPECT_EQ(problem.place.path, "grants.sql");
        EXPECT_THAT(problem.goose, IsEmpty());
    }
    return all;
}

TEST(ParseAfter, NeedsNoAnnotation)
{
    EXPECT_THAT(statements("-- who may read\nGRANT SELECT ON a TO b;\nGRANT SELECT ON c TO d;\n"),
                ElementsAre("GRANT SELECT ON a TO b;", "GRANT SELECT ON c TO d;"));
    EXPECT_THAT(statements("\xEF\xBB\xBFGRANT a TO b;\r\n"), ElementsAre("GRANT a TO b;"));
}

TEST(ParseAfter, AnUpLineMayStandAtItsTop)
{
    EXPECT_THAT(statements("-- who may read\n/* all\n of them */\n-- +goose Up\nGRANT a TO b;\n"),
                ElementsAre("GRANT a TO b;"));
}

TEST(ParseAfter, SplitsAsMigrationsAreSplit)
{
    EXPECT_THAT(statements("-- +goose StatementBegin\nSELECT 1;\nSELECT 2;\n-- +goose StatementEnd\n"
                           "DO $$\nBEGIN\n    PERFORM 1;\nEND\n$$;\n"),
                ElementsAre("SELECT 1;\nSELECT 2;", "DO $$\nBEGIN\n    PERFORM 1;\nEND\n$$;"));
}

TEST(ParseAfter, PutsVariablesInWhereItIsAnnotated)
{
    EXPECT_THAT(statements("GRANT a TO \"${SCHEMA}\";\n-- +goose ENVSUB ON\nGRANT a TO \"${SCHEMA}\";\n"),
                ElementsAre("GRANT a TO \"${SCHEMA}\";", "GRANT a TO \"audit\";"));
    auto const parsed = parse("-- +goose ENVSUB ON\nGRANT a TO \"${SCHEMA}\";\n");
    EXPECT_EQ(parsed.script->source(0), "GRANT a TO \"${SCHEMA}\";");
    EXPECT_THAT(problems("-- +goose ENVSUB ON\nGRANT a TO ${NOBODY?who is it};\n"),
                ElementsAre(HasSubstr("2:12: ")));
}

TEST(ParseAfter, StatementsAboveAnUpLineAreAnError)
{
    EXPECT_THAT(
        problems("GRANT a TO b;\n-- +goose Up\nGRANT c TO d;\n"),
        ElementsAre("2:1: statements stand above `-- +goose Up` | put it at the top, or take it out: an "
                    "after-step needs none"));
    EXPECT_THAT(problems("-- +goose Up\nGRANT a TO b;\n-- +goose Up\nGRANT c TO d;\n"),
                ElementsAre(HasSubstr("3:1: a second `-- +goose Up`")));
}

TEST(ParseAfter, NothingRollsItBack)
{
    EXPECT_THAT(problems("-- +goose Up\nGRANT a TO b;\n-- +goose Down\nREVOKE a FROM b;\n"),
                ElementsAre("3:1: an after-step has no Down half: nothing rolls it back | take this line and "
                            "what stands below it out"));
}

TEST(ParseAfter, RunsInATransaction)
{
    auto const hint = "take it out: an after-step runs in a transaction of its own";
    EXPECT_THAT(problems("-- +goose NO TRANSACTION\nGRANT a TO b;\n"),
                ElementsAre("1:1: an after-step runs in a transaction of its own | take this line out"));
    EXPECT_THAT(problems("BEGIN;\nGRANT a TO b;\nCOMMIT;\n"),
                ElementsAre(testing::AllOf(HasSubstr("1:1: BEGIN"), HasSubstr(hint)),
                            testing::AllOf(HasSubstr("3:1: COMMIT"), HasSubstr(hint))));
    EXPECT_THAT(problems("VACUUM;\n"),
                ElementsAre(testing::AllOf(HasSubstr("1:1: VACUUM"), HasSubstr(hint))));
}

TEST(ParseAfter, AFileWithNothingToRunIsAnError)
{
    for (auto const *text : {"", "-- nothing\n", "-- +goose Up\n"}) {
        EXPECT_THAT(problems(text), ElementsAre("1:1: this after-step has nothing to run | write a statement "
                                                "into the file, or take the file away"));
    }
}

TEST(ParseAfter, WhatNeverEndsIsSaidOnce)
{
    EXPECT_THAT(problems("GRANT a TO b\n"),
                ElementsAre(HasSubstr("1:1: this statement has no semicolon at its end")));
    EXPECT_THAT(problems("GRANT a TO 'b;\n"), testing::SizeIs(1));
}

} // namespace
} // namespace gander
