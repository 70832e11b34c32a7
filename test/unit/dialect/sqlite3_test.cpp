#include "dialect/table.hpp"

#include <gmock/gmock.h>

namespace gander::dialect {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Sqlite3, IsFoundByItsName)
{
    ASSERT_EQ(find("sqlite3"), &sqlite3());
    EXPECT_TRUE(sqlite3().transactional_ddl());
    EXPECT_TRUE(sqlite3().syntax().trigger_bodies);
    EXPECT_FALSE(sqlite3().syntax().dollar_quotes);
}

TEST(Sqlite3, QualifiesTheTableAndKeepsItsSpelling)
{
    auto const resolved = [](std::string_view table) {
        auto const sql = sqlite3().find_table(table);
        auto const begin = sql.find('\'') + 1;
        return sql.substr(begin, sql.find("', (") - begin);
    };
    EXPECT_EQ(resolved("goose_db_version"), "main.goose_db_version");
    EXPECT_EQ(resolved("main.v"), "main.v");
    EXPECT_EQ(resolved("temp.v"), "temp.v");
    EXPECT_EQ(resolved("\"Quoted Name\""), "main.\"Quoted Name\"");
    EXPECT_EQ(resolved("\"a.b\""), "main.\"a.b\"");
    EXPECT_EQ(resolved("\"a\"\"b\""), "main.\"a\"\"b\"");
    EXPECT_EQ(resolved("[x y].[z]"), "[x y].[z]");
    EXPECT_EQ(resolved("two words"), "main.\"two words\"");
    EXPECT_EQ(resolved("it's"), "main.\"it''s\"");
    EXPECT_EQ(resolved("select"), "main.\"select\"");
    EXPECT_EQ(resolved("temp.Order"), "temp.\"Order\"");
    EXPECT_EQ(resolved("key"), "main.key"); // a keyword that may be a name
}

TEST(Sqlite3, LooksForTheTableByWhatItsNameMeans)
{
    EXPECT_THAT(sqlite3().find_table("[V 1]"), HasSubstr("FROM main.sqlite_master"));
    EXPECT_THAT(sqlite3().find_table("[V 1]"), HasSubstr("lower('V 1')"));
    EXPECT_THAT(sqlite3().find_table("aux.\"x'y\""), HasSubstr("FROM aux.sqlite_master"));
    EXPECT_THAT(sqlite3().find_table("aux.\"x'y\""), HasSubstr("lower('x''y')"));
}

TEST(Sqlite3, MakesTheTableThatGooseMakes)
{
    EXPECT_EQ(sqlite3().create_table("main.v"),
              "CREATE TABLE main.v (\n\t\tid INTEGER PRIMARY KEY AUTOINCREMENT,\n"
              "\t\tversion_id INTEGER NOT NULL,\n\t\tis_applied INTEGER NOT NULL,\n"
              "\t\ttstamp TIMESTAMP DEFAULT (datetime('now'))\n\t)");
    EXPECT_THAT(sqlite3().history("main.v"), StartsWith("SELECT version_id, "));
    EXPECT_THAT(sqlite3().history("main.v"), HasSubstr("FROM main.v ORDER BY id DESC"));
}

} // namespace gander::dialect
