#include "sql/check.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace gander {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

sql::Checked check(std::string text, bool goose = false, Syntax const &syntax = test::postgres_syntax())
{
    return sql::check("x.sql", std::move(text), {syntax, test::fixed_variables(), goose});
}

std::vector<std::string> messages(sql::Checked const &checked)
{
    std::vector<std::string> result;
    for (auto const &problem : checked.problems) {
        result.push_back(std::to_string(problem.place.line) + ": " + problem.message);
    }
    return result;
}

TEST(Check, counts_both_directions)
{
    auto const checked = check("-- +goose NO TRANSACTION\n-- +goose Up\na;\nb;\n-- +goose Down\nc;\n");
    EXPECT_TRUE(checked.readable);
    EXPECT_EQ(checked.summary.up, 2);
    EXPECT_EQ(checked.summary.down, 1);
    EXPECT_EQ(checked.summary.tx, TxMode::none);
    EXPECT_EQ(checked.summary.source.path, "x.sql");
    EXPECT_THAT(checked.problems, IsEmpty());
}

TEST(Check, finds_what_is_wrong_in_both_directions_and_says_it_once)
{
    auto const checked = check("-- +goose Up\na\n-- +goose Sideways\n-- +goose Down\nb\n");
    EXPECT_FALSE(checked.readable);
    EXPECT_THAT(messages(checked),
                ElementsAre("2: this statement has no semicolon at its end", "3: no such annotation",
                            "5: this statement has no semicolon at its end"));
}

TEST(Check, says_what_the_rest_of_a_broken_file_would_meet)
{
    std::string const up = "-- +goose Up\nBEGIN;\nCREATE INDEX CONCURRENTLY i ON t (x);\nSELECT 1\n";
    for (bool const goose : {false, true}) {
        auto const checked = check(up, goose);
        EXPECT_FALSE(checked.readable);
        EXPECT_THAT(messages(checked),
                    ElementsAre(HasSubstr("2: BEGIN"), HasSubstr("3: CREATE INDEX CONCURRENTLY"),
                                "4: this statement has no semicolon at its end"));
    }
    EXPECT_THAT(messages(check("-- +goose NO TRANSACTION\n" + up)),
                ElementsAre("5: this statement has no semicolon at its end"));
}

TEST(Check, knows_what_a_transaction_cannot_hold)
{
    for (auto const *const sql : {"BEGIN;",
                                  "begin isolation level serializable;",
                                  "START TRANSACTION;",
                                  "COMMIT;",
                                  "END;",
                                  "ROLLBACK;",
                                  "ABORT;",
                                  "PREPARE TRANSACTION 'x';",
                                  "COMMIT PREPARED 'x';",
                                  "CREATE INDEX CONCURRENTLY i ON t (a);",
                                  "CREATE UNIQUE INDEX concurrently i ON t (a);",
                                  "DROP INDEX CONCURRENTLY i;",
                                  "REINDEX TABLE CONCURRENTLY t;",
                                  "REINDEX (VERBOSE, CONCURRENTLY) TABLE t;",
                                  "REINDEX DATABASE d;",
                                  "VACUUM t;",
                                  "CREATE DATABASE d;",
                                  "DROP DATABASE d;",
                                  "ALTER SYSTEM RESET ALL;",
                                  "CREATE TABLESPACE s LOCATION '/x';",
                                  "ALTER TABLE p DETACH PARTITION q CONCURRENTLY;",
                                  "CLUSTER;",
                                  "CLUSTER VERBOSE;",
                                  "REINDEX SCHEMA s;",
                                  "REINDEX (VERBOSE) SCHEMA s;",
                                  "ALTER DATABASE d SET TABLESPACE s;",
                                  "ALTER DATABASE \"D\" SET TABLESPACE \"s\";",
                                  "CREATE SUBSCRIPTION s CONNECTION 'dbname=d' PUBLICATION p;",
                                  "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (enabled = false);",
                                  "/* x */ SELECT 1; COMMIT;"}) {
        auto const text = std::string("-- +goose Up\n") + sql + "\n";
        auto const checked = check(text);
        ASSERT_EQ(checked.problems.size(), 1U) << sql;
        EXPECT_EQ(checked.problems[0].severity, Severity::error) << sql;
        EXPECT_THAT(checked.problems[0].hint, HasSubstr("-- +goose NO TRANSACTION")) << sql;
        EXPECT_TRUE(checked.readable) << sql;
        EXPECT_EQ(check(text + "-- +goose NO TRANSACTION\n").problems.size(), 0U) << sql;
    }
}

TEST(Check, knows_a_body_that_lacks_its_block)
{
    for (auto const *const sql :
         {"CREATE PROCEDURE p()\nBEGIN\n SELECT 1;\nEND;",
          "CREATE OR REPLACE FUNCTION f() RETURNS int AS\nDECLARE\n x int;\nBEGIN\n x := 1;\nEND;",
          "CREATE PROCEDURE p() AS\n x int;\nBEGIN\n COMMIT;\nEND;"}) {
        auto const checked = check(std::string("-- +goose Up\nSELECT 1;\n") + sql + "\n");
        ASSERT_FALSE(checked.problems.empty()) << sql;
        for (auto const &problem : checked.problems) {
            EXPECT_THAT(problem.hint, HasSubstr("routine in line 3, put `-- +goose StatementBegin` above"))
                << sql;
        }
    }
    for (auto const *const sql : {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
                                  "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;",
                                  "CREATE FUNCTION f() RETURNS int LANGUAGE c AS $$x$$;"}) {
        auto const checked = check(std::string("-- +goose Up\n") + sql + "\nBEGIN;\n");
        ASSERT_EQ(checked.problems.size(), 1U) << sql;
        EXPECT_THAT(checked.problems[0].hint, testing::StartsWith("take it out")) << sql;
    }
}

TEST(Check, lets_pass_what_only_looks_like_it)
{
    for (auto const *const sql :
         {"SAVEPOINT s;",
          "ROLLBACK TO s;",
          "ROLLBACK TO SAVEPOINT s;",
          "RELEASE s;",
          "CREATE INDEX i ON t (a);",
          "CREATE TABLE concurrently (a int);",
          "REINDEX INDEX concurrently_i;",
          "CLUSTER t USING i;",
          "CLUSTER \"t\";",
          "CLUSTER VERBOSE \"T\";",
          "REINDEX TABLE schema;",
          "ALTER DATABASE d SET work_mem = '1MB';",
          "ALTER DATABASE tablespace RESET ALL;",
          "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false);",
          "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (Create_Slot = off);",
          "DO $$ BEGIN COMMIT; END $$;",
          "SELECT 'COMMIT; VACUUM;';",
          "REFRESH MATERIALIZED VIEW CONCURRENTLY v;",
          "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;",
          "ALTER TABLE vacuum RENAME TO t;"}) {
        EXPECT_THAT(messages(check(std::string("-- +goose Up\n") + sql + "\n")), IsEmpty()) << sql;
    }
}

TEST(Check, speaks_of_other_dialects_only_what_it_knows)
{
    EXPECT_THAT(
        messages(check("-- +goose Up\nVACUUM;\nPRAGMA foreign_keys=OFF;\n", false, test::sqlite_syntax())),
        ElementsAre(HasSubstr("VACUUM cannot run"), HasSubstr("PRAGMA foreign_keys does nothing")));
    EXPECT_THAT(messages(check("-- +goose Up\nBEGIN;\nVACUUM;\n", false, Syntax{})), IsEmpty());
}

TEST(Check, warns_of_commands_that_share_a_statement)
{
    auto const checked =
        check("-- +goose NO TRANSACTION\n-- +goose Up\nDROP INDEX CONCURRENTLY i; SELECT 1;\n");
    ASSERT_EQ(checked.problems.size(), 1U);
    EXPECT_EQ(checked.problems[0].severity, Severity::warning);
    EXPECT_EQ(checked.problems[0].length, 25);
}

TEST(Check, names_what_only_gander_reads_right)
{
    struct Case
    {
        char const *body;
        int line;
        char const *what;
    };
    for (auto const &[body, line, what] :
         {Case{"f AS $$\na;\n$$;\n", 2, "in line 3, in a dollar quote"},
          Case{"a ';\n';\n", 2, "in a literal"},
          Case{"a 'b -- c';\nd;\n", 2, "takes the `--` in this line for a comment"},
          Case{"a;\nb;-- c\nd;\n", 3, "for the comment behind it"},
          Case{"a;\n/* b */\n", 3, "takes a comment for text"},
          Case{"COPY t FROM stdin;\n1\n\\.\n", 2, "rows of COPY"},
          Case{"-- +goose StatementBegin\n-- +goose StatementEnd\na;\n", 4, "drops this line"},
          Case{"\\restrict x\na;\n", 2, "command of psql"}, Case{"a;\n\\restrict x\n", 3, "command of psql"},
          Case{"\\restrict x\nCOPY t FROM stdin;\n-- +goose Down\n\\.\n", 5, "rows of COPY"},
          Case{"a (;\n);\n", 2, "in parentheses"},
          Case{"-- +goose ENVSUB ON\n${A:?x};\n", 3, "cannot substitute"}}) {
        auto const checked = check(std::string("-- +goose Up\n") + body, true);
        EXPECT_TRUE(checked.readable) << body;
        ASSERT_FALSE(checked.problems.empty()) << body;
        auto const &problem = checked.problems.back();
        EXPECT_EQ(problem.place.line, line) << body;
        EXPECT_THAT(problem.message, testing::StartsWith("only Gander reads this file right: ")) << body;
        EXPECT_THAT(problem.message, HasSubstr(what)) << body;
        EXPECT_THAT(messages(check(std::string("-- +goose Up\n") + body)), testing::SizeIs(testing::Le(1)))
            << body;
    }
    EXPECT_THAT(messages(check("\xEF\xBB\xBF-- +goose Up\na;\n", true)),
                ElementsAre(HasSubstr("byte order mark")));
    EXPECT_THAT(messages(check("/* a */\n-- +goose Up\na;\n", true)),
                ElementsAre(HasSubstr("above `-- +goose Up`")));
    auto const blanks = check("-- +goose Up\na;\n \t \n-- the end\n", true);
    EXPECT_THAT(messages(blanks),
                ElementsAre(HasSubstr("3: only Gander reads this file right: goose takes this line")));
    EXPECT_EQ(blanks.problems.at(0).length, 3);
    EXPECT_EQ(blanks.problems.at(0).hint, "empty the line, or take it out");
    EXPECT_THAT(messages(check("-- +goose Up\n" + std::string(5'000'000, 'x') + ";\n", true)),
                ElementsAre(HasSubstr("4 MiB")));
    EXPECT_THAT(messages(check("-- +goose Up\na;\n\nb; -- c\n-- +goose Down\nd;\n", true)), IsEmpty());
}

TEST(Check, stays_fast_with_many_problems)
{
    std::string text = "-- +goose Up\n";
    for (int i = 0; i < 3000; ++i) {
        text += "-- +goose Nothing\nCOPY t FROM stdin;\n";
    }
    EXPECT_EQ(check(text).problems.size(), 6000U);
}

std::string repeated(std::string const &head, std::string const &line, int count)
{
    std::string text = head;
    for (int i = 0; i < count; ++i) {
        text += line;
    }
    return text;
}

TEST(Check, takes_time_in_proportion_to_the_file)
{
    constexpr int lines = 100'000; // half a minute each when places are counted from the start
    constexpr int many = 10'000;
    auto const begin = std::chrono::steady_clock::now();
    std::string const up = "-- +goose Up\n";
    EXPECT_THAT(check(repeated(up, "INSERT INTO t VALUES (1);\n", lines), true).problems, IsEmpty());
    EXPECT_THAT(check(repeated(up, "INSERT INTO t VALUES (1);\r\n", many), true).problems, IsEmpty());
    for (std::string const end : {"\n", "\r\n"}) {
        auto const checked = check(repeated(up, "BEGIN;" + end, many), true);
        ASSERT_EQ(checked.problems.size(), std::size_t{many});
        EXPECT_EQ(checked.problems.back().place.line, many + 1);
        EXPECT_EQ(checked.problems.back().place.column, 1);
        auto const block = up + "-- +goose StatementBegin" + end;
        auto const one = check(repeated(block, " BEGIN;" + end, many) + "-- +goose StatementEnd" + end, true);
        ASSERT_EQ(one.problems.size(), std::size_t{many});
        EXPECT_EQ(one.problems.back().place.line, many + 2);
        EXPECT_EQ(one.problems.back().place.column, 2);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(25));
}

TEST(Check, shows_no_bytes_of_a_file_in_utf_16)
{
    auto const checked = check(std::string("\xFF\xFE-\0-\0\n\0", 8));
    ASSERT_EQ(checked.problems.size(), 1U);
    EXPECT_EQ(checked.problems[0].message, "this file is in UTF-16");
    EXPECT_EQ(checked.problems[0].place.text, "");
}

} // namespace
} // namespace gander
