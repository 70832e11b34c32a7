#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/postgres.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gander::driver::postgres {

using testing::HasSubstr;
using testing::Not;

TEST(Masked, WhatHoldsNoPasswordStaysAsItIs)
{
    for (std::string_view const text :
         {"", " ", "host=h user=u dbname=d", "postgres://u@h:5432/d?sslmode=disable", "postgres://h:5432/d",
          "postgres:///d?host=/tmp", "passfile=/x/.pgpass host=h", "garbage", "user=me@there host=a:b"}) {
        EXPECT_EQ(masked(text), text);
    }
}

TEST(Masked, EveryFormOfPassword)
{
    EXPECT_EQ(masked("postgres://u:secret@h:5432/d?x=y"), "postgres://u:xxxxx@h:5432/d?x=y");
    EXPECT_EQ(masked("postgres://h/d?user=u&password=secret&x=y"),
              "postgres://h/d?user=u&password=xxxxx&x=y");
    EXPECT_EQ(masked("postgres://h/d?sslpassword=secret"), "postgres://h/d?sslpassword=xxxxx");
    EXPECT_EQ(masked("postgres://h/d?p%61ssword=secret"), "postgres://h/d?p%61ssword=xxxxx");
    EXPECT_EQ(masked("host=h password=secret user=u"), "host=h password=xxxxx user=u");
    EXPECT_EQ(masked("password = 'se cr\\'et' user=u"), "password = xxxxx user=u");
    EXPECT_EQ(masked("PASSWORD=secret"), "PASSWORD=xxxxx");
    EXPECT_EQ(masked("postgres://u:a@h/d?password=b@c:d"), "postgres://u:xxxxx");
}

TEST(Masked, WhatOtherToolsCallAPassword)
{
    EXPECT_EQ(masked("host=h passwd=secret pwd=secret"), "host=h passwd=xxxxx pwd=xxxxx");
    EXPECT_EQ(masked("libsql://h?authToken=secret&x=y"), "libsql://h?authToken=xxxxx&x=y");
    EXPECT_EQ(masked("file:x.db?_auth_pass=secret&_pragma_key=secret"),
              "file:x.db?_auth_pass=xxxxx&_pragma_key=xxxxx");
    EXPECT_EQ(masked("sslkey=/a/key passfile=/b sslmode=require"),
              "sslkey=/a/key passfile=/b sslmode=require");
}

TEST(Masked, StringsThatCannotBeReadToo)
{
    EXPECT_EQ(masked("u:secret@h/d"), "u:xxxxx@h/d");
    EXPECT_EQ(masked("postgres:/u:secret@h/d"), "postgres:xxxxx@h/d");
    EXPECT_EQ(masked("password='secret and no end"), "password=xxxxx");
    EXPECT_EQ(masked("password=secret without quotes host=h"), "password=xxxxx host=h");
    EXPECT_EQ(masked("mysql://u:secret@tcp(h)/d"), "mysql://u:xxxxx@tcp(h)/d");
}

/// A password with this character in it, as each form has it, never shows, even written wrongly (raw).
class MaskedCharacter : public testing::TestWithParam<int>
{
};

TEST_P(MaskedCharacter, NeverShows)
{
    char const c = static_cast<char>(GetParam());
    std::string const raw = std::string{"HIDE"} + c + "HIDE";
    std::string quoted;
    for (char const each : raw) {
        quoted.append(each == '\'' || each == '\\' ? 1 : 0, '\\').append(1, each);
    }
    for (auto const &text : {"postgres://u:" + raw + "@h/d", "postgres://u:" + raw + raw + "@h:1/d?x=y",
                             "host=h password='" + quoted + "' user=u", "host=h password='" + raw,
                             "password=" + raw, "host=h password=" + raw + " user=u"}) {
        EXPECT_THAT(masked(text), Not(HasSubstr("HIDE"))) << text;
    }
    if (c != '&') {
        EXPECT_THAT(masked("postgres://h/d?password=" + raw), Not(HasSubstr("HIDE")));
    }
}

TEST_P(MaskedCharacter, IsReadFromEveryForm)
{
    char const c = static_cast<char>(GetParam());
    std::string const raw = std::string{"a"} + c + "b";
    char encoded[16];
    std::snprintf(encoded, sizeof encoded, "a%%%02xb", static_cast<unsigned>(GetParam()));
    std::string quoted;
    for (char const each : raw) {
        quoted.append(each == '\'' || each == '\\' ? 1 : 0, '\\').append(1, each);
    }
    for (auto const &text :
         {"postgres://u:" + std::string{encoded} + "@h/d", "postgres://h/d?password=" + std::string{encoded},
          "password='" + quoted + "'"}) {
        SCOPED_TRACE(text);
        EXPECT_THAT(parse_conninfo(text).connection, testing::Contains(Setting{"password", raw}));
    }
}

INSTANTIATE_TEST_SUITE_P(Printable, MaskedCharacter, testing::Range(int{' '}, int{'~'} + 1));

} // namespace gander::driver::postgres
