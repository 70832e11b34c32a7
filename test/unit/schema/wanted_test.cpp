#include "schema/wanted.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gander::schema {

namespace {

using testing::ElementsAre;
using enum ObjectKind;

Objects const present{
    {.kind = table, .schema = "public", .name = "users"},
    {.kind = table, .schema = "audit", .name = "events"},
    {.kind = table, .schema = "public", .name = "Odd.One"},
    {.kind = column, .schema = "public", .name = "name", .of = "users"},
    {.kind = index, .schema = "public", .name = "by_name", .of = "users"},
    {.kind = index, .schema = "public", .name = "by_mail", .of = "users", .valid = false},
    {.kind = constraint, .schema = "public", .name = "users_pkey", .of = "users"},
    {.kind = constraint, .schema = "public", .name = "grown", .of = "users", .valid = false},
    {.kind = partition, .schema = "audit", .name = "events_1", .of = "events"},
    {.kind = materialized_view, .schema = "public", .name = "kept"},
    {.kind = extension, .name = "uuid-ossp"},
    {.kind = trigger, .schema = "public", .name = "touched", .of = "users"},
};

std::vector<std::string> missing(SchemaExpectation const &expected, std::size_t found)
{
    std::vector<std::string> const path{"public"};
    Verification result;
    look_for(expected, present, path, result);
    EXPECT_EQ(result.found, found);
    std::vector<std::string> texts;
    for (auto const &problem : result.missing) {
        texts.push_back(problem.message + (problem.hint.empty() ? "" : " (" + problem.hint + ")"));
    }
    return texts;
}

} // namespace

TEST(LookFor, FindsEachKindByTheNamesOfSql)
{
    SchemaExpectation const expected{
        .tables = {"users", "Users", "public.users", "audit.events", "\"Odd.One\""},
        .columns = {"users.name", "public.users.name"},
        .indexes = {"by_name"},
        .constraints = {"users.users_pkey"},
        .partitions = {{"audit.events", {"events_1"}}},
        .extensions = {"uuid-ossp"},
        .views = {"kept"},
        .triggers = {"users.touched"}};
    EXPECT_THAT(missing(expected, 13), testing::IsEmpty());
}

TEST(LookFor, NamesWhatIsMissingAndWhatMayBeMeant)
{
    EXPECT_THAT(missing({.tables = {"user", "nothing"}}, 0),
                ElementsAre("table user is not there (did you mean users?)", "table nothing is not there"));
    EXPECT_THAT(missing({.tables = {"events"}}, 0),
                ElementsAre("table events is not there (there is table audit.events)"));
    EXPECT_THAT(missing({.columns = {"users.nam"}}, 0),
                ElementsAre("column users.nam is not there (did you mean name?)"));
    EXPECT_THAT(missing({.tables = {"\"Users\""}}, 0),
                ElementsAre("table \"Users\" is not there (did you mean users?)"));
    EXPECT_THAT(missing({.partitions = {{"audit.events", {"events_2"}}}}, 0),
                ElementsAre("partition events_2 of audit.events is not there (did you mean events_1?)"));
}

TEST(LookFor, AnInvalidIndexIsMissing)
{
    EXPECT_THAT(
        missing({.indexes = {"by_mail"}}, 0),
        ElementsAre("index by_mail is there, but invalid (REINDEX INDEX CONCURRENTLY makes it anew)"));
    EXPECT_THAT(missing({.constraints = {"users.grown"}}, 0),
                ElementsAre("constraint users.grown is there, but invalid (it is NOT VALID: VALIDATE "
                            "CONSTRAINT checks the rows)"));
}

TEST(LookFor, SaysWhereInTheFileANameStands)
{
    Verification result;
    std::map<std::string, Place> const places{{"/tables/1", {.path = "x", .line = 2, .column = 9}},
                                              {"/partitions/a~1b/0", {.path = "x", .line = 4, .column = 7}}};
    look_for({.tables = {"users", "nothing"}, .partitions = {{"a/b", {"p"}}}, .places = places}, {},
             std::vector<std::string>{"public"}, result);
    ASSERT_EQ(result.missing.size(), 3U);
    EXPECT_EQ(result.missing[0].place.line, 0);
    EXPECT_EQ(result.missing[1].place.line, 2);
    EXPECT_EQ(result.missing[1].place.column, 9);
    EXPECT_EQ(result.missing[2].place.line, 4);
}

TEST(LookFor, WhatIsNoNameIsRefused)
{
    Verification result;
    for (auto const *name : {"", "a.", ".a", "\"a", "a.b.c", "f(int)"}) {
        EXPECT_THROW(look_for({.tables = {name}}, present, {}, result), Error) << name;
    }
    EXPECT_THROW(require_names({.functions = {"f", "f(int)"}}), Error);
    EXPECT_THROW(look_for({.columns = {"name"}}, present, {}, result), Error) << "of what table?";
}

} // namespace gander::schema
