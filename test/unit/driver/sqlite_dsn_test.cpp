#include "driver/sqlite/dsn.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>

namespace gander::driver::sqlite {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

static std::string refusal(std::string_view text)
{
    try {
        make(text);
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::usage);
        EXPECT_NE(error.hint(), "");
        return error.what();
    }
    return "accepted";
}

TEST(SqliteDsn, IsAPathAnUriOrNothing)
{
    EXPECT_EQ(parse_dsn("a/x.db").path(), "a/x.db");
    EXPECT_EQ(parse_dsn("a/x.db?_fk=1").path(), "a/x.db");
    EXPECT_EQ(parse_dsn("file:a%20b.db?mode=ro#end").path(), "a b.db");
    EXPECT_EQ(parse_dsn("file:///srv/x.db").path(), "/srv/x.db");
    EXPECT_EQ(parse_dsn("file://localhost/srv/x.db").path(), "/srv/x.db");
    EXPECT_EQ(parse_dsn("?x").path(), "?x") << "a question mark in front is part of the name, as with goose";
    for (char const *const text :
         {"", ":memory:", ":memory:?_fk=1", "file::memory:", "file:x?mode=memory", "file:"}) {
        EXPECT_TRUE(parse_dsn(text).is_transient()) << text;
    }
    EXPECT_FALSE(parse_dsn("x.db").is_transient());
}

TEST(SqliteDsn, NamesTheFileForSqliteSoThatNoCharacterIsLost)
{
    EXPECT_EQ(parse_dsn("100%?_fk=1").open_name("ro", false), "file:100%25?mode=ro");
    EXPECT_EQ(parse_dsn("/srv/a#b.db").open_name("", false), "file:///srv/a%23b.db");
    EXPECT_EQ(parse_dsn("file:x.db?cache=shared").open_name("ro", true),
              "file:x.db?mode=ro&immutable=1&cache=shared");
    EXPECT_EQ(parse_dsn(":memory:").open_name("", false), ":memory:");
}

TEST(SqliteDsn, ReadsPragmasInTheOrderTheyMustRun)
{
    auto const dsn =
        parse_dsn("x.db?_query_only=1&_pragma=synchronous(1)&_journal_mode=WAL&_pragma=foreign_keys%281%29"
                  "&_auto_vacuum=FULL&_pragma=busy_timeout(250)");
    EXPECT_THAT(dsn.pragmas, ElementsAre("auto_vacuum = FULL", "foreign_keys(1)", "synchronous(1)",
                                         "journal_mode = WAL", "query_only = 1"));
    EXPECT_EQ(dsn.busy_timeout, 250ms);
    EXPECT_THAT(dsn.notes, IsEmpty());
}

TEST(SqliteDsn, ReadsTimeoutsAndTransactions)
{
    EXPECT_EQ(parse_dsn("x.db").busy_timeout, 5s);
    EXPECT_EQ(parse_dsn("x.db?_busy_timeout=0").busy_timeout, 0ms);
    EXPECT_EQ(parse_dsn("x.db?_timeout=70").busy_timeout, 70ms);
    EXPECT_EQ(parse_dsn("x.db?_pragma=busy_timeout%3D80").busy_timeout, 80ms);
    EXPECT_EQ(parse_dsn("x.db").begin, "BEGIN IMMEDIATE");
    EXPECT_EQ(parse_dsn("x.db?_txlock=deferred").begin, "BEGIN");
    EXPECT_EQ(parse_dsn("x.db?_txlock=EXCLUSIVE").begin, "BEGIN exclusive");
    EXPECT_THAT(parse_dsn("x.db?_foreign_keys=on&_fk=off").pragmas, ElementsAre("foreign_keys = off"));
}

TEST(SqliteDsn, SqlitesOwnParametersCountBehindFileOnly)
{
    auto const path = parse_dsn("x.db?mode=memory&cache=bogus&immutable=1&nolock=1&psow=0&vfs=unix-dotfile");
    EXPECT_EQ(path.open_name("", false), "file:x.db");
    EXPECT_EQ(path.mode, "");
    EXPECT_EQ(path.vfs, "unix-dotfile");
    EXPECT_FALSE(path.is_transient());
    EXPECT_EQ(path.notes.size(), 5U);
    EXPECT_THAT(path.notes.front(), HasSubstr("\"mode\" counts only behind file:"));

    auto const uri = parse_dsn("file:x.db?mode=memory&nolock=1");
    EXPECT_TRUE(uri.is_transient());
    EXPECT_EQ(uri.open_name("", false), "file:x.db?nolock=1");
    EXPECT_THAT(uri.notes, IsEmpty());
}

TEST(SqliteDsn, OfTheDriversOwnParametersTheFirstCounts)
{
    EXPECT_EQ(parse_dsn("x.db?_busy_timeout=70&_busy_timeout=80").busy_timeout, 70ms);
    EXPECT_EQ(parse_dsn("x.db?_txlock=deferred&_txlock=bogus").begin, "BEGIN");
    EXPECT_THAT(parse_dsn("x.db?_fk=1&_fk=zz").pragmas, ElementsAre("foreign_keys = 1"));
    EXPECT_THAT(parse_dsn("x.db?_pragma=a&_pragma=b").pragmas, ElementsAre("a", "b"));
}

TEST(SqliteDsn, NotesWhatItDoesNotKnow)
{
    auto const dsn = parse_dsn("x.db?_bogus=1&_time_format=sqlite&foo=bar");
    EXPECT_THAT(dsn.notes, ElementsAre(HasSubstr("\"_bogus\""), HasSubstr("\"foo\"")));
    EXPECT_EQ(make("x.db?_bogus=1")->notes().size(), 1U);
}

TEST(SqliteDsn, RefusesWhatMakesNoSense)
{
    EXPECT_EQ(refusal("x.db?_txlock=bogus"), R"(unknown _txlock "bogus")");
    EXPECT_EQ(refusal("x.db?_fk=maybe"),
              R"(invalid _fk "maybe", expecting one of: 0 1 false true no yes off on)");
    EXPECT_EQ(refusal("x.db?a=%zz"), R"(invalid URL escape "%zz")");
    EXPECT_EQ(refusal("x.db?a=%"), R"(invalid URL escape "%")");
    EXPECT_EQ(refusal("x.db?a;b"), "invalid semicolon separator in query");
    EXPECT_EQ(refusal("file:x.db?mode=bogus"), "no such access mode: bogus");
    EXPECT_THAT(refusal("x.db?_time_format=x"), HasSubstr(R"(invalid _time_format "x")"));
    EXPECT_THAT(refusal("x.db?_dqs=yes"), HasSubstr(R"(invalid _dqs "yes")"));
    EXPECT_EQ(refusal("x.db?vfs=a&vfs=b"), "conflicting vfs query parameters: [a b]");
    EXPECT_THAT(refusal("x.db?_busy_timeout=abc"), HasSubstr(R"(invalid _busy_timeout "abc")"));
}

} // namespace gander::driver::sqlite
