#include "cli/dbstring.hpp"
#include "unit/cli/error_of.hpp"

#include <gmock/gmock.h>

namespace gander::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

DbstringFiles files(std::vector<Dbstring> found)
{
    return [found = std::move(found)] { return found; };
}

TEST(Dbstring, is_GOOSE_DBSTRING_where_there_are_no_files)
{
    EXPECT_EQ(named_dbstring("x.db", {}).text, "x.db");
    EXPECT_EQ(named_dbstring("x.db", {}).variable, "GOOSE_DBSTRING");
    EXPECT_EQ(named_dbstring("", {}).text, "");
}

TEST(Dbstring, of_a_file_is_remembered_with_its_variable)
{
    auto const found = named_dbstring("", files({{"host=h", "GANDER_DBSTRING_FILE", true}}));
    EXPECT_EQ(found.text, "host=h");
    EXPECT_EQ(found.variable, "GANDER_DBSTRING_FILE");
    EXPECT_TRUE(found.secret);
}

TEST(Dbstring, may_be_said_twice)
{
    auto const found = named_dbstring("host=h", files({{"host=h", "a", false}, {"host=h", "b", true}}));
    EXPECT_EQ(found.text, "host=h");
    EXPECT_EQ(found.variable, "GOOSE_DBSTRING");
    EXPECT_TRUE(found.secret);
}

TEST(Dbstring, is_never_guessed_from_two)
{
    auto const text = error_of([] { named_dbstring("hush1", files({{"hush2", "FILE", false}})); });
    EXPECT_THAT(text, AllOf(HasSubstr("usage: GOOSE_DBSTRING and FILE do not say the same"),
                            HasSubstr("unset one"), Not(HasSubstr("hush"))));
    EXPECT_THAT(error_of([] {
                    named_dbstring("", files({{"1", "A", false}, {"2", "B", false}}));
                }),
                HasSubstr("A and B do not say the same"));
}

TEST(Dbstring, is_for_the_driver_that_it_names)
{
    EXPECT_EQ(error_of([] { require_kind({"postgres://h/d"}, "pgx"); }), "");
    EXPECT_EQ(error_of([] { require_kind({"host=h", "FILE", true}, "pgx"); }), "");
    EXPECT_EQ(error_of([] {
                  require_kind({"host=h", "FILE", false}, "sqlite3");
              }),
              "")
        << "a file of that name";
    EXPECT_EQ(error_of([] { require_kind({"sqlite:x.db", "FILE", true}, "sqlite"); }), "");
    EXPECT_THAT(error_of([] {
                    require_kind({"host=h", "FILE", true}, "sqlite3");
                }),
                HasSubstr("usage: FILE is for postgres, and the driver is sqlite3"));
    EXPECT_THAT(error_of([] { require_kind({"postgres://u:hush@h/d"}, "sqlite3"); }),
                AllOf(HasSubstr("the connection string is for postgres"), Not(HasSubstr("hush"))));
}

} // namespace
} // namespace gander::cli
