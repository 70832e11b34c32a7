#include "sql/parse.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Texts = std::vector<std::string>;

sql::Parsed parse(std::string text, Syntax const &syntax = test::postgres_syntax(), bool trace = false)
{
    return sql::parse("x.sql", std::move(text), {Direction::up, syntax, test::fixed_variables(), trace});
}

Texts split(std::string const &body, Syntax const &syntax = test::postgres_syntax())
{
    auto const parsed = parse("-- +goose Up\n" + body, syntax);
    if (!parsed.script) {
        return {"error: " + parsed.problems.at(0).message};
    }
    Texts result;
    for (auto const &statement : parsed.script->statements) {
        result.emplace_back(statement.text);
    }
    return result;
}

TEST(Parse, ends_a_statement_at_a_semicolon_with_only_comments_behind_it)
{
    EXPECT_THAT(split("a;\nb; -- c\nd;--e\nf; /* g */ -- h\ni /* ; */ ;\n"),
                ElementsAre("a;", "b; -- c", "d;--e", "f; /* g */ -- h", "i /* ; */ ;"));
    EXPECT_THAT(split("a; b;\nc; d\ne;\n"), ElementsAre("a; b;", "c; d\ne;"));
}

TEST(Parse, does_not_end_one_within_quotes)
{
    EXPECT_THAT(split("a ';\n' ';' ''';\n';\n"), ElementsAre("a ';\n' ';' ''';\n';"));
    EXPECT_THAT(split("a \";\n\";\n"), ElementsAre("a \";\n\";"));
    EXPECT_THAT(split("a E'\\';\n';\nb 'x\\';\n"), ElementsAre("a E'\\';\n';", "b 'x\\';"));
    EXPECT_THAT(split("f(E'a', 'b\\');\n"), ElementsAre("f(E'a', 'b\\');"));
    EXPECT_THAT(split("a e'x'\n'\\';\n';\n"), ElementsAre("a e'x'\n'\\';\n';"));
    EXPECT_THAT(split("a name'x\\';\n"), ElementsAre("a name'x\\';"));
    EXPECT_THAT(split("a $$;\n$$ $q$;\n$$;\n$q$;\n"), ElementsAre("a $$;\n$$ $q$;\n$$;\n$q$;"));
    EXPECT_THAT(split("a b$c$d;\n$1;\n$1$;\n"), ElementsAre("a b$c$d;", "$1;", "$1$;"));
}

TEST(Parse, knows_backslashes_in_literals_while_standard_conforming_strings_is_off)
{
    std::string const tail = "a 'x\\';\n';\nb;\n";
    Texts const with{"a 'x\\';\n';", "b;"};
    for (std::string const set :
         {"SET standard_conforming_strings = off;", "set session Standard_Conforming_Strings to 'OFF';",
          "SET LOCAL standard_conforming_strings=0 ;", "set standard_conforming_strings to f;",
          "SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false);",
          "select 1, set_config( 'standard_conforming_strings' , 'no' , true );",
          "SET a = b; SET "
          "standard_conforming_strings = off; -- and so on",
          "-- +goose StatementBegin\nSET standard_conforming_strings = off;\n-- +goose StatementEnd"}) {
        auto statements = split(set + "\n" + tail);
        ASSERT_EQ(statements.size(), 3U) << set << "\n" << statements.front();
        statements.erase(statements.begin());
        EXPECT_EQ(statements, with) << set;
    }
    EXPECT_THAT(split("SET standard_conforming_strings = off;\nf('a', 'b\\');\n', E'\\';\n');\n"),
                ElementsAre("SET standard_conforming_strings = off;", "f('a', 'b\\');\n', E'\\';\n');"));
}

TEST(Parse, does_not_take_anything_else_for_that_setting)
{
    std::string const tail = "a 'x\\';\nb;\n";
    for (std::string const before :
         {"SET standard_conforming_strings = on;", "SET standard_conforming_strings = off;\nRESET ALL;",
          "SET standard_conforming_strings = off;\nSET standard_conforming_strings TO DEFAULT;",
          "SET standard_conforming_strings = off;\nRESET standard_conforming_strings;",
          "SET search_path = standard_conforming_strings, off;",
          "ALTER ROLE me SET standard_conforming_strings = off;",
          "-- SET standard_conforming_strings = off;\nc;", "SELECT 'SET standard_conforming_strings = off;';",
          "SELECT set_config('search_path', 'off', false);",
          "SELECT current_setting('standard_conforming_strings'), 'off';"}) {
        auto const statements = split(before + "\n" + tail);
        ASSERT_GE(statements.size(), 3U) << before << "\n" << statements.front();
        EXPECT_EQ(statements[statements.size() - 2], "a 'x\\';") << before;
    }
    EXPECT_THAT(split("SET standard_conforming_strings = off;\na 'x\\';\nb;\n", test::sqlite_syntax()),
                ElementsAre("SET standard_conforming_strings = off;", "a 'x\\';", "b;"));
}

TEST(Parse, lets_that_setting_take_effect_when_the_server_does)
{
    // The rest of its own line is read before it is run.
    EXPECT_THAT(split("SET standard_conforming_strings = off; a 'x\\';\nb 'x\\'y';\n"),
                ElementsAre("SET standard_conforming_strings = off; a 'x\\';", "b 'x\\'y';"));
    // Without a transaction SET LOCAL does nothing.
    auto const parsed = parse("-- +goose NO TRANSACTION\n-- +goose Up\n"
                              "SET LOCAL standard_conforming_strings = off;\na 'x\\';\nb;\n");
    ASSERT_TRUE(parsed.script);
    EXPECT_EQ(parsed.script->statements.size(), 3U);
    // The Down half begins anew.
    auto const down = sql::parse("x.sql",
                                 "-- +goose Up\nSET standard_conforming_strings = off;\na 'x\\'';\n"
                                 "-- +goose Down\nb 'x\\';\nc;\n",
                                 {Direction::down, test::postgres_syntax(), test::fixed_variables(), false});
    ASSERT_TRUE(down.script);
    EXPECT_EQ(down.script->statements.size(), 2U);
}

TEST(Parse, knows_each_dialects_quotes)
{
    auto const sqlite = test::sqlite_syntax();
    EXPECT_THAT(split("a [;\n] `;\n`;\nb $$;\nc E'\\';\n", sqlite),
                ElementsAre("a [;\n] `;\n`;", "b $$;", "c E'\\';"));
    EXPECT_THAT(split("a[1];\nb `;\n"), ElementsAre("a[1];", "b `;"));
}

TEST(Parse, does_not_end_one_within_comments_parentheses_and_bodies)
{
    EXPECT_THAT(split("a /* /* ;\n*/ ;\n*/;\n"), ElementsAre("a /* /* ;\n*/ ;\n*/;"));
    EXPECT_THAT(split("a (;\n(;\n)\n);\n);\n"), ElementsAre("a (;\n(;\n)\n);", ");"));
    EXPECT_THAT(
        split("create procedure p() begin atomic\nselect case x when 1 then 2 end;\nend;\na;\n"),
        ElementsAre("create procedure p() begin atomic\nselect case x when 1 then 2 end;\nend;", "a;"));
    EXPECT_THAT(split("CREATE TRIGGER t BEGIN\na;\nEND;\n", test::sqlite_syntax()),
                ElementsAre("CREATE TRIGGER t BEGIN\na;\nEND;"));
    EXPECT_THAT(split("CREATE TABLE trigger_begin;\nBEGIN;\nEND;\n"),
                ElementsAre("CREATE TABLE trigger_begin;", "BEGIN;", "END;"));
}

TEST(Parse, leaves_unbalanced_text_in_blocks_alone)
{
    EXPECT_THAT(split("-- +goose StatementBegin\nit's ($$\n-- +goose StatementEnd\na;\n"),
                ElementsAre("it's ($$", "a;"));
}

TEST(Parse, takes_statements_from_the_file_without_copying)
{
    auto const parsed = parse("-- +goose Up\nCREATE TABLE a (\n  b int\n);\n-- +goose StatementBegin\nc;\nd\n"
                              "-- +goose StatementEnd\n");
    EXPECT_THAT(parsed.script->rewritten, IsEmpty());
    EXPECT_EQ(parsed.script->statements[1].text.data() - parsed.script->text.data(), 66);
}

TEST(Parse, reads_long_lines)
{
    std::string const long_text(10'000'000, 'x');
    EXPECT_THAT(split("SELECT '" + long_text + "';\n"), ElementsAre("SELECT '" + long_text + "';"));
}

TEST(Parse, reports_every_problem)
{
    auto const parsed =
        parse("-- +goose Up\n\\connect x\n -- +goose StatementBegin\nSELECT\n-- +goose StatementEnd\n"
              "SELECT 'a\n-- +goose Dwn\n-- +goose Down\n-- +goose StatementBegin\n");
    EXPECT_FALSE(parsed.script);
    std::vector<int> lines;
    for (auto const &problem : parsed.problems) {
        lines.push_back(problem.place.line);
    }
    EXPECT_THAT(lines, ElementsAre(2, 3, 6, 7, 8, 9));
}

TEST(Parse, says_what_goose_says_on_the_first_error_only)
{
    auto const parsed = parse("SELECT 1;\n-- +goose Up\nSELECT 2\n");
    ASSERT_EQ(parsed.problems.size(), 2U);
    EXPECT_EQ(parsed.problems[0].goose,
              "failed to parse migration: unexpected state 0 on line \"SELECT 1;\", see "
              "https://github.com/pressly/goose#sql-migrations");
    EXPECT_EQ(parsed.problems[1].goose, "");
}

TEST(Parse, traces_like_goose)
{
    auto const parsed = parse("-- +goose Up\nSELECT 1;\n", test::postgres_syntax(), true);
    EXPECT_THAT(parsed.script->trace,
                ElementsAre("-- +goose Up", "\x1b[90mStateMachine: set 0 => 1\x1b[00m", "SELECT 1;",
                            "\x1b[90mStateMachine: store simple Up query\x1b[00m"));
    EXPECT_THAT(parse("-- +goose Up\n").script->trace, IsEmpty());
}

TEST(Parse, takes_rows_of_copy_as_they_are)
{
    auto const parsed =
        parse("-- +goose Up\nCOPY s.\"T;\" (a) /* ; */ FROM\n STDIN;\n'\n-- +goose Down\n\\.\nb;\n");
    ASSERT_TRUE(parsed.script);
    ASSERT_EQ(parsed.script->statements.size(), 2U);
    EXPECT_EQ(parsed.script->statements[0].copy_data, "'\n-- +goose Down\n");
    auto const with_variables =
        parse("-- +goose Up\n-- +goose ENVSUB ON\nCOPY $A FROM STDIN;\n$A ${A} $$ ${NOPE?x}\n\\.\n");
    ASSERT_TRUE(with_variables.script);
    EXPECT_EQ(with_variables.script->statements[0].text, "COPY abcdef FROM STDIN;");
    EXPECT_EQ(with_variables.script->statements[0].copy_data, "$A ${A} $$ ${NOPE?x}\n");
    EXPECT_FALSE(parsed.script->statements[1].copy_data);
    EXPECT_EQ(parsed.script->statements[1].line, 7);
}

TEST(Parse, reads_the_process_environment)
{
    ::setenv("GANDER_TEST_VARIABLE", "one", 1);
    ::unsetenv("GANDER_TEST_NONE");
    EXPECT_EQ(sql::environment()("GANDER_TEST_VARIABLE"), "one");
    EXPECT_EQ(sql::environment()("GANDER_TEST_NONE"), std::nullopt);
}

} // namespace
} // namespace gander
