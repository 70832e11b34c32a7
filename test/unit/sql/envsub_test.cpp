#include "sql/envsub.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>

namespace gander::sql {
namespace {

Substituted run(std::string_view line, EnvsubRules rules = EnvsubRules::gander)
{
    return substitute(line, test::fixed_variables(), rules);
}

struct Good
{
    char const *line;
    char const *text;
};

TEST(Envsub, replaces_as_goose_does)
{
    for (auto const &[line, text] : {Good{"$A", "abcdef"},
                                     Good{"${A}x", "abcdefx"},
                                     Good{"$NOPE|", "|"},
                                     Good{"$A-$A", "abcdef-abcdef"},
                                     Good{"${NOPE:-d}${EMPTY:-d}${A:-d}", "ddabcdef"},
                                     Good{"${NOPE-d}${EMPTY-d}", "d"},
                                     Good{"${NOPE:-<${NOPE:-$A}>}", "<abcdef>"},
                                     Good{"${EMPTY?x}${A?x}", "abcdef"},
                                     Good{"${A:2}", "cdef"},
                                     Good{"${A:1:2}", "bc"},
                                     Good{"${A: -3}", "def"},
                                     Good{"${A:1:-1}", "bcde"},
                                     Good{"${A:-9}", "abcdef"},
                                     Good{"${A: -99}", "abcdef"},
                                     Good{"${A:99}", ""},
                                     Good{"${A:2:99}", "cdef"},
                                     Good{"${A:4:-5}", ""},
                                     Good{"${A:+1}", "bcdef"},
                                     Good{"${A:0:9223372036854775807}", "abcdef"},
                                     Good{"\\$A", "$A"},
                                     Good{"$$A", "$A"},
                                     Good{"\\\\$A", "\\\\abcdef"},
                                     Good{"$(A)", "$(A)"},
                                     Good{"cost$", "cost$"},
                                     Good{"\\A", "\\A"},
                                     Good{"$NESTED", "$A"},
                                     Good{"$\xC3\xA9t\xC3\xA9.", "summer."},
                                     Good{"}{", "}{"},
                                     Good{"", ""},
                                     Good{"${NOPE:-a}b}", "ab}"}}) {
        for (auto const rules : {EnvsubRules::goose, EnvsubRules::gander}) {
            auto const result = run(line, rules);
            EXPECT_FALSE(result.fault) << line;
            EXPECT_EQ(result.text, text) << line;
        }
    }
}

struct Bad
{
    char const *line;
    char const *goose;
    std::size_t at;
    std::size_t length;
};

TEST(Envsub, refuses_in_gooses_words_and_says_where)
{
    constexpr auto letter = "Expected identifier to start with a letter, got ";
    for (auto const &[line, why, at, length] :
         {Bad{"a $1", "1", 2, 1}, Bad{"${1}", "1", 0, 2}, Bad{"${}", "}", 0, 2}, Bad{"$_X", "_", 0, 1},
          Bad{"$ x", " ", 0, 1}, Bad{"'$'", "'", 1, 1}, Bad{"${", "\xEF\xBF\xBD", 0, 2},
          Bad{"${NOPE:-$1}", "1", 8, 1}}) {
        auto const result = run(line);
        ASSERT_TRUE(result.fault) << line;
        EXPECT_EQ(result.fault->goose, std::string(letter) + why) << line;
        EXPECT_EQ(result.fault->at, at) << line;
        EXPECT_EQ(result.fault->length, length) << line;
    }
    for (auto const &[line, why, at, length] :
         {Bad{"x${A+y}", "Expected an operator, got +", 1, 4},
          Bad{"${A", "Expected an operator, got \xEF\xBF\xBD", 0, 3},
          Bad{"${A:x}", "Unable to parse offset: strconv.Atoi: parsing \"x\": invalid syntax", 0, 5},
          Bad{"${A:}", "Unable to parse offset: strconv.Atoi: parsing \"\": invalid syntax", 0, 4},
          Bad{"${A:1:y}", "Unable to parse length: strconv.Atoi: parsing \"y\": invalid syntax", 0, 7},
          Bad{"${A:9223372036854775808}",
              "Unable to parse offset: strconv.Atoi: parsing \"9223372036854775808\": value out of range", 0,
              23},
          Bad{"${A:-x", "Expected brace expansion to end with }, got \xEF\xBF\xBD", 0, 6},
          Bad{"${NOPE?gone}", "$NOPE: gone", 0, 12}, Bad{"${NOPE?}", "$NOPE: not set", 0, 8},
          Bad{"${NOPE?${NOPE?in}}", "$NOPE: in", 7, 10}}) {
        auto const result = run(line);
        ASSERT_TRUE(result.fault) << line;
        EXPECT_EQ(result.fault->goose, why);
        EXPECT_EQ(result.fault->at, at) << line;
        EXPECT_EQ(result.fault->length, length) << line;
        EXPECT_NE(result.fault->hint, "");
    }
}

TEST(Envsub, a_slip_in_the_text_counts_before_a_missing_value)
{
    EXPECT_EQ(run("${NOPE?gone} $1").fault->goose, "Expected identifier to start with a letter, got 1");
    EXPECT_FALSE(run("${A:-${NOPE?only when needed}}").fault);
}

TEST(Envsub, knows_required_and_not_empty_which_goose_refuses)
{
    EXPECT_EQ(run("<${A:?must be}>").text, "<abcdef>");
    EXPECT_EQ(run("${EMPTY:?must be}").fault->message, "the variable EMPTY is empty: must be");
    EXPECT_EQ(run("${NOPE:?}").fault->message, "the variable NOPE is not set: not set");
    EXPECT_EQ(run("${A:?must be}", EnvsubRules::goose).fault->goose,
              "Unable to parse offset: strconv.Atoi: parsing \"?must be\": invalid syntax");
}

TEST(Envsub, keeps_bytes_that_are_not_utf8_where_goose_replaces_them)
{
    EXPECT_EQ(run("\xE9$A").text, "\xE9"
                                  "abcdef");
    EXPECT_EQ(run("\xE9$A", EnvsubRules::goose).text, "\xEF\xBF\xBD"
                                                      "abcdef");
}

TEST(Envsub, does_not_follow_defaults_without_end)
{
    std::string deep;
    for (int i = 0; i < 100000; ++i) {
        deep += "${NOPE:-";
    }
    auto const result = run(deep);
    ASSERT_TRUE(result.fault);
    EXPECT_EQ(result.fault->goose, "nested too deeply");
}

} // namespace
} // namespace gander::sql
