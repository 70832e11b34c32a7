#include "source/source.hpp"
#include "unit/temporary_folder.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

namespace gander::source {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::IsEmpty;

static std::vector<std::string> names(fs::path const &directory)
{
    std::vector<std::string> all;
    for (auto const &source : scan(directory).migrations) {
        all.push_back(std::to_string(source.version) + " " + fs::path{source.path}.filename().string());
    }
    return all;
}

static Error error_of(fs::path const &directory)
{
    try {
        scan(directory);
    } catch (Error const &error) {
        return error;
    }
    return {Errc::usage, "no error"};
}

TEST(ParseName, TakesTheNumberBeforeTheFirstUnderscore)
{
    EXPECT_EQ(parse_name("00001_create.sql").version, 1);
    EXPECT_EQ(parse_name("20260801120000_x_2.sql").version, 20260801120000);
    EXPECT_EQ(parse_name("+4_plus.sql").version, 4);
    EXPECT_EQ(parse_name("1__x.sql").version, 1);
    EXPECT_EQ(parse_name("1_.sql").version, 1);
    EXPECT_EQ(parse_name("9223372036854775807_last.sql").version, 9223372036854775807);
}

TEST(ParseName, RefusesInGoosesWords)
{
    auto const bad = [](char const *name) { return parse_name(name).error; };
    EXPECT_EQ(bad("seed.sql"), "no filename separator '_' found");
    EXPECT_EQ(bad("0_x.sql"), "migration version must be greater than zero");
    EXPECT_EQ(bad("-3_x.sql"), "migration version must be greater than zero");
    std::string const head = "failed to parse version from migration file: ";
    EXPECT_EQ(bad("1a_x.sql"), head + R"(1a_x.sql: strconv.ParseInt: parsing "1a": invalid syntax)");
    EXPECT_EQ(bad("_x.sql"), head + R"(_x.sql: strconv.ParseInt: parsing "": invalid syntax)");
    EXPECT_EQ(bad("+_x.sql"), head + R"(+_x.sql: strconv.ParseInt: parsing "+": invalid syntax)");
    EXPECT_EQ(bad("+-1_x.sql"), head + R"(+-1_x.sql: strconv.ParseInt: parsing "+-1": invalid syntax)");
    EXPECT_EQ(bad(" 1_x.sql"), head + R"( 1_x.sql: strconv.ParseInt: parsing " 1": invalid syntax)");
    EXPECT_THAT(bad("18446744073709551616z_x.sql"), testing::EndsWith("value out of range"));
    EXPECT_THAT(bad("9223372036854775808z_x.sql"), testing::EndsWith("invalid syntax"));
    EXPECT_EQ(bad("9223372036854775808_x.sql"), head + "9223372036854775808_x.sql: strconv.ParseInt: parsing "
                                                       "\"9223372036854775808\": value out of range");
}

TEST(Classify, TellsMigrationsFromOtherFilesByTheNameAlone)
{
    EXPECT_EQ(classify("1_dir/02_a.sql").source, (Source{2, Kind::sql, "1_dir/02_a.sql"}));
    EXPECT_EQ(classify("3_b.go").source, (Source{3, Kind::go, "3_b.go"}));
    for (char const *const name :
         {"1_a_test.go", "helpers.go", "x_y.go", "1_a.SQL", "1_a.txt", "1_a", "", "m/"}) {
        EXPECT_FALSE(classify(name).source.has_value()) << name;
        EXPECT_EQ(classify(name).error, "") << name;
    }
    EXPECT_EQ(classify("m/seed.sql").error, "no filename separator '_' found");
    EXPECT_FALSE(classify("m/seed.sql").source.has_value());
}

TEST(Scan, OrdersByVersionThenPath)
{
    TemporaryFolder const folder;
    for (char const *const name :
         {"10_b.sql", "00009_a.sql", "2_z.sql", "00002_a.go", "20260101000000_t.sql"}) {
        folder.write(name);
    }
    EXPECT_THAT(names(folder.path()), ElementsAre("2 00002_a.go", "2 2_z.sql", "9 00009_a.sql", "10 10_b.sql",
                                                  "20260101000000 20260101000000_t.sql"));
    EXPECT_EQ(scan(folder.path()).migrations.front().kind, Kind::go);
}

TEST(Scan, LeavesOutWhatIsNoMigration)
{
    TemporaryFolder const folder;
    for (char const *const name :
         {"1_a.sql", "README.md", "2_b.SQL", "3_c.sql.bak", "4_d_test.go", "helpers.go"}) {
        folder.write(name);
    }
    fs::create_directory(folder / "nested");
    folder.write("nested/5_e.sql");
    EXPECT_THAT(names(folder.path()), ElementsAre("1 1_a.sql"));
}

TEST(Scan, FollowsTheLinksOfAMountedConfigMap)
{
    TemporaryFolder const folder;
    fs::create_directory(folder / "..2026_08_01_12_00_00.123");
    folder.write("..2026_08_01_12_00_00.123/00001_a.sql", "text");
    fs::create_directory_symlink("..2026_08_01_12_00_00.123", folder / "..data");
    fs::create_symlink("..data/00001_a.sql", folder / "00001_a.sql");
    EXPECT_THAT(names(folder.path()), ElementsAre("1 00001_a.sql"));
    EXPECT_EQ(read(scan(folder.path()).migrations.front().path), "text");
}

TEST(Scan, ListsFoldersAndDanglingLinksThatAreNamedLikeMigrations)
{
    TemporaryFolder const folder;
    fs::create_directory(folder / "1_folder.sql");
    fs::create_symlink("nowhere", folder / "2_gone.sql");
    EXPECT_THAT(names(folder.path()), ElementsAre("1 1_folder.sql", "2 2_gone.sql"));
}

TEST(Scan, NamesTheFirstBadFileInLexicalOrder)
{
    TemporaryFolder const folder;
    folder.write("seed.sql");
    folder.write(".2_x.sql");
    folder.write("1_good.sql");
    auto const error = error_of(folder.path());
    EXPECT_EQ(error.code(), Errc::bad_name);
    EXPECT_EQ(
        std::string{error.what()},
        "could not parse SQL migration file \"" + (folder / ".2_x.sql") +
            "\": failed to parse version from migration file: .2_x.sql: strconv.ParseInt: parsing \".2\": "
            "invalid syntax");
    EXPECT_NE(error.hint(), "");
}

TEST(Scan, WritesPathsInTheirShortestSpelling)
{
    TemporaryFolder const folder;
    folder.write("1_a.sql");
    auto const before = fs::current_path();
    fs::current_path(folder.path());
    EXPECT_EQ(scan(".").migrations.front().path, "1_a.sql");
    EXPECT_EQ(scan("./").migrations.front().path, "1_a.sql");
    auto const name = folder.path().filename().string();
    EXPECT_EQ(scan("../" + name + "//").migrations.front().path, "../" + name + "/1_a.sql");
    fs::current_path(before);
}

TEST(Scan, SaysWhyAFolderCannotBeRead)
{
    EXPECT_STREQ(error_of("nope").what(), "nope directory does not exist");
    EXPECT_EQ(error_of("nope").code(), Errc::no_directory);
    EXPECT_STREQ(error_of("").what(), " directory does not exist");
    TemporaryFolder const folder;
    folder.write("file");
    EXPECT_THAT(scan(folder / "file").migrations, IsEmpty());
    EXPECT_EQ(std::string{error_of(folder / "file/m").what()},
              "open " + (folder / "file/m") + ": not a directory");
}

TEST(Scan, NeedsLeaveToReadTheFolder)
{
    if (::geteuid() != 0) {
        GTEST_SKIP() << "needs root, to become somebody else";
    }
    TemporaryFolder const folder;
    ::chmod(folder.path().c_str(), 0700);
    EXPECT_EXIT(
        {
            bool const other = ::seteuid(65534) == 0;
            auto const error = error_of(folder.path());
            bool const right =
                std::string{error.what()} == "open " + folder.path().string() + ": permission denied";
            std::_Exit(other && right && error.code() == Errc::no_directory ? 7 : 1);
        },
        testing::ExitedWithCode(7), "");
}

TEST(Scan, TakesHundredsOfFilesInOnePass)
{
    TemporaryFolder const folder;
    constexpr int count = 600;
    for (int i = 1; i <= count; ++i) {
        folder.write(std::to_string(i) + "_x.sql");
    }
    EXPECT_EQ(scan(folder.path()).migrations.size(), std::size_t{count});
}

TEST(Read, GivesTheWholeFileOrTheReason)
{
    TemporaryFolder const folder;
    std::string const text(100'000, 'x');
    folder.write("1_a.sql", text);
    EXPECT_EQ(read(folder / "1_a.sql"), text);
    folder.write("2_empty.sql");
    EXPECT_EQ(read(folder / "2_empty.sql"), "");
    auto const reason = [](fs::path const &path) {
        try {
            read(path);
        } catch (Error const &error) {
            EXPECT_EQ(error.code(), Errc::io);
            return std::string{error.what()};
        }
        return std::string{};
    };
    EXPECT_EQ(reason(folder / "3_no.sql"), "open " + (folder / "3_no.sql") + ": no such file or directory");
    EXPECT_EQ(reason(folder.path()), "read " + folder.path().string() + ": is a directory");
}

TEST(Read, RefusesPipesAndDevicesAtOnce)
{
    TemporaryFolder const folder;
    ASSERT_EQ(::mkfifo((folder / "1_pipe.sql").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", folder / "2_device.sql");
    ::alarm(20); // ends the test should one of them be waited for
    for (auto const &path : {folder / "1_pipe.sql", folder / "2_device.sql"}) {
        try {
            read(path);
            ADD_FAILURE() << path;
        } catch (Error const &error) {
            EXPECT_EQ(error.code(), Errc::io);
            EXPECT_EQ(std::string{error.what()}, "read " + path + ": not a regular file");
            EXPECT_NE(error.hint(), "");
        }
    }
    ::alarm(0);
}

} // namespace gander::source
