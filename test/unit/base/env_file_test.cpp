#include "base/env_file.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace gander {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

TEST(EnvFile, ReadsNamesAndValues)
{
    auto const file =
        parse_env("# a comment\nA=1\n\nexport B = two words  \r\nC: yaml\nD.E_1=\nF=a#b # note\n");
    EXPECT_EQ(file.error, "");
    EXPECT_THAT(file.variables, ElementsAre(Pair("A", "1"), Pair("B", "two words"), Pair("C", "yaml"),
                                            Pair("D.E_1", ""), Pair("F", "a#b")));
}

TEST(EnvFile, UnderstandsBothQuotes)
{
    auto const file = parse_env("S='a $X \\n \"b\" #c'\nD=\"l1\\nl2\nl3 \\\"q\\\" \\t\" # end\nE=\"\"\n");
    EXPECT_EQ(file.error, "");
    EXPECT_THAT(file.variables,
                ElementsAre(Pair("S", "a $X \\n \"b\" #c"), Pair("D", "l1\nl2\nl3 \"q\" t"), Pair("E", "")));
}

TEST(EnvFile, ReplacesVariablesOfTheSameFileOnly)
{
    ASSERT_EQ(::setenv("GANDER_OUTSIDE", "x", 1), 0);
    auto const file = parse_env("U=me\nA=${U}-$U-$(U)\nB=$U.\nC='$U'\nD=\"<$U>\"\nE=PA$WORD\nF=pa$word\n"
                                "G=\\$U\nH=$GANDER_OUTSIDE|\nI=$\nJ=\"\\${U}\"\n");
    EXPECT_THAT(file.variables,
                ElementsAre(Pair("U", "me"), Pair("A", "me-me-me)"), Pair("B", "me."), Pair("C", "$U"),
                            Pair("D", "<me>"), Pair("E", "PA"), Pair("F", "pa$word"), Pair("G", "$U"),
                            Pair("H", "|"), Pair("I", "$"), Pair("J", "${U}")));
}

TEST(EnvFile, TheLastOfTwoEqualNamesWins)
{
    EXPECT_THAT(parse_env("A=1\nB=$A\nA=2\nC=$A").variables,
                ElementsAre(Pair("A", "2"), Pair("B", "1"), Pair("C", "2")));
}

TEST(EnvFile, OneBrokenLineDiscardsTheFile)
{
    auto const file = parse_env("A=1\nBROKEN LINE\nB=2\n");
    EXPECT_EQ(file.error, R"(unexpected character "\n" in variable name: NAME=value is expected)");
    EXPECT_EQ(file.line, 2);
    EXPECT_THAT(file.variables, IsEmpty());
    EXPECT_EQ(parse_env("A-B=1").error,
              R"(unexpected character "-" in variable name: NAME=value is expected)");
    EXPECT_EQ(parse_env("\n\nA=\"open\nB=2").error, "unterminated quoted value of A");
    EXPECT_EQ(parse_env("\n\nA=\"open\nB=2").line, 3);
    EXPECT_EQ(parse_env("export  ").error, "a name and a value are missing behind export");
    EXPECT_EQ(parse_env("\xEF\xBB\xBF"
                        "A=1")
                  .error,
              "unexpected character \"»\" in variable name: NAME=value is expected");
}

TEST(EnvFile, NoErrorQuotesWhatMayBeAPassword)
{
    for (char const *const text :
         {"BROKEN LINE\nP=postgres://u:hush@h/d\n", "P=\"postgres://u:hush@h/d\nB=2", "hush-hush\n",
          "P='it's hush'\n", "P=\"a\nhush-b\n\"c\" hush: 'open", "export hush/hush"}) {
        auto const file = parse_env(text);
        EXPECT_NE(file.error, "") << text;
        EXPECT_THAT(file.error, Not(HasSubstr("hush"))) << text;
        EXPECT_GT(file.line, 0) << text;
    }
}

TEST(EnvFile, AnEmptyTextIsNoError)
{
    for (char const *const text : {"", "\n\n", "# only a comment", "  \t "}) {
        EXPECT_EQ(parse_env(text).error, "") << text;
        EXPECT_THAT(parse_env(text).variables, IsEmpty()) << text;
    }
}

TEST(EnvFile, SaysWhyAFileCannotBeRead)
{
    EXPECT_EQ(read_env_file("/nowhere/.env").error, "open /nowhere/.env: no such file or directory");
    EXPECT_EQ(read_env_file("/").error, "read /: is a directory");
}

TEST(EnvFile, ReadsAFile)
{
    auto const path = testing::TempDir() + "gander_env_" + std::to_string(::getpid());
    std::ofstream{path} << "GOOSE_DRIVER=sqlite3\n";
    EXPECT_THAT(read_env_file(path).variables, ElementsAre(Pair("GOOSE_DRIVER", "sqlite3")));
    std::ofstream{path} << "A=1\nB='2\n";
    EXPECT_EQ(read_env_file(path).error, path + ":2: unterminated quoted value of B");
    std::remove(path.c_str());
}

} // namespace gander
