#include "cli/secret_directory.hpp"
#include "driver/postgres/conninfo.hpp"
#include "unit/cli/error_of.hpp"
#include "unit/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace gander::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

std::string dbstring(SecretKeys const &keys) { return secret_dbstring("FILE", "/mounted", keys); }

std::string refusal(SecretKeys const &keys)
{
    return error_of([&] { dbstring(keys); });
}

TEST(SecretDbstring, is_the_whole_string_where_a_key_has_it)
{
    for (auto const *key : {"uri", "url", "dbstring"}) {
        EXPECT_EQ(dbstring({{key, "postgres://u:p@h/d"}, {"host", "other"}, {"password", "x"}}),
                  "postgres://u:p@h/d");
    }
    EXPECT_EQ(dbstring({{"uri", "same"}, {"url", "same"}}), "same");
}

TEST(SecretDbstring, is_put_together_from_parts)
{
    EXPECT_EQ(
        dbstring({{"host", "h"},
                  {"port", "5432"},
                  {"username", "u"},
                  {"password", "p"},
                  {"database", "d"},
                  {"sslmode", "verify-full"},
                  {"sslrootcert", "/ca.crt"}}),
        "host='h' port='5432' user='u' password='p' dbname='d' sslmode='verify-full' sslrootcert='/ca.crt'");
    EXPECT_EQ(dbstring({{"user", "u"}, {"dbname", "d"}}), "user='u' dbname='d'")
        << "the rest is libpq's to find";
}

TEST(SecretDbstring, takes_every_byte_of_a_password)
{
    std::string all;
    for (int byte = 1; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    for (auto const &password :
         {all, std::string(all.rbegin(), all.rend()), std::string("'"), std::string("\\"), std::string(" "),
          std::string("\\'\\"), std::string("' host='evil")}) {
        auto const read = driver::postgres::parse_pairs(dbstring({{"host", "h"}, {"password", password}}));
        EXPECT_EQ(read, (std::vector<driver::postgres::Setting>{{"host", "h"}, {"password", password}}));
    }
}

TEST(SecretDbstring, has_no_contradictions)
{
    EXPECT_THAT(refusal({{"uri", "hush1"}, {"dbstring", "hush2"}}),
                testing::AllOf(HasSubstr("usage: FILE: uri and dbstring in /mounted differ"),
                               Not(HasSubstr("hush"))));
    EXPECT_THAT(refusal({{"user", "a"}, {"username", "b"}}),
                HasSubstr("user and username in /mounted differ"));
    EXPECT_THAT(refusal({{"dbname", "a"}, {"database", "b"}}),
                HasSubstr("dbname and database in /mounted differ"));
    EXPECT_EQ(refusal({{"user", "a"}, {"username", "a"}}), "");
}

TEST(SecretDbstring, must_say_where_the_database_is)
{
    EXPECT_THAT(refusal({}), HasSubstr("usage: FILE: /mounted is a directory in which nothing says where"));
    EXPECT_THAT(refusal({{"sslmode", "require"}}), HasSubstr("nothing says where"));
}

class SecretKeysOf : public testing::Test
{
protected:
    SecretKeys read() const { return read_secret_keys("FILE", folder.path()); }

    test::TemporaryFolder const folder{};
};

TEST_F(SecretKeysOf, a_folder_are_its_files_that_are_known)
{
    folder.write("host", "h\n");
    folder.write("password", " p \n\n");
    folder.write("port", "");
    folder.write("ca.crt", "x");
    EXPECT_THAT(read(), UnorderedElementsAre(Pair("host", "h"), Pair("password", " p \n")));
}

TEST_F(SecretKeysOf, a_mounted_Secret_are_links)
{
    std::filesystem::create_directory(folder.path() / "..2026");
    folder.write("..2026/uri", "postgres://h/d");
    std::filesystem::create_symlink("..2026", folder.path() / "..data");
    std::filesystem::create_symlink("..data/uri", folder.path() / "uri");
    std::filesystem::create_symlink("..data/gone", folder.path() / "host");
    EXPECT_THAT(read(), UnorderedElementsAre(Pair("uri", "postgres://h/d")));
}

TEST_F(SecretKeysOf, a_certificate_stand_for_its_path)
{
    folder.write("sslrootcert", "-----BEGIN CERTIFICATE-----\n…");
    folder.write("sslcert", "/elsewhere/tls.crt\n");
    folder.write("password", "-----BEGIN CERTIFICATE-----");
    EXPECT_THAT(read(), UnorderedElementsAre(Pair("sslrootcert", folder / "sslrootcert"),
                                             Pair("sslcert", "/elsewhere/tls.crt"),
                                             Pair("password", "-----BEGIN CERTIFICATE-----")));
}

TEST_F(SecretKeysOf, what_cannot_be_read_is_an_error)
{
    std::filesystem::create_directory(folder.path() / "host");
    EXPECT_THAT(error_of([&] { read(); }),
                HasSubstr("usage: FILE: " + folder / "host" + " cannot be read: is a directory"));
}

} // namespace
} // namespace gander::cli
