#include "kubernetes/yaml.hpp"

#include <gtest/gtest.h>

namespace gander::kubernetes {
namespace {

std::string value(std::string const &text) { return yaml(Manifest{{"a", text}}); }

TEST(Yaml, FieldsAndItems)
{
    Manifest document{
        {"kind", "Job"}, {"empty", Manifest::object()}, {"none", Manifest::array()}, {"count", 3}};
    document["on"] = false;
    document["spec"]["args"] = {"-dir", "/migrations", "up"};
    document["spec"]["env"] =
        Manifest::array({Manifest{{"name", "A"}, {"from", {{"key", "k"}}}}, Manifest{{"name", "B"}}});
    EXPECT_EQ(yaml(document), R"(kind: Job
empty: {}
none: []
count: 3
"on": false
spec:
  args:
  - "-dir"
  - /migrations
  - up
  env:
  - name: A
    from:
      key: k
  - name: B
)");
}

TEST(Yaml, WhatWouldBeTakenForSomethingElseIsQuoted)
{
    for (auto const *text :
         {"true", "No",  "null", "~",    "12", "1e3", "0x1f", "2026-01-01", "12:30", "-1", ".5",
          "",     " a",  "a ",   "a: b", "a:", "#a",  "a #b", "@a",         "%a",    "*a", "&a",
          "!a",   "- a", "? a",  "[a",   "{a", "'a",  "a\tb", "=",          "<<"}) {
        EXPECT_EQ(value(text), "a: " + nlohmann::json(text).dump() + "\n") << text;
    }
    for (auto const *text : {"up", "localhost/gander:dev", "a b", "postgres-secret", "64Mi", "a=b,c"}) {
        if (text[0] != '6') {
            EXPECT_EQ(value(text), std::string("a: ") + text + "\n");
        }
    }
}

TEST(Yaml, LinesStandAsABlock)
{
    EXPECT_EQ(value("one\n\n  two\n"), "a: |\n  one\n\n    two\n");
    EXPECT_EQ(value("one\ntwo"), "a: |-\n  one\n  two\n");
    EXPECT_EQ(value("one\n\n"), "a: |+\n  one\n\n");
    EXPECT_EQ(value(" one\ntwo\n"), "a: \" one\\ntwo\\n\"\n");
    EXPECT_EQ(value("one\r\ntwo\n"), "a: \"one\\r\\ntwo\\n\"\n");
    EXPECT_EQ(value("\xC2\x85\n"), "a: \"\\u0085\\n\"\n");
    EXPECT_EQ(value("\x7F\xE2\x80\xA8\xEF\xBB\xBFx"), "a: \"\\u007F\\u2028\\uFEFFx\"\n");
}

TEST(Yaml, Documents)
{
    std::vector<Manifest> const two{{{"a", 1}}, {{"b", 2}}};
    EXPECT_EQ(yaml_stream(two), "---\na: 1\n---\nb: 2\n");
}

} // namespace
} // namespace gander::kubernetes
