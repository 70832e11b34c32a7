#include "cli/secret_file.hpp"
#include "unit/cli/error_of.hpp"
#include "unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

namespace gander::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SecretFile : public testing::Test
{
protected:
    std::string read(std::string_view text) const
    {
        folder.write("secret", text);
        return read_secret("VARIABLE", folder / "secret");
    }

    test::TemporaryFolder const folder{};
};

TEST_F(SecretFile, loses_one_line_end)
{
    EXPECT_EQ(read("hush"), "hush");
    EXPECT_EQ(read("hush\n"), "hush");
    EXPECT_EQ(read("hush\r\n"), "hush");
    EXPECT_EQ(read("hush\n\n"), "hush\n");
    EXPECT_EQ(read("hush\r"), "hush\r");
    EXPECT_EQ(read(" hush \n"), " hush ");
    EXPECT_EQ(read("\xFF\xC3\n"), "\xFF\xC3");
}

TEST_F(SecretFile, that_says_nothing_is_an_error)
{
    auto const path = folder / "secret";
    EXPECT_THAT(error_of([&] { read_secret("VARIABLE", path); }),
                AllOf(HasSubstr("usage: VARIABLE: " + path + " cannot be read: no such file or directory; "),
                      HasSubstr("unset VARIABLE")));
    EXPECT_THAT(error_of([&] { read(""); }), HasSubstr("VARIABLE: " + path + " is empty"));
    EXPECT_THAT(error_of([&] { read("\r\n"); }), HasSubstr("is empty"));
    EXPECT_THAT(error_of([&] { read(std::string_view{"a\0b", 3}); }), HasSubstr("NUL byte"));
    EXPECT_THAT(error_of([&] { read_secret("VARIABLE", folder.path()); }), HasSubstr("is a directory"));
}

TEST_F(SecretFile, is_not_named_where_its_name_may_be_the_secret)
{
    EXPECT_THAT(
        error_of([] { read_secret("PGPASSWORD_FILE", "hush"); }),
        AllOf(HasSubstr("PGPASSWORD_FILE: the file that it names cannot be read"), Not(HasSubstr("hush"))));
    EXPECT_THAT(error_of([] { read_secret("GOOSE_DBSTRING_FILE", "postgres://u:hush@h/d"); }),
                AllOf(HasSubstr("GOOSE_DBSTRING_FILE: postgres://u:xxxxx@h/d cannot be read"),
                      Not(HasSubstr("hush"))));
}

TEST(ShownPath, is_a_path_or_masked)
{
    for (std::string const path : {"/run/secrets/db", "./db", "../db", ""}) {
        EXPECT_EQ(shown_path("PGPASSWORD_FILE", path), path);
        EXPECT_EQ(shown_path("GANDER_DBSTRING_FILE", path), path);
    }
    EXPECT_EQ(shown_path("PGPASSWORD_FILE", "hush"), "xxxxx");
    EXPECT_EQ(shown_path("GANDER_DBSTRING_FILE", "db"), "db");
    EXPECT_EQ(shown_path("GANDER_DBSTRING_FILE", "host=h password=hush"), "host=h password=xxxxx");
}

class ProvidePassword : public SecretFile
{
protected:
    void SetUp() override { clear(); }
    void TearDown() override { clear(); }

    static void clear()
    {
        ::unsetenv("PGPASSWORD");
        ::unsetenv("PGPASSWORD_FILE");
    }

    std::string after(std::string_view driver) const
    {
        folder.write("password", "hush\n");
        ::setenv("PGPASSWORD_FILE", (folder / "password").c_str(), 1);
        provide_password(driver);
        auto const *const password = std::getenv("PGPASSWORD");
        return password == nullptr ? "(none)" : password;
    }
};

TEST_F(ProvidePassword, puts_it_where_libpq_looks) { EXPECT_EQ(after("postgres"), "hush"); }

TEST_F(ProvidePassword, fills_an_empty_variable)
{
    ::setenv("PGPASSWORD", "", 1);
    EXPECT_EQ(after("pgx"), "hush");
}

TEST_F(ProvidePassword, leaves_another_one)
{
    ::setenv("PGPASSWORD", "other", 1);
    EXPECT_EQ(after("postgres"), "other");
}

TEST_F(ProvidePassword, is_nothing_for_other_drivers)
{
    EXPECT_EQ(after("sqlite3"), "(none)");
    EXPECT_EQ(after("nodriver"), "(none)");
}

} // namespace
} // namespace gander::cli
