#include "cli/expectation.hpp"
#include "error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gander::cli {

using testing::ElementsAre;

TEST(Expectation, HasEachKeyOfTheFile)
{
    auto const read = parse_expectation("version: 20260801120000\n"
                                        "tables: [a, b]\ncolumns: [a.x]\nindexes: [i]\nconstraints: [a.c]\n"
                                        "partitions:\n  a: [a_1, a_2]\n  s.b: []\n"
                                        "functions: [f]\nextensions: [uuid-ossp]\nviews: [v]\ntypes: [t]\n"
                                        "triggers: [a.t]\n",
                                        "x.yaml");
    EXPECT_EQ(read.version, 20260801120000);
    EXPECT_THAT(read.tables, ElementsAre("a", "b"));
    EXPECT_THAT(read.columns, ElementsAre("a.x"));
    EXPECT_THAT(read.indexes, ElementsAre("i"));
    EXPECT_THAT(read.constraints, ElementsAre("a.c"));
    EXPECT_THAT(read.partitions.at("a"), ElementsAre("a_1", "a_2"));
    EXPECT_THAT(read.partitions.at("s.b"), ElementsAre());
    EXPECT_THAT(read.functions, ElementsAre("f"));
    EXPECT_THAT(read.extensions, ElementsAre("uuid-ossp"));
    EXPECT_THAT(read.views, ElementsAre("v"));
    EXPECT_THAT(read.types, ElementsAre("t"));
    EXPECT_THAT(read.triggers, ElementsAre("a.t"));
    EXPECT_EQ(read.places.at("/tables/1").path, "x.yaml");
    EXPECT_EQ(read.places.at("/tables/1").line, 2);
    EXPECT_EQ(read.places.at("/tables/1").column, 13);
}

TEST(Expectation, LeavesOutWhatTheFileLeavesOut)
{
    auto const read = parse_expectation("{\"tables\": [\"a\"]}", "x.json");
    EXPECT_FALSE(read.version);
    EXPECT_THAT(read.tables, ElementsAre("a"));
    EXPECT_THAT(read.partitions, testing::IsEmpty());
}

TEST(Expectation, RefusesWithThePlace)
{
    auto const refused = [](std::string const &text) {
        return error_of([&] { static_cast<void>(parse_expectation(text, "x.yaml")); });
    };
    EXPECT_THAT(refused("tables: [a]\nview: [v]\n"), testing::HasSubstr("x.yaml:2:7: view: no such key"));
    EXPECT_THAT(refused("partitions:\n  a: b\n"), testing::HasSubstr("x.yaml:2:6: a list of names"));
    EXPECT_THAT(refused("tables: [a, '']\n"), testing::HasSubstr("x.yaml:1:13: a name is expected"));
    EXPECT_THAT(refused("version: -1\n"), testing::HasSubstr("x.yaml:1:10: a version is a number"));
    EXPECT_THAT(refused("tables: [a]\n---\ntables: [b]\n"),
                testing::HasSubstr("more than one YAML document"));
    EXPECT_THAT(refused("tables: [a\n"), testing::HasSubstr("x.yaml:"));
}

} // namespace gander::cli
