#include "schema/judge.hpp"

#include <gmock/gmock.h>

namespace gander::schema {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Object table(std::string schema, std::string name)
{
    return {.kind = ObjectKind::table, .schema = std::move(schema), .name = std::move(name)};
}

Object part(ObjectKind kind, std::string name)
{
    return {.kind = kind, .schema = "public", .name = std::move(name), .of = "t"};
}

Object invalid(ObjectKind kind, std::string name)
{
    auto object = part(kind, std::move(name));
    object.valid = false;
    return object;
}

std::vector<std::string> messages(std::vector<Problem> const &problems)
{
    std::vector<std::string> texts;
    for (auto const &problem : problems) {
        texts.push_back(problem.message + (problem.hint.empty() ? "" : " (" + problem.hint + ")"));
    }
    return texts;
}

TEST(Judge, CountsWhatIsThereAndNamesWhatIsNot)
{
    Expectation const expected{.objects = {{table("public", "t")},
                                           {part(ObjectKind::column, "a")},
                                           {part(ObjectKind::column, "b")},
                                           {part(ObjectKind::column, "b")},
                                           {part(ObjectKind::index, "i")}}};
    auto const verdict = judge(expected, {table("public", "t"), part(ObjectKind::column, "a")});
    EXPECT_EQ(verdict.found, 2U);
    EXPECT_THAT(messages(verdict.missing),
                ElementsAre("column b of public.t is not there", "index public.i is not there"));
}

TEST(Judge, WhatIsPartOfSomethingMissingGoesWithoutSaying)
{
    Expectation const expected{.objects = {{{.kind = ObjectKind::schema, .name = "app"}},
                                           {table("app", "x")},
                                           {table("public", "t")},
                                           {part(ObjectKind::trigger, "a")}}};
    EXPECT_THAT(messages(judge(expected, {}).missing),
                ElementsAre("schema app is not there", "table public.t is not there"));
}

TEST(Judge, APartitionMayBeATableOfItsOwn)
{
    Expectation const expected{.objects = {{table("public", "c")}, {part(ObjectKind::partition, "c")}}};
    EXPECT_THAT(messages(judge(expected, {table("public", "c")}).missing),
                ElementsAre("partition c of public.t is not there"));
    EXPECT_THAT(messages(judge(expected, {}).missing), ElementsAre("table public.c is not there"));
}

TEST(Judge, AnInvalidIndexIsAnotherThingThanNone)
{
    Expectation const expected{.objects = {{part(ObjectKind::index, "i")}}};
    EXPECT_THAT(
        messages(judge(expected, {invalid(ObjectKind::index, "i")}).missing),
        ElementsAre("index public.i is there, but invalid (REINDEX INDEX CONCURRENTLY makes it anew)"));
}

TEST(Judge, AConstraintIsValidUnlessItWasMadeNotValid)
{
    for (auto const kind : {ObjectKind::constraint, ObjectKind::foreign_key}) {
        Expectation expected{.objects = {{part(kind, "c")}}};
        EXPECT_THAT(messages(judge(expected, {invalid(kind, "c")}).missing),
                    ElementsAre(testing::EndsWith(" c of public.t is there, but invalid (it is NOT VALID: "
                                                  "VALIDATE CONSTRAINT checks the rows)")));
        expected.objects[0].may_be_invalid = true;
        EXPECT_EQ(judge(expected, {invalid(kind, "c")}).found, 1U);
        EXPECT_EQ(judge(expected, {part(kind, "c")}).found, 1U);
    }
}

TEST(Judge, APrimaryKeyMakesUpForAUniqueOfItsColumns)
{
    Expectation const expected{.objects = {{part(ObjectKind::unique_constraint, "(a)")}}};
    EXPECT_EQ(judge(expected, {part(ObjectKind::primary_key, "(a)")}).found, 1U);
    EXPECT_THAT(messages(judge(expected, {part(ObjectKind::primary_key, "(b)")}).missing),
                ElementsAre("unique constraint (a) of public.t is not there"));
}

TEST(Judge, WhatStandsElsewhereIsAHint)
{
    Expectation const expected{.objects = {{table("public", "t")}}};
    EXPECT_THAT(
        messages(judge(expected, {table("app", "t")}).missing),
        ElementsAre("table public.t is not there (there is table app.t: is the search_path another one?)"));
}

TEST(Judge, WhatIsDroppedAndStillThereIsNamed)
{
    Expectation const expected{
        .dropped = {{table("public", "t")}, {table("public", "u")}, {part(ObjectKind::index, "i")}}};
    auto const verdict =
        judge(expected, {table("public", "u"), table("app", "t"), invalid(ObjectKind::index, "i")});
    EXPECT_THAT(messages(verdict.undone),
                ElementsAre("table public.u is still there, and is dropped here (run this statement in the "
                            "database, then try again)",
                            "index public.i is still there, and is dropped here (run this statement in the "
                            "database, then try again)"));
}

TEST(Judge, TheDoubtfulIsNeverMissing)
{
    Expectation const expected{.objects = {{.object = table("public", "t"), .doubtful = true}}};
    auto const verdict = judge(expected, {});
    EXPECT_THAT(verdict.missing, IsEmpty());
    EXPECT_THAT(messages(verdict.unchecked),
                ElementsAre("table public.t is not there; something later may have dropped it"));
    EXPECT_EQ(judge(expected, {table("public", "t")}).found, 1U);
}

} // namespace
} // namespace gander::schema
