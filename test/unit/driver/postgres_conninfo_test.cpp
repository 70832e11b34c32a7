#include "driver/postgres/conninfo.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>

namespace gander::driver::postgres {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

static std::string connection_value(std::string_view dbstring, std::string_view name)
{
    std::string found = "(none)";
    for (auto const &setting : parse_conninfo(dbstring).connection) {
        if (setting.name == name) {
            found = setting.value;
        }
    }
    return found;
}

static std::string refusal(std::string_view dbstring)
{
    try {
        parse_conninfo(dbstring);
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::usage);
        return error.what();
    }
    return "(accepted)";
}

TEST(Conninfo, AUrlHasItsParts)
{
    EXPECT_THAT(parse_url("postgres://u:p@h:5433/d?sslmode=disable&x=y%20z"),
                ElementsAre(Setting{"user", "u"}, Setting{"password", "p"}, Setting{"host", "h"},
                            Setting{"port", "5433"}, Setting{"dbname", "d"}, Setting{"sslmode", "disable"},
                            Setting{"x", "y z"}));
    EXPECT_THAT(parse_url("postgresql://"), IsEmpty());
    EXPECT_THAT(parse_url("postgres:///d"), ElementsAre(Setting{"dbname", "d"}));
    EXPECT_THAT(parse_url("postgres://h?dbname=d"),
                ElementsAre(Setting{"host", "h"}, Setting{"dbname", "d"}));
}

TEST(Conninfo, AUrlMayNameSeveralHostsAddressesAndSockets)
{
    EXPECT_THAT(parse_url("postgres://h1:1,h2,[::1]:3/d"),
                ElementsAre(Setting{"host", "h1,h2,::1"}, Setting{"port", "1,,3"}, Setting{"dbname", "d"}));
    EXPECT_THAT(parse_url("postgres://%2Ftmp%2Fsock/d"),
                ElementsAre(Setting{"host", "/tmp/sock"}, Setting{"dbname", "d"}));
    EXPECT_THAT(parse_url("postgres:///d?host=/tmp"),
                ElementsAre(Setting{"dbname", "d"}, Setting{"host", "/tmp"}));
}

TEST(Conninfo, PasswordsMayBePastedRawWhereTheUrlStaysClear)
{
    EXPECT_EQ(connection_value("postgres://u:p@ss@h/d", "password"), "p@ss");
    EXPECT_EQ(connection_value("postgres://u:p:ss#!$&'()*+,;= @h/d", "password"), "p:ss#!$&'()*+,;= ");
    EXPECT_EQ(connection_value("postgres://u:p/s?s@h:5432/d", "password"), "p/s?s");
    EXPECT_EQ(connection_value("postgres://u:p/ss@h:5432/d", "host"), "h");
    EXPECT_EQ(connection_value("postgres://h/d?application_name=a@b", "host"), "h");
}

TEST(Conninfo, AnAtSignThatMayEndThePasswordIsNotGuessedAt)
{
    for (std::string_view const bad :
         {"postgres://u:s3@cret/x@h/d", "postgres://u:12/s3cret@h/d", "postgres://h:5432/s3cret@d"}) {
        EXPECT_THAT(refusal(bad), testing::AllOf(HasSubstr("an @ behind a /"), Not(HasSubstr("cret"))))
            << bad;
    }
    EXPECT_EQ(connection_value("postgres://h/my@db", "dbname"), "my@db");
    EXPECT_EQ(connection_value("postgres://u:p@h/my%40db", "dbname"), "my@db");
    EXPECT_EQ(connection_value("postgres://u:p@h/d?application_name=a@b", "application_name"), "a@b");
}

TEST(Conninfo, PairsAllowBlanksQuotesAndBackslashes)
{
    EXPECT_THAT(parse_pairs(" host=h  port = 1 password='it\\'s \\\\ = x' user=a\\ b dbname=''"),
                ElementsAre(Setting{"host", "h"}, Setting{"port", "1"}, Setting{"password", "it's \\ = x"},
                            Setting{"user", "a b"}, Setting{"dbname", ""}));
    EXPECT_THAT(parse_pairs(""), IsEmpty());
    EXPECT_THAT(parse_pairs(" \t\n"), IsEmpty());
}

TEST(Conninfo, EachParameterGoesWhereItBelongs)
{
    auto const info =
        parse_conninfo("host=h database=d search_path=s1,s2 pool_max_conns=4 statement_timeout=1 "
                       "statement_cache_capacity=0 min_read_buffer_size=1 statement_timeout=2");
    ASSERT_EQ(info.connection.size(), 8U);
    EXPECT_THAT(std::vector(info.connection.begin(), info.connection.begin() + 7),
                ElementsAre(Setting{"host", "h"}, Setting{"dbname", "d"}, Setting{"client_encoding", "UTF8"},
                            Setting{"keepalives_idle", "30"}, Setting{"keepalives_interval", "10"},
                            Setting{"keepalives_count", "3"}, Setting{"tcp_user_timeout", "60000"}));
    EXPECT_EQ(info.connection[7].name, "fallback_application_name");
    EXPECT_THAT(info.connection[7].value, testing::StartsWith("gander "));
    EXPECT_THAT(info.session,
                ElementsAre(Setting{"search_path", "s1,s2"}, Setting{"statement_timeout", "2"}));
    EXPECT_THAT(info.ignored,
                ElementsAre("pool_max_conns", "statement_cache_capacity", "min_read_buffer_size"));
}

TEST(Conninfo, WhatIsForTheClientIsNotSentToTheServer)
{
    auto const info = parse_conninfo("sslnegotiation=postgres min_protocol_version=3.0 krbspn=x "
                                     "max_protocol_version=latest servicefile='' require_auth=''");
    EXPECT_THAT(info.session, IsEmpty());
    EXPECT_THAT(info.ignored, testing::Contains("krbspn"));
}

TEST(Conninfo, WhatIsAPromiseIsKeptOrRefused)
{
    constexpr int first_with_require_auth = 160000;
    if (PQlibVersion() >= first_with_require_auth) {
        EXPECT_EQ(connection_value("require_auth=md5", "require_auth"), "md5");
    } else {
        EXPECT_THAT(refusal("postgres://u:s3cret@h/d?require_auth=md5"),
                    testing::AllOf(HasSubstr(" does not know require_auth"), Not(HasSubstr("s3cret"))));
        ::setenv("PGREQUIREAUTH", "md5", 1);
        EXPECT_THAT(refusal("host=h"), HasSubstr(" does not know PGREQUIREAUTH"));
        ::unsetenv("PGREQUIREAUTH");
    }
    constexpr int first_with_servicefile = 180000;
    if (PQlibVersion() < first_with_servicefile) {
        EXPECT_THAT(refusal("service=s servicefile=f"), HasSubstr(" does not know servicefile"));
    }
}

TEST(Conninfo, WhatIsGivenIsNotOverruled)
{
    EXPECT_EQ(connection_value("client_encoding=LATIN1", "client_encoding"), "LATIN1");
    EXPECT_EQ(connection_value("postgres://u@h/?user=v", "user"), "v") << "the last one counts";
    EXPECT_EQ(connection_value("postgres://h/?ssl=true", "sslmode"), "require");
    EXPECT_EQ(connection_value("host=h tcp_user_timeout=0", "tcp_user_timeout"), "0");
}

TEST(Conninfo, APlusIsABlankInOptionsOnly)
{
    EXPECT_EQ(connection_value("postgres://h/?options=-c+a%3Db%2B", "options"), "-c a=b+");
    EXPECT_EQ(connection_value("postgres://h/?password=a+b", "password"), "a+b");
}

TEST(Conninfo, RefusalsNameThePlaceAndNoPassword)
{
    for (std::string_view const bad :
         {"postgres://u:s3cret%zz@h/d", "postgres://u:s3cret%@h/d", "postgres://u:s3cret@h:port/d",
          "postgres://u:s3cret@[::1/d", "postgres://u:s3cret@h/d?novalue",
          "postgres://h/d?password=s3cret%0&x", "host=h password=s3cret word", "password='s3cret",
          "password=s3 s3cret", "password = 's3\\'cret s3cret", "=s3cret password=s3cret",
          "postgres://u:%00s3cret@h/d", "password=s3cret x"}) {
        SCOPED_TRACE(bad);
        auto const what = refusal(bad);
        EXPECT_THAT(what, HasSubstr("cannot understand the connection string"));
        if (bad.front() != '=') {
            EXPECT_THAT(what, Not(HasSubstr("s3cret")));
        }
    }
    EXPECT_THAT(refusal("garbage"), HasSubstr("name=value is expected at character 1"));
    EXPECT_THAT(refusal("user='x"), HasSubstr("the quote at character 6 is not closed"));
    EXPECT_THAT(refusal(std::string_view{"host=a\0b", 8}), HasSubstr("NUL"));
}

TEST(Conninfo, AMisspeltPasswordIsNotSentAsASetting)
{
    for (std::string_view const bad :
         {"host=h passwd=s3cret", "postgres://h/d?pwd=s3cret", "host=h PASSWORD=s3cret"}) {
        EXPECT_THAT(refusal(bad), testing::AllOf(HasSubstr("looks like a secret"), Not(HasSubstr("s3cret"))))
            << bad;
    }
    EXPECT_THAT(parse_conninfo("password_encryption=md5").session,
                ElementsAre(Setting{"password_encryption", "md5"}));
    EXPECT_THAT(parse_conninfo("app.password=x").session, ElementsAre(Setting{"app.password", "x"}));
}

TEST(PostgresConninfo, PiecesOfAUrlAreNoNames)
{
    for (auto const *bad : {"postgres:/u:s3cret@h/d?sslmode=disable", "h/d?a=b", "u@h=d", "postgres:u=v"}) {
        EXPECT_THAT(refusal(bad),
                    testing::AllOf(HasSubstr("a name that none can have"), Not(HasSubstr("s3cret"))))
            << bad;
    }
    EXPECT_EQ(parse_conninfo("host=h my.größe$1=2").session.size(), 1U);
}

TEST(Conninfo, ATimeoutIsAWholeNumberOfSeconds)
{
    for (std::string const text : {"10", "0", "%203", "+3", "99999999999"}) {
        EXPECT_NO_THROW(parse_conninfo("postgres://h/d?connect_timeout=" + text)) << text;
    }
    for (std::string const text : {"abc", "-1", "5s", "1.5", "", "0x5", "3x", "3%203"}) {
        EXPECT_THAT(refusal("postgres://h/d?connect_timeout=" + text), HasSubstr("invalid connect_timeout"))
            << text;
    }
    EXPECT_THAT(refusal("host=h connect_timeout=soon password=hush"),
                testing::AllOf(HasSubstr("invalid connect_timeout"), Not(HasSubstr("hush"))));
    ::setenv("PGCONNECT_TIMEOUT", "soon", 1);
    EXPECT_THAT(refusal("host=h"), HasSubstr("PGCONNECT_TIMEOUT: invalid connect_timeout"));
    EXPECT_NO_THROW(parse_conninfo("host=h connect_timeout=2"));
    ::setenv("PGCONNECT_TIMEOUT", "", 1);
    EXPECT_NO_THROW(parse_conninfo("host=h"));
    ::unsetenv("PGCONNECT_TIMEOUT");
}

TEST(Conninfo, PercentSignsAreDecodedStrictly)
{
    std::string decoded;
    EXPECT_TRUE(percent_decode("a%41%2f%20", decoded));
    EXPECT_EQ(decoded, "aA/ ");
    for (auto const *const bad : {"%", "%4", "%4g", "%-1", "%+1", "% 1", "%00"}) {
        EXPECT_FALSE(percent_decode(bad, decoded)) << bad;
    }
}

/// A password with this character in it is what each form says it is.
class PasswordCharacter : public testing::TestWithParam<int>
{
};

TEST_P(PasswordCharacter, IsReadFromEveryForm)
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

INSTANTIATE_TEST_SUITE_P(Printable, PasswordCharacter, testing::Range(int{' '}, int{'~'} + 1));

} // namespace gander::driver::postgres
