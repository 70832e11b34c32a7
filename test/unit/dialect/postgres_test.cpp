#include "dialect/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gander::dialect {

using testing::HasSubstr;
using testing::Not;

TEST(Dialects, AreFoundByName)
{
    EXPECT_EQ(find("postgres"), &postgres());
    EXPECT_EQ(find("sqlite3"), &sqlite3());
    EXPECT_EQ(find("Postgres"), nullptr);
    EXPECT_EQ(find(""), nullptr);
}

TEST(PostgresDialect, TheNameIsAConstantWhateverIsInIt)
{
    EXPECT_THAT(postgres().find_table("it's\\"), HasSubstr("E'it\\'s\\\\'"));
    EXPECT_THAT(postgres().find_table("x'; DROP TABLE y; --"), Not(HasSubstr(" 'x';")));
}

TEST(PostgresDialect, APlainNameCanBeUsedAtOnceAsTheServerWouldReadIt)
{
    EXPECT_EQ(postgres().short_name("goose_db_version"), "\"goose_db_version\"");
    EXPECT_EQ(postgres().short_name("Mixed_1"), "\"mixed_1\"");
    for (auto const *const other : {"", "s.t", "\"Quoted\"", "1st", "a b", "a;b", "\xC3\xA4"}) {
        EXPECT_EQ(postgres().short_name(other), "") << other;
    }
    EXPECT_EQ(postgres().short_name(std::string(64, 'x')), "");
    EXPECT_TRUE(postgres().is_missing_table("42P01"));
    EXPECT_FALSE(postgres().is_missing_table("42501"));
}

TEST(PostgresDialect, RowsAreWrittenAsGooseWritesThem)
{
    EXPECT_EQ(postgres().insert_version("s.t", 7),
              "INSERT INTO s.t (version_id, is_applied) VALUES (7, TRUE)");
    EXPECT_EQ(postgres().delete_version("s.t", 7), "DELETE FROM s.t WHERE version_id = 7");
}

TEST(PostgresDialect, KnowsItsOwnSyntax)
{
    auto const syntax = postgres().syntax();
    EXPECT_TRUE(syntax.dollar_quotes && syntax.escape_strings && syntax.nested_comments &&
                syntax.begin_atomic);
    EXPECT_TRUE(syntax.copy_from_stdin);
    EXPECT_FALSE(syntax.backtick_names || syntax.bracket_names);
    EXPECT_TRUE(syntax.trigger_bodies); // of SQLite files that are checked without a database in sight
}

} // namespace gander::dialect
