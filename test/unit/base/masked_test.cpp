#include "base/masked.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gander {

using testing::HasSubstr;
using testing::Not;

TEST(Masked, WhatHoldsNoPasswordStaysAsItIs)
{
    for (std::string_view const text :
         {"", " ", "host=h user=u dbname=d", "postgres://u@h:5432/d?sslmode=disable", "postgres://h:5432/d",
          "postgres:///d?host=/tmp", "passfile=/x/.pgpass host=h", "garbage", "user=me@there host=a:b",
          "postgres://h/d?sslkey=/x/k.pem&sslrootcert=system&target_session_attrs=any", "m/00001_a.sql"}) {
        EXPECT_EQ(without_secrets(text), text);
    }
}

TEST(Masked, EveryFormOfPassword)
{
    EXPECT_EQ(without_secrets("postgres://u:secret@h:5432/d?x=y"), "postgres://u:xxxxx@h:5432/d?x=y");
    EXPECT_EQ(without_secrets("postgres://h/d?user=u&password=secret&x=y"),
              "postgres://h/d?user=u&password=xxxxx&x=y");
    EXPECT_EQ(without_secrets("postgres://h/d?sslpassword=secret"), "postgres://h/d?sslpassword=xxxxx");
    EXPECT_EQ(without_secrets("postgres://h/d?p%61ssword=secret"), "postgres://h/d?p%61ssword=xxxxx");
    EXPECT_EQ(without_secrets("host=h password=secret user=u"), "host=h password=xxxxx user=u");
    EXPECT_EQ(without_secrets("password = 'se cr\\'et' user=u"), "password = xxxxx user=u");
    EXPECT_EQ(without_secrets("PASSWORD=secret"), "PASSWORD=xxxxx");
    EXPECT_EQ(without_secrets("postgres://u:a@h/d?password=b@c:d"), "postgres://u:xxxxx");
}

TEST(Masked, StringsThatCannotBeReadToo)
{
    EXPECT_EQ(without_secrets("u:secret@h/d"), "u:xxxxx@h/d");
    EXPECT_EQ(without_secrets("postgres:/u:secret@h/d"), "postgres:xxxxx@h/d");
    EXPECT_EQ(without_secrets("password='secret and no end"), "password=xxxxx");
    EXPECT_EQ(without_secrets("password=secret without quotes host=h"), "password=xxxxx host=h");
    EXPECT_EQ(without_secrets("user=u password='pw' secret host=h"), "user=u password=xxxxx");
    EXPECT_EQ(without_secrets("password secret host=h"), "password xxxxx host=h");
    EXPECT_EQ(without_secrets("host=h password:secret"), "host=h password:xxxxx");
    EXPECT_EQ(without_secrets("{\"user\": \"u\", \"password\": \"secret\"}"),
              "{\"user\": \"u\", \"password\":xxxxx");
    EXPECT_EQ(without_secrets("u/secret@h/db"), "u/xxxxx@h/db");
    EXPECT_EQ(without_secrets("postgres://h/d?pw=secret"), "postgres://h/d?pw=xxxxx");
    EXPECT_EQ(without_secrets("host=h password secret"), "host=h password xxxxx");
    EXPECT_EQ(without_secrets("host=h password = secret"), "host=h password = xxxxx");
    EXPECT_EQ(without_secrets("mysql://u:secret@tcp(h)/d"), "mysql://u:xxxxx@tcp(h)/d");
}

TEST(Masked, StringsForDatabasesOfEveryKind)
{
    EXPECT_EQ(without_secrets("libsql://h.turso.io?authToken=hush"), "libsql://h.turso.io?authToken=xxxxx");
    EXPECT_EQ(without_secrets("grpcs://h:2135/local?token=hush&x=y"), "grpcs://h:2135/local?token=xxxxx&x=y");
    EXPECT_EQ(without_secrets("clickhouse://h?username=u&password=hush"),
              "clickhouse://h?username=u&password=xxxxx");
    EXPECT_EQ(without_secrets("u:hush@tcp(h:3306)/d?parseTime=true"), "u:xxxxx@tcp(h:3306)/d?parseTime=true");
    EXPECT_EQ(without_secrets("server=h;user id=sa;pwd=hush;database=d"), "server=h;user id=sa;pwd=xxxxx");
    EXPECT_EQ(without_secrets("h/d?private_key=hush&api-key=hush&CLIENT_SECRET=hush"),
              "h/d?private_key=xxxxx&api-key=xxxxx&CLIENT_SECRET=xxxxx");
    EXPECT_EQ(without_secrets("host=h passwd=secret pwd=secret"), "host=h passwd=xxxxx pwd=xxxxx");
    EXPECT_EQ(without_secrets("file:x.db?_auth_pass=secret&_pragma_key=secret"),
              "file:x.db?_auth_pass=xxxxx&_pragma_key=xxxxx");
    EXPECT_EQ(without_secrets("sslkey=/a/key passfile=/b sslmode=require"),
              "sslkey=/a/key passfile=/b sslmode=require");
    EXPECT_EQ(without_secrets("url=postgres://u:hush@h/d"), "url=postgres://u:xxxxx@h/d");
    EXPECT_EQ(without_secrets("-postgres://u:hush@h"), "-postgres://u:xxxxx@h");
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
        EXPECT_THAT(without_secrets(text), Not(HasSubstr("HIDE"))) << text;
    }
    if (c != '&') {
        EXPECT_THAT(without_secrets("postgres://h/d?password=" + raw), Not(HasSubstr("HIDE")));
    }
}

INSTANTIATE_TEST_SUITE_P(Printable, MaskedCharacter, testing::Range(int{' '}, int{'~'} + 1));

} // namespace gander
