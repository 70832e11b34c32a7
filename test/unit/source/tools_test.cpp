#include "source/case.hpp"
#include "source/numbering.hpp"
#include "source/source.hpp"
#include "unit/temporary_folder.hpp"

#include <gander/error.hpp>
#include <gander/files.hpp>

#include <gmock/gmock.h>

#include <filesystem>

namespace gander {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

template<typename Call>
static std::string reason(Errc code, Call call)
{
    try {
        call();
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), code);
        return error.what();
    }
    return "no error";
}

TEST(SnakeCase, KeepsLettersAndDigitsOfEveryScript)
{
    EXPECT_EQ(source::snake_case("Add users, please"), "add_users_please");
    EXPECT_EQ(source::snake_case("CamelCase2"), "camelcase2");
    EXPECT_EQ(source::snake_case("Größe ÄNDERN"), "größe_ändern");
    EXPECT_EQ(source::snake_case("Добавить Таблицу"), "добавить_таблицу");
    EXPECT_EQ(source::snake_case("Πίνακας ΧΡΗΣΤΏΝ"), "πίνακας_χρηστών");
    EXPECT_EQ(source::snake_case("表 ½"), "表_½");
}

TEST(SnakeCase, TreatsTheEndsAsGooseDoes)
{
    EXPECT_EQ(source::snake_case(""), "");
    EXPECT_EQ(source::snake_case("  lead"), "lead");
    EXPECT_EQ(source::snake_case("trailing!"), "trailing_");
    EXPECT_EQ(source::snake_case("trailing!!"), "trailing");
    EXPECT_EQ(source::snake_case("a - b"), "a_b");
    EXPECT_EQ(source::snake_case("!?"), "");
    EXPECT_EQ(source::snake_case("../x"), "x");
}

TEST(CamelCase, JoinsWords)
{
    EXPECT_EQ(source::camel_case("add users_TABLE"), "AddUsersTable");
    EXPECT_EQ(source::camel_case("élan vital"), "ÉlanVital");
}

TEST(Numbering, TellsTimeStampsFromSequenceNumbers)
{
    EXPECT_TRUE(source::is_timestamp(20200101000000));
    EXPECT_TRUE(source::is_timestamp(20240229235959));
    for (Version const version : {1L, 20229999999999L, 20230229000000L, 20200101240000L, 20200101006000L,
                                  19691231235959L, 19700101000000L, 202001010000001L, 2020010100000L}) {
        EXPECT_FALSE(source::is_timestamp(version)) << version;
    }
    EXPECT_EQ(source::timestamp_text(TimePoint{} + std::chrono::seconds{1785585600 + 61}), "20260801120101");
}

TEST(Numbering, CountsOnFromTheNewestTimeStampWhereThisSecondIsTaken)
{
    auto const free = [](std::vector<Version> const &taken) {
        return source::timestamp_text(
            source::free_moment(taken, *source::moment_of(20261231235959) + std::chrono::milliseconds{900}));
    };
    EXPECT_EQ(free({}), "20261231235959");
    EXPECT_EQ(free({1, 20261231235958, 20991231000000}), "20261231235959");
    EXPECT_EQ(free({20261231235959, 7}), "20270101000000");
    EXPECT_EQ(free({20261231235959, 20270101000002, 20270101000000}), "20270101000003");
    EXPECT_EQ(source::moment_of(20260801120101), TimePoint{} + std::chrono::seconds{1785585600 + 61});
}

TEST(CreateMigration, TakesTheNextNumberAndCountsNoTimeStamps)
{
    TemporaryFolder const folder;
    auto const make = [&](std::string_view name) {
        return create_migration(folder.path(), name, "sql", Numbering::sequential).filename().string();
    };
    EXPECT_EQ(make("First thing"), "00001_first_thing.sql");
    folder.write("20200101000000_later.sql");
    folder.write("00041_x.sql");
    EXPECT_EQ(make(""), "00042_.sql");
}

TEST(CreateMigration, NamesFilesByTheTime)
{
    TemporaryFolder const folder;
    auto const path = create_migration(folder.path(), "x", "sql", Numbering::timestamp);
    EXPECT_THAT(path.filename().string(), MatchesRegex("2[0-9]{13}_x\\.sql"));
    EXPECT_TRUE(source::is_timestamp(source::parse_name(path.filename().string()).version));
}

TEST(CreateMigration, GivesEachFileAVersionOfItsOwn)
{
    TemporaryFolder const folder;
    folder.write("seed.sql"); // has no version, and is nobody's business here
    auto const initial = init_directory(folder / "m", Numbering::timestamp).filename().string();
    std::vector<std::string> made{initial.substr(0, 14)};
    for (char const *const name : {"a", "b", "c"}) {
        auto const path = create_migration(folder / "m", name, "sql", Numbering::timestamp);
        made.push_back(path.filename().string().substr(0, 14));
    }
    EXPECT_TRUE(std::ranges::is_sorted(made, std::ranges::less_equal{})) << testing::PrintToString(made);
    create_migration(folder.path(), "a", "sql", Numbering::timestamp);
}

TEST(CreateMigration, NumbersNoFolderWithTwoFilesOfOneVersion)
{
    TemporaryFolder const folder;
    folder.write("1_a.sql");
    folder.write("01_b.sql");
    EXPECT_EQ(reason(Errc::duplicate_version,
                     [&] { create_migration(folder.path(), "x", "sql", Numbering::sequential); }),
              "duplicate version 1: " + (folder / "01_b.sql") + " and " + (folder / "1_a.sql"));
}

TEST(CreateMigration, WritesBothDirections)
{
    TemporaryFolder const folder;
    auto const text = source::read(create_migration(folder.path(), "x", "txt", Numbering::sequential));
    EXPECT_THAT(text, MatchesRegex("-- \\+goose Up\nSELECT '[^']+';\n\n-- \\+goose Down\nSELECT '[^']+';\n"));
    auto const go = source::read(create_migration(folder.path(), "my change", "go", Numbering::timestamp));
    EXPECT_THAT(go, HasSubstr("goose.AddMigrationContext(upMyChange, downMyChange)"));
    EXPECT_THAT(go, HasSubstr("func downMyChange(ctx context.Context, tx *sql.Tx) error {"));
}

TEST(CreateMigration, NeverOverwrites)
{
    TemporaryFolder const folder;
    folder.write("00001_z.txt", "mine");
    EXPECT_EQ(reason(Errc::io, [&] { create_migration(folder.path(), "z", "txt", Numbering::sequential); }),
              "failed to create migration file: open " + (folder / "00001_z.txt") + ": file exists");
    EXPECT_EQ(source::read(folder / "00001_z.txt"), "mine");
}

TEST(CreateMigration, MakesNoFolder)
{
    EXPECT_THAT(
        reason(Errc::io, [] { create_migration("newdir", "x", "sql", Numbering::timestamp); }),
        MatchesRegex("failed to create migration file: open newdir/[0-9]+_x.sql: no such file or directory"));
    EXPECT_EQ(
        reason(Errc::no_directory, [] { create_migration("newdir", "x", "sql", Numbering::sequential); }),
        "newdir directory does not exist");
}

TEST(InitDirectory, MakesAFolderWithAnExplanation)
{
    TemporaryFolder const folder;
    auto const path = init_directory(folder / "a/b", Numbering::sequential);
    EXPECT_EQ(path.string(), folder / "a/b/00001_initial.sql");
    EXPECT_THAT(source::read(path), StartsWith("-- "));
    EXPECT_THAT(source::read(path), HasSubstr("\n-- +goose Up\n"));
    EXPECT_EQ(reason(Errc::io, [&] { init_directory(folder / "a", Numbering::timestamp); }),
              "directory already exists: " + (folder / "a"));
    folder.write("file");
    EXPECT_EQ(reason(Errc::io, [&] { init_directory(folder / "file/x", Numbering::timestamp); }),
              "stat " + (folder / "file/x") + ": not a directory");
}

TEST(FixVersions, ContinuesAfterTheHighestSequenceNumber)
{
    TemporaryFolder const folder;
    for (char const *const name :
         {"00007_a.sql", "20200101000000_beta.sql", "20210101000000_gamma.go", "3_c.sql"}) {
        folder.write(name, name);
    }
    auto const done = fix_versions(folder.path());
    ASSERT_EQ(done.size(), 2U);
    EXPECT_EQ(done[0].from.string(), folder / "20200101000000_beta.sql");
    EXPECT_EQ(done[0].to.string(), folder / "00008_beta.sql");
    EXPECT_EQ(source::read(folder / "00009_gamma.go"), "20210101000000_gamma.go");
    EXPECT_FALSE(fs::exists(folder / "20200101000000_beta.sql"));
    EXPECT_TRUE(fix_versions(folder.path()).empty()) << "a second time there is nothing to do";
}

TEST(FixVersions, TouchesTheFilesNameOnly)
{
    TemporaryFolder const folder;
    fs::create_directory(folder / "20200101000000");
    folder.write("20200101000000/20200101000000_20200101000000.sql");
    auto const done = fix_versions(folder / "20200101000000");
    EXPECT_EQ(done.at(0).to.string(), folder / "20200101000000/00001_20200101000000.sql");
}

TEST(FixVersions, NeedsNoNumberWhereNothingIsTimed)
{
    TemporaryFolder const folder;
    folder.write("9223372036854775807_last.sql");
    EXPECT_TRUE(fix_versions(folder.path()).empty());
}

TEST(FixVersions, RefusesWhatItCannotDoRight)
{
    TemporaryFolder const folder;
    EXPECT_EQ(reason(Errc::no_migrations, [&] { fix_versions(folder.path()); }), "no migration files found");
    folder.write("20200101000000_a.sql");
    folder.write("20200101000000_b.sql");
    EXPECT_THAT(reason(Errc::duplicate_version, [&] { fix_versions(folder.path()); }),
                StartsWith("duplicate version 20200101000000: "));
    fs::remove(folder / "20200101000000_b.sql");
    folder.write("9223372036854775807_last.sql");
    EXPECT_THAT(reason(Errc::bad_name, [&] { fix_versions(folder.path()); }),
                HasSubstr("no sequence number is left"));
}

} // namespace gander
