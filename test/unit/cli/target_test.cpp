#include "cli/target.hpp"

#include <gmock/gmock.h>

namespace gander::cli {
namespace {

using testing::HasSubstr;
using Words = std::vector<std::string>;

std::string text(Target const &target)
{
    std::string all = target.driver + "|" + target.dbstring + "|" + std::string(target.command->name);
    for (auto const &argument : target.arguments) {
        all += "|" + argument;
    }
    return all;
}

std::string as_goose(Words words, Surroundings const &around = {})
{
    auto const target = merge_words(std::move(words), around);
    return target ? text(*target) : "usage";
}

std::string as_gander(Words words, Surroundings const &around = {})
{
    auto const target = resolve_words(std::move(words), around);
    return target ? text(*target) : "usage";
}

template<typename Resolve>
std::string error_of(Resolve resolve, Words words, Surroundings const &around = {})
{
    try {
        return "no error: " + resolve(std::move(words), around);
    } catch (Error const &error) {
        return error.what() + std::string("; ") + error.hint();
    }
}

TEST(MergeWords, takes_three_words)
{
    EXPECT_EQ(as_goose({"sqlite3", "x.db", "up"}), "sqlite3|x.db|up");
    EXPECT_EQ(as_goose({"sqlite3", "x.db", "up-to", "2", "extra"}), "sqlite3|x.db|up-to|2|extra");
    EXPECT_EQ(as_goose({"sqlite3", "up", "up"}), "sqlite3|up|up");
}

TEST(MergeWords, puts_the_environment_in_front)
{
    EXPECT_EQ(as_goose({"up"}, {.driver = "sqlite3", .dbstring = "x.db"}), "sqlite3|x.db|up");
    EXPECT_EQ(as_goose({"y.db", "up"}, {.driver = "sqlite3"}), "sqlite3|y.db|up");
    EXPECT_EQ(as_goose({"sqlite3", "up"}, {.dbstring = "x.db"}), "sqlite3|x.db|up");
    EXPECT_EQ(as_goose({"sqlite3", "up"}, {.dbstring = "x.db", .database_url = "sqlite:z.db"}),
              "sqlite3|x.db|up");
}

TEST(MergeWords, the_environment_wins_blindly)
{
    Surroundings const around{.driver = "sqlite3", .dbstring = "x.db"};
    EXPECT_EQ(error_of(as_goose, {"sqlite3", "y.db", "up"}, around), "\"sqlite3\": no such command; ");
    EXPECT_EQ(error_of(as_goose, {"sqlite3", "e5.db", "up"}, {.driver = "sqlite3"}),
              "\"e5.db\": no such command; ");
}

TEST(MergeWords, too_few_words_are_answered_by_the_usage)
{
    EXPECT_EQ(as_goose({}), "usage");
    EXPECT_EQ(as_goose({"up"}), "usage");
    EXPECT_EQ(as_goose({"sqlite3", "x.db"}), "usage");
    EXPECT_EQ(as_goose({"up"}, {.driver = "sqlite3"}), "usage");
}

TEST(MergeWords, some_commands_need_no_database)
{
    EXPECT_EQ(as_goose({"create", "x"}), "||create|x");
    EXPECT_EQ(as_goose({"validate"}, {.driver = "sqlite3", .dbstring = "x.db"}), "sqlite3||validate");
    EXPECT_EQ(as_goose({"sqlite3", "x.db", "fix"}), "sqlite3|x.db|fix");
    EXPECT_THAT(error_of(as_goose, {"sqlite3", "x.db", "validate"}),
                HasSubstr("\"validate\": no such command"));
}

TEST(MergeWords, does_not_know_what_goose_does_not_know)
{
    EXPECT_EQ(as_goose({"plan"}), "usage");
    EXPECT_THAT(error_of(as_goose, {"sqlite3", "x.db", "plan"}), HasSubstr("\"plan\": no such command"));
    EXPECT_THAT(error_of(as_goose, {"sqlite3", "x.db", "UP"}), HasSubstr("\"UP\": no such command"));
    EXPECT_THAT(error_of(as_goose, {"bogus", "x.db", "up"}),
                HasSubstr("-dbstring=\"x.db\": \"bogus\": unknown dialect"));
    EXPECT_THAT(error_of(as_goose, {"mysql", "x", "up"}), HasSubstr("-dbstring=\"x\": \"mysql\": "));
}

TEST(MergeWords, masks_passwords)
{
    EXPECT_THAT(error_of(as_goose, {"bogus", "postgres://u:hush@h/d", "up"}), Not(HasSubstr("hush")));
    EXPECT_THAT(error_of(as_goose, {"postgres://u:hush@h/d", "up", "again"}), Not(HasSubstr("hush")));
    EXPECT_THAT(error_of(as_goose, {"postgres", "postgres://u:hush@h/d", "up"}, {.driver = "postgres"}),
                Not(HasSubstr("hush")));
}

TEST(ResolveWords, takes_goose_s_forms)
{
    EXPECT_EQ(as_gander({"sqlite3", "x.db", "up"}), "sqlite3|x.db|up");
    EXPECT_EQ(as_gander({"x.db", "up-to", "2"}, {.driver = "sqlite3"}), "sqlite3|x.db|up-to|2");
    EXPECT_EQ(as_gander({"sqlite3", "up"}, {.dbstring = "x.db"}), "sqlite3|x.db|up");
    EXPECT_EQ(as_gander({"up"}, {.driver = "sqlite3", .dbstring = "x.db"}), "sqlite3|x.db|up");
    EXPECT_EQ(as_gander({"create", "x", "sql"}), "||create|x|sql");
    EXPECT_EQ(as_gander({"sqlite3", "x.db", "validate"}), "sqlite3|x.db|validate");
    EXPECT_EQ(as_gander({}), "usage");
}

TEST(ResolveWords, the_line_wins)
{
    Surroundings const around{.driver = "postgres", .dbstring = "host=h", .database_url = "postgres://d/"};
    EXPECT_EQ(as_gander({"sqlite3", "y.db", "up"}, around), "sqlite3|y.db|up");
    EXPECT_EQ(as_gander({"sqlite:y.db", "up"}, around), "sqlite3|sqlite:y.db|up");
    EXPECT_EQ(as_gander({"postgres://h/d", "up"}, around), "postgres|postgres://h/d|up");
    EXPECT_EQ(as_gander({"host=other", "up"}, around), "postgres|host=other|up");
}

TEST(ResolveWords, a_URL_names_its_driver)
{
    EXPECT_EQ(as_gander({"postgres://h/d", "status"}), "postgres|postgres://h/d|status");
    EXPECT_EQ(as_gander({"postgresql://h/d", "up"}, {.driver = "pgx"}), "pgx|postgresql://h/d|up");
    EXPECT_EQ(as_gander({"up"}, {.dbstring = "sqlite:x.db"}), "sqlite3|sqlite:x.db|up");
    EXPECT_TRUE(resolve_words({"sqlite:x.db", "up"}, {})->by_url);
    EXPECT_FALSE(resolve_words({"sqlite3", "x.db", "up"}, {})->by_url);
}

TEST(ResolveWords, DATABASE_URL_comes_last)
{
    EXPECT_EQ(as_gander({"up"}, {.database_url = "postgres://h/d"}), "postgres|postgres://h/d|up");
    EXPECT_EQ(as_gander({"up"}, {.driver = "sqlite3", .dbstring = "x.db", .database_url = "postgres://h/d"}),
              "sqlite3|x.db|up");
    // A URL of another database than the driver's is not meant.
    EXPECT_THAT(error_of(as_gander, {"sqlite3", "up"}, {.database_url = "postgres://h/d"}),
                HasSubstr("no connection string"));
}

TEST(ResolveWords, a_connection_string_that_cannot_be_used_is_not_called_missing)
{
    EXPECT_THAT(error_of(as_gander, {"version"}, {.dbstring = "host=h dbname=d password=hush"}),
                testing::AllOf(HasSubstr("GOOSE_DBSTRING names no driver; set GOOSE_DRIVER"),
                               Not(HasSubstr("hush"))));
    EXPECT_THAT(error_of(as_gander, {"up"}, {.database_url = "mysql://u:hush@h/d"}),
                testing::AllOf(HasSubstr("DATABASE_URL is of no kind that this build has a driver for; the "
                                         "drivers of this build are: "),
                               Not(HasSubstr("hush"))));
    EXPECT_THAT(error_of(as_gander, {"up"}, {.driver = "sqlite3", .database_url = "postgres://h/d"}),
                HasSubstr("DATABASE_URL was not taken, because GOOSE_DRIVER is of another kind; unset"));
    EXPECT_THAT(error_of(as_gander, {"sqlite3", "up"}, {.database_url = "postgres://h/d"}),
                HasSubstr("because this driver is of another kind"));
}

TEST(ResolveWords, the_database_comes_before_the_command)
{
    for (auto const &words : {Words{"up-to", "postgres://u:hush@h/d"}, Words{"down", "mysql://u:hush@h/d"},
                              Words{"up", "sqlite3", "x.db"}, Words{"plan", "sqlite:x.db"}}) {
        auto const text = error_of(as_gander, words);
        EXPECT_THAT(text, HasSubstr("; the database comes before the command")) << words[0];
        EXPECT_THAT(text, Not(HasSubstr("hush")));
    }
    EXPECT_EQ(as_gander({"create", "sqlite3"}), "||create|sqlite3");
}

TEST(ResolveWords, knows_other_tools_words_and_capitals)
{
    EXPECT_THAT(error_of(as_gander, {"sqlite:x.db", "migrate"}), HasSubstr("did you mean up?"));
    EXPECT_THAT(error_of(as_gander, {"sqlite:x.db", "rollback"}), HasSubstr("did you mean down?"));
    EXPECT_THAT(error_of(as_gander, {"UP"}), HasSubstr("did you mean up?"));
    EXPECT_THAT(error_of(as_gander, {"sqlite:x.db", "Down-To", "1"}), HasSubstr("did you mean down-to?"));
}

TEST(ResolveWords, libpq_may_know_the_database)
{
    EXPECT_EQ(as_gander({"up"}, {.libpq = true}), "postgres||up");
    EXPECT_EQ(as_gander({"pgx", "up"}, {.libpq = true}), "pgx||up");
    EXPECT_EQ(as_gander({"postgres", "", "up"}), "postgres||up");
    EXPECT_THAT(error_of(as_gander, {"sqlite3", "up"}, {.libpq = true}), HasSubstr("no connection string"));
    EXPECT_THAT(error_of(as_gander, {"postgres", "up"}), HasSubstr("no connection string"));
    EXPECT_THAT(error_of(as_gander, {"up"}), HasSubstr("no connection string"));
}

DbstringFiles file(std::string text, bool secret = false)
{
    return [=] { return std::vector<Dbstring>{{text, "GANDER_DBSTRING_FILE", secret}}; };
}

DbstringFiles unreadable()
{
    return []() -> std::vector<Dbstring> { throw Error(Errc::usage, "it was read"); };
}

TEST(ResolveWords, a_file_stands_where_GOOSE_DBSTRING_does)
{
    EXPECT_EQ(as_gander({"up"}, {.files = file("postgres://h/d")}), "postgres|postgres://h/d|up");
    EXPECT_EQ(
        as_gander({"up"}, {.database_url = "sqlite:x.db", .libpq = true, .files = file("postgres://h/d")}),
        "postgres|postgres://h/d|up");
    EXPECT_EQ(as_gander({"sqlite3", "up"}, {.files = file("x.db")}), "sqlite3|x.db|up");
    EXPECT_EQ(as_gander({"up"}, {.driver = "pgx", .files = file("host=h")}), "pgx|host=h|up");
    EXPECT_EQ(as_gander({"up"}, {.files = file("host='h'", true)}), "postgres|host='h'|up");
    EXPECT_EQ(as_gander({"up"}, {.files = file("sqlite:x.db", true)}), "sqlite3|sqlite:x.db|up");
    EXPECT_THAT(error_of(as_gander, {"up"}, {.files = file("host=h")}),
                HasSubstr("GANDER_DBSTRING_FILE names no driver; set GOOSE_DRIVER, or write a URL"));
    EXPECT_THAT(error_of(as_gander, {"up"}, {.files = file("mongo://u:hush@h/d")}),
                testing::AllOf(HasSubstr("GANDER_DBSTRING_FILE is of no kind"), Not(HasSubstr("hush"))));
    EXPECT_THAT(error_of(as_gander, {"up"}, {.driver = "sqlite3", .files = file("postgres://h/d")}),
                HasSubstr("GANDER_DBSTRING_FILE is for postgres, and the driver is sqlite3"));
}

TEST(ResolveWords, a_file_is_read_only_where_it_counts)
{
    EXPECT_EQ(as_gander({"sqlite:x.db", "up"}, {.files = unreadable()}), "sqlite3|sqlite:x.db|up");
    EXPECT_EQ(as_gander({"x.db", "up"}, {.driver = "sqlite3", .files = unreadable()}), "sqlite3|x.db|up");
    EXPECT_EQ(as_gander({"create", "x"}, {.files = unreadable()}), "||create|x");
    EXPECT_EQ(as_gander({"validate"}, {.files = unreadable()}), "||validate");
    EXPECT_THAT(error_of(as_gander, {"up"}, {.files = unreadable()}), HasSubstr("it was read"));
}

TEST(MergeWords, a_file_stands_where_GOOSE_DBSTRING_does)
{
    EXPECT_EQ(as_goose({"postgres", "up"}, {.files = file("postgres://h/d")}), "postgres|postgres://h/d|up");
    EXPECT_EQ(as_goose({"up"}, {.driver = "postgres", .files = file("host=h")}), "postgres|host=h|up");
    EXPECT_EQ(as_goose({"up"}, {.files = file("postgres://h/d")}), "usage") << "as with GOOSE_DBSTRING alone";
    EXPECT_EQ(as_goose({"up"}, {.files = file("host='h'", true)}), "postgres|host='h'|up");
    EXPECT_EQ(as_goose({"pgx", "up"}, {.files = file("host='h'", true)}), "pgx|host='h'|up");
    EXPECT_THAT(error_of(as_goose, {"sqlite3", "up"}, {.files = file("host='h'", true)}),
                HasSubstr("GANDER_DBSTRING_FILE is for postgres"));
    EXPECT_EQ(as_goose({"create", "x"}, {.files = unreadable()}), "||create|x");
}

TEST(ResolveWords, says_what_is_wrong_and_what_was_meant)
{
    EXPECT_THAT(error_of(as_gander, {"statsu"}),
                HasSubstr("\"statsu\": no such command; did you mean status?"));
    EXPECT_THAT(error_of(as_gander, {"sqlite3", "x.db", "upto", "3"}), HasSubstr("did you mean up-to?"));
    EXPECT_THAT(error_of(as_gander, {"x.db", "statsu"}, {.driver = "sqlite3"}),
                HasSubstr("did you mean status?"));
    EXPECT_THAT(error_of(as_gander, {"sqllite3", "x.db", "up"}), HasSubstr("did you mean sqlite3?"));
    EXPECT_THAT(error_of(as_gander, {"mysql", "x", "up"}), HasSubstr("no such driver in this build"));
    EXPECT_THAT(error_of(as_gander, {"up"}, {.driver = "mysql", .dbstring = "x"}),
                HasSubstr("no such driver"));
    EXPECT_THAT(error_of(as_gander, {"x.db", "up"}), HasSubstr("no driver can be told"));
    EXPECT_THAT(error_of(as_gander, {"sqlite:x.db"}), HasSubstr("There is no command"));
}

TEST(ResolveWords, counts_arguments)
{
    EXPECT_THAT(error_of(as_gander, {"sqlite:x", "up-to"}),
                HasSubstr("up-to needs an argument: up-to VERSION"));
    EXPECT_THAT(error_of(as_gander, {"sqlite:x", "status", "x"}), HasSubstr("status takes no argument"));
    EXPECT_THAT(error_of(as_gander, {"create"}), HasSubstr("create needs an argument"));
    EXPECT_THAT(error_of(as_gander, {"create", "a", "b", "c"}), HasSubstr("one too many"));
}

TEST(ResolveWords, masks_passwords)
{
    for (auto const &words :
         {Words{"mongo://u:hush@h/d", "up"}, Words{"up", "postgres://u:hush@h/d"},
          Words{"user=u password=hush", "up"}, Words{"postgres", "password=hush host=h", "upp"},
          Words{"nodriver", "postgres://u:hush@h/d", "up"}}) {
        EXPECT_THAT(error_of(as_gander, words), Not(HasSubstr("hush"))) << words[0];
    }
}

} // namespace
} // namespace gander::cli
