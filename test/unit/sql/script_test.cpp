// Script::place and its friends, on scripts that the parser made.
#include "sql/parse.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>

namespace gander {
namespace {

std::shared_ptr<Script const> read(std::string text)
{
    auto parsed = sql::parse("dir/x.sql", std::move(text),
                             {Direction::up, test::postgres_syntax(), test::fixed_variables(), false});
    EXPECT_TRUE(parsed.script);
    return parsed.script;
}

/// The place of the first `what` in a statement, as `line:column`.
std::string find(Script const &script, std::size_t statement, std::string_view what)
{
    auto const place = script.place(statement, script.statements.at(statement).text.find(what));
    EXPECT_EQ(place.text, script.line(place.line));
    EXPECT_EQ(place.path, "dir/x.sql");
    return std::to_string(place.line) + ":" + std::to_string(place.column);
}

TEST(ScriptPlace, of_a_statement_that_is_a_part_of_the_file)
{
    auto const script = read("-- +goose Up\nSELECT 1; /*\n*/ SELECT 2,\n  bad;\n");
    ASSERT_EQ(script->statements.size(), 2U);
    EXPECT_TRUE(script->rewritten.empty());
    EXPECT_EQ(find(*script, 0, "1"), "2:8");
    EXPECT_EQ(find(*script, 1, "/*"), "2:11");
    EXPECT_EQ(find(*script, 1, "2"), "3:11");
    EXPECT_EQ(find(*script, 1, "bad"), "4:3");
}

TEST(ScriptPlace, behind_a_byte_order_mark)
{
    auto const script = read("\xEF\xBB\xBF-- +goose Up\nSELECT bad;\n");
    EXPECT_EQ(find(*script, 0, "bad"), "2:8");
    EXPECT_EQ(script->line(1), "-- +goose Up");
}

TEST(ScriptPlace, with_windows_line_ends)
{
    auto const script = read("-- +goose Up\r\n  \r\n SELECT 1,\r\n\r\n  bad;\r\n");
    EXPECT_EQ(script->statements[0].text, "SELECT 1,\n\n  bad;");
    EXPECT_EQ(find(*script, 0, "SELECT"), "3:2");
    EXPECT_EQ(find(*script, 0, "1"), "3:9");
    EXPECT_EQ(find(*script, 0, "bad"), "5:3");
}

TEST(ScriptPlace, with_an_annotation_amid)
{
    auto const script = read("-- +goose Up\nSELECT 1,\n-- +goose NO TRANSACTION\n bad;\n");
    EXPECT_EQ(find(*script, 0, "bad"), "4:2");
}

TEST(ScriptPlace, with_variables_replaced)
{
    auto const script = read("-- +goose Up\n-- +goose ENVSUB ON\n  SELECT $A, bad,\n'${NOPE:-x}', worse;\n");
    EXPECT_EQ(script->statements[0].text, "SELECT abcdef, bad,\n'x', worse;");
    EXPECT_EQ(find(*script, 0, "SELECT"), "3:3");
    EXPECT_EQ(find(*script, 0, "abcdef"), "3:10");
    EXPECT_EQ(find(*script, 0, "cdef"), "3:10");
    EXPECT_EQ(find(*script, 0, "bad"), "3:14");
    EXPECT_EQ(find(*script, 0, "worse"), "4:15");
}

TEST(ScriptPlace, beyond_the_end_is_the_end)
{
    auto const script = read("-- +goose Up\nSELECT 1;\n");
    auto const place = script->place(0, 1000);
    EXPECT_EQ(place.line, 2);
    EXPECT_EQ(place.column, 10);
}

TEST(ByteOffset, counts_characters_not_bytes)
{
    EXPECT_EQ(byte_offset("abc", 1), 0U);
    EXPECT_EQ(byte_offset("abc", 3), 2U);
    EXPECT_EQ(byte_offset("\xC3\xA9\xE2\x82\xAC!", 3), 5U);
    EXPECT_EQ(byte_offset("abc", 4), 3U);
    EXPECT_EQ(byte_offset("abc", 0), 0U);
    EXPECT_EQ(byte_offset("", 1), 0U);
}

TEST(Step, gives_its_scripts_statements)
{
    Step step;
    EXPECT_TRUE(step.statements().empty());
    step.script = read("-- +goose Up\nSELECT 1;\nSELECT 2;\n");
    ASSERT_EQ(step.statements().size(), 2U);
    EXPECT_EQ(step.statements()[1].text, "SELECT 2;");
}

TEST(Step, gives_a_statement_as_the_file_has_it)
{
    Step step;
    step.script = read("-- +goose Up\nSELECT 1;\n-- +goose ENVSUB ON\nSELECT\n  '${A}';\nSELECT 2;\n");
    ASSERT_EQ(step.statements().size(), 3U);
    EXPECT_EQ(step.statements()[1].text, "SELECT\n  'abcdef';");
    EXPECT_EQ(step.source_of(step.statements()[1]), "SELECT\n  '${A}';");
    EXPECT_EQ(step.source_of(step.statements()[2]), "SELECT 2;");
    EXPECT_EQ(step.source_of(Statement{"SELECT 'another';"}), "SELECT 'another';");
}

} // namespace
} // namespace gander
