#include "cli/flag_table.hpp"
#include "cli/flags.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace gander::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CommandLine parse(std::vector<std::string> const &arguments) { return parse_flags(goose_flags(), arguments); }

TEST(Flags, may_stand_anywhere)
{
    auto const line =
        parse({"-dir", "m", "sqlite3", "--table=t", "x.db", "-v", "up-to", "3", "-timeout", "5s"});
    EXPECT_EQ(line.error, "");
    EXPECT_THAT(line.words, ElementsAre("sqlite3", "x.db", "up-to", "3"));
    EXPECT_EQ(line.flags.text("dir"), "m");
    EXPECT_EQ(line.flags.text("table"), "t");
    EXPECT_EQ(line.flags.text("timeout"), "5s");
    EXPECT_TRUE(line.flags.on("v"));
    EXPECT_FALSE(line.flags.given("s"));
}

TEST(Flags, the_last_of_several_wins)
{
    auto const line = parse({"-dir=a", "-v", "-dir=b", "-v=false"});
    EXPECT_EQ(line.flags.text("dir"), "b");
    EXPECT_FALSE(line.flags.on("v"));
}

TEST(Flags, a_text_may_begin_with_a_dash_or_be_empty)
{
    EXPECT_EQ(parse({"-dir", "-v"}).flags.text("dir"), "-v");
    EXPECT_TRUE(parse({"-dir="}).flags.given("dir"));
    EXPECT_EQ(parse({"-dir=a=b"}).flags.text("dir"), "a=b");
}

TEST(Flags, a_double_dash_in_front_or_behind_a_flag_is_swallowed)
{
    EXPECT_THAT(parse({"--", "-v", "up"}).words, ElementsAre("up"));
    EXPECT_TRUE(parse({"--", "-v", "up"}).flags.on("v"));
    EXPECT_EQ(parse({"-v", "--", "up-to", "-1"}).error, "flag provided but not defined: -1");
}

TEST(Flags, a_double_dash_behind_a_word_ends_them_and_stays)
{
    EXPECT_THAT(parse({"up", "--", "-v"}).words, ElementsAre("up", "--", "-v"));
    EXPECT_FALSE(parse({"up", "--", "-v"}).flags.on("v"));
    EXPECT_THAT(parse({"--", "--", "up"}).words, ElementsAre("--", "up"));
}

TEST(Flags, a_lone_dash_is_a_word) { EXPECT_THAT(parse({"-", "up"}).words, ElementsAre("-", "up")); }

TEST(Flags, errors_show_no_password)
{
    for (auto const &arguments : std::vector<std::vector<std::string>>{{"-timeout", "postgres://u:hush@h/d"},
                                                                       {"-v=postgres://u:hush@h/d"},
                                                                       {"-postgres://u:hush@h/d"},
                                                                       {"-postgres://u:hush=x@h/d"},
                                                                       {"---postgres://u:hush@h/d"},
                                                                       {"-password=hush"}}) {
        auto const error = parse(arguments).error;
        EXPECT_NE(error, "");
        EXPECT_EQ(error.find("hush"), std::string::npos) << error;
    }
}

TEST(Flags, errors_are_worded_as_by_Go)
{
    EXPECT_EQ(parse({"-nosuch=1"}).error, "flag provided but not defined: -nosuch");
    EXPECT_EQ(parse({"--dir"}).error, "flag needs an argument: -dir");
    EXPECT_EQ(parse({"-v=perhaps"}).error, "invalid boolean value \"perhaps\" for -v: parse error");
    EXPECT_EQ(parse({"-v="}).error, "invalid boolean value \"\" for -v: parse error");
    EXPECT_EQ(parse({"-timeout", "5"}).error, "invalid value \"5\" for flag -timeout: parse error");
    EXPECT_EQ(parse({"---"}).error, "bad flag syntax: ---");
    EXPECT_EQ(parse({"up", "-=x"}).error, "bad flag syntax: -=x");
}

TEST(Flags, nothing_is_read_after_an_error_or_help)
{
    EXPECT_THAT(parse({"a", "-nosuch", "-v"}).words, ElementsAre("a"));
    EXPECT_FALSE(parse({"-nosuch", "-v"}).flags.on("v"));
    auto const line = parse({"--help", "-nosuch"});
    EXPECT_TRUE(line.help);
    EXPECT_EQ(line.error, "");
}

TEST(Flags, a_switch_with_its_value_as_a_word_is_noted)
{
    auto const line = parse({"-allow-missing", "false", "up"});
    EXPECT_EQ(line.loose_value, "-allow-missing=false");
    EXPECT_TRUE(line.flags.on("allow-missing"));
    EXPECT_THAT(line.words, ElementsAre("false", "up"));
    EXPECT_EQ(parse({"-v", "up", "false"}).loose_value, "");
}

TEST(Flags, gander_knows_more_of_them)
{
    auto const line = parse_flags(all_flags(), std::vector<std::string>{"--output", "json", "--help"});
    EXPECT_EQ(line.flags.text("output"), "json");
    EXPECT_TRUE(line.flags.on("help"));
    auto const wrong = parse_flags(all_flags(), std::vector<std::string>{"--output", "xml"});
    EXPECT_EQ(wrong.error, "invalid value \"xml\" for flag -output: must be text or json");
    EXPECT_EQ(parse({"--output", "json"}).error, "flag provided but not defined: -output");
}

CommandLine parse_own(std::vector<std::string> const &arguments)
{
    return parse_flags(all_flags(), arguments);
}

TEST(Flags, a_command_s_own_counts_behind_its_word)
{
    for (auto const &arguments :
         {std::vector<std::string>{"gate", "--version", "3"}, {"gate", "-version=3"}}) {
        auto const line = parse_own(arguments);
        EXPECT_EQ(line.flags.text("gate-version"), "3");
        EXPECT_FALSE(line.flags.given("version"));
        EXPECT_THAT(line.words, ElementsAre("gate"));
    }
    auto const before = parse_own({"sqlite3", "--version", "gate", "-v"});
    EXPECT_TRUE(before.flags.on("version"));
    EXPECT_FALSE(before.flags.given("gate-version"));
    auto const other = parse_own({"up", "--version", "3"});
    EXPECT_TRUE(other.flags.on("version"));
    EXPECT_THAT(other.words, ElementsAre("up", "3"));
    auto const behind = parse_own({"--version", "sqlite3", "x.db", "gate", "--version", "1"});
    EXPECT_TRUE(behind.flags.on("version"));
    EXPECT_EQ(behind.flags.text("gate-version"), "1");
    EXPECT_EQ(parse_own({"gate", "--version"}).error, "flag needs an argument: -version");
    EXPECT_TRUE(parse({"gate", "--version", "3"}).flags.on("version")) << "goose knows no gate";
}

TEST(Flags, a_version_is_0_or_higher)
{
    EXPECT_EQ(parse_own({"gate", "--min", "0", "--max=9223372036854775807"}).error, "");
    for (std::string const wrong : {"-1", "x", "3x", "", "+3", " 3", "9223372036854775808"}) {
        EXPECT_THAT(parse_own({"gate", "--min", wrong}).error,
                    testing::EndsWith("for flag -min: must be a version, 0 or higher"))
            << wrong;
    }
}

TEST(Flags, no_two_are_kept_as_one)
{
    std::vector<std::string_view> keys;
    for (auto const &flag : all_flags()) {
        keys.push_back(flag.key());
        EXPECT_EQ(&flag_named(flag.key()), &flag);
    }
    std::ranges::sort(keys);
    EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

TEST(Flags, the_list_is_in_the_layout_of_Go)
{
    auto const text = flag_list(goose_flags());
    EXPECT_THAT(text, testing::StartsWith("  -allow-missing\n    \t"));
    EXPECT_THAT(text, testing::HasSubstr("\n  -dir string\n    \t"));
    EXPECT_THAT(text, testing::HasSubstr(" (default \".\")\n  -env string\n"));
    EXPECT_THAT(text, testing::HasSubstr("\n  -h\t"));
    EXPECT_THAT(text, testing::HasSubstr("\n  -timeout duration\n    \t"));
}

TEST(Flags, every_flag_of_gander_has_a_variable)
{
    for (auto const &flag : all_flags().subspan(goose_flags().size())) {
        if (flag.name != "help") {
            EXPECT_THAT(flag.variable, testing::StartsWith("GANDER_")) << flag.name;
        }
    }
    EXPECT_TRUE(std::ranges::is_sorted(goose_flags(), {}, &FlagSpec::name));
}

} // namespace
} // namespace gander::cli
