#include "source/source.hpp"
#include "unit/temporary_folder.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>

#include <filesystem>

namespace gander::source {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

static std::vector<std::string> names(std::vector<Source> const &steps)
{
    std::vector<std::string> all;
    for (auto const &step : steps) {
        EXPECT_EQ(step.kind, Kind::after);
        EXPECT_EQ(step.version, 0);
        all.push_back(fs::path{step.path}.filename().string());
    }
    return all;
}

static Error error_of(fs::path const &path)
{
    try {
        static_cast<void>(after_steps_at(path));
    } catch (Error const &error) {
        return error;
    }
    return {Errc::usage, "no error"};
}

TEST(AfterSteps, AreToldByTheEndOfTheirNames)
{
    EXPECT_TRUE(is_after("m/grants.sql.after"));
    EXPECT_TRUE(is_after("00001_a.after"));
    EXPECT_FALSE(is_after("m/.after"));
    EXPECT_FALSE(is_after("m.after/grants.sql"));
    EXPECT_FALSE(is_after("grants.AFTER"));
}

TEST(AfterSteps, OfAMigrationsFolderComeInOrderOfName)
{
    TemporaryFolder const folder;
    for (auto const *name :
         {"b.after", "a.sql.after", "B.after", "10.after", "9.after", "00001_a.sql", "x"}) {
        folder.write(name);
    }
    auto const found = scan(folder.path());
    EXPECT_THAT(names(found.after), ElementsAre("10.after", "9.after", "B.after", "a.sql.after", "b.after"));
    EXPECT_EQ(found.migrations.size(), 1U);
}

TEST(AfterSteps, AFileIsOneWhateverItsName)
{
    TemporaryFolder const folder;
    folder.write("anything");
    EXPECT_THAT(names(after_steps_at(folder / "anything")), ElementsAre("anything"));
}

TEST(AfterSteps, OfAFolderOfTheirOwnTakePlainSqlToo)
{
    TemporaryFolder const folder;
    for (auto const *name : {"b.sql", "a.sql.after", "c.after", "README.md", "d.sql~"}) {
        folder.write(name);
    }
    fs::create_directory(folder / "..data");
    EXPECT_THAT(names(after_steps_at(folder.path())), ElementsAre("a.sql.after", "b.sql", "c.after"));
}

TEST(AfterSteps, SayWhatIsNotThere)
{
    TemporaryFolder const folder;
    folder.write("README.md");
    auto const missing = error_of(folder / "no.sql");
    EXPECT_EQ(missing.code(), Errc::io);
    EXPECT_EQ(std::string{missing.what()},
              "after-step " + (folder / "no.sql") + ": no such file or directory");
    auto const empty = error_of(folder.path());
    EXPECT_EQ(empty.code(), Errc::no_migrations);
    EXPECT_THAT(empty.what(), StartsWith("no after-step in "));
    EXPECT_FALSE(empty.hint().empty());
}

} // namespace gander::source
