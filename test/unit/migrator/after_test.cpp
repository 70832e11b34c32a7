#include "unit/migrator/folder.hpp"

#include <gander/gander.hpp>

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names(auto const &steps)
{
    std::vector<std::string> all;
    for (auto const &step : steps) {
        if constexpr (requires { step.step; }) {
            all.push_back(std::filesystem::path(step.step.source.path).filename().string());
        } else {
            all.push_back(std::filesystem::path(step.source.path).filename().string());
        }
    }
    return all;
}

class AfterTest : public testing::Test
{
protected:
    void SetUp() override
    {
        folder.write("00001_a.sql",
                     "-- +goose Up\nCREATE TABLE a (n text);\n-- +goose Down\nDROP TABLE a;\n");
        folder.write("00002_b.sql",
                     "-- +goose Up\nCREATE TABLE b (n text);\n-- +goose Down\nDROP TABLE b;\n");
        folder.write("note.after", "INSERT INTO a VALUES ('note');\n");
    }

    std::filesystem::path outside(std::string const &name, std::string const &text) const
    {
        folder.write("../" + name, text);
        return folder.migrations().parent_path() / name;
    }

    Migrator open(std::vector<std::filesystem::path> const &after = {}, Options options = {})
    {
        auto set = MigrationSet::from_directory(folder.migrations());
        for (auto const &path : after) {
            set.add_after(path);
        }
        return {Database::open("sqlite3", folder.database()), std::move(set), std::move(options)};
    }

    std::vector<std::string> notes()
    {
        MigrationSet set;
        std::vector<std::string> all;
        set.add({.version = 1, .name = "look", .up = [&](Connection &db, std::stop_token) {
                     for (auto const &row : db.query("SELECT n FROM a ORDER BY rowid")) {
                         all.push_back(row.at(0).value());
                     }
                 }});
        Migrator(Database::open("sqlite3", folder.database()), std::move(set), {.versioning = false}).up();
        return all;
    }

    Folder folder{};
};

TEST_F(AfterTest, UpRunsThemEachTimeAndRecordsNothing)
{
    auto report = open().up();
    EXPECT_EQ(report.done.size(), 2U);
    EXPECT_THAT(names(report.after), ElementsAre("note.after"));
    EXPECT_EQ(report.after[0].step.source.kind, Kind::after);
    EXPECT_EQ(report.to, 2);
    report = open().up();
    EXPECT_THAT(report.done, IsEmpty());
    EXPECT_THAT(names(report.after), ElementsAre("note.after"));
    EXPECT_THAT(notes(), ElementsAre("note", "note"));
    EXPECT_EQ(open().status().size(), 2U);
    EXPECT_EQ(open().version(), 2);
}

TEST_F(AfterTest, TheFoldersComeFirstThenTheOthersAsGiven)
{
    folder.write("another.after", "INSERT INTO a VALUES ('another');\n");
    std::filesystem::create_directory(folder.migrations().parent_path() / "more");
    auto const z = outside("z.sql", "INSERT INTO a VALUES ('z');\n");
    outside("more/2.sql", "INSERT INTO a VALUES ('2');\n");
    outside("more/1.after", "INSERT INTO a VALUES ('1');\n");
    auto migrator = open({z, folder.migrations().parent_path() / "more"});
    EXPECT_THAT(names(migrator.plan_up().after),
                ElementsAre("another.after", "note.after", "z.sql", "1.after", "2.sql"));
    migrator.up();
    EXPECT_THAT(notes(), ElementsAre("another", "note", "z", "1", "2"));
}

TEST_F(AfterTest, OnlyUpRunsThem)
{
    EXPECT_THAT(open().plan_up(2).after, IsEmpty());
    EXPECT_THAT(open().up_to(1).after, IsEmpty());
    EXPECT_THAT(open().up_by_one().after, IsEmpty());
    EXPECT_THAT(open().redo().after, IsEmpty());
    EXPECT_THAT(open().down().after, IsEmpty());
    EXPECT_THAT(open().apply(2, Direction::up).after, IsEmpty());
    EXPECT_THAT(notes(), IsEmpty());
    EXPECT_THAT(open({}, {.after_steps = false}).up().after, IsEmpty());
    EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(AfterTest, APlanTakesThemWithIt)
{
    auto migrator = open();
    auto const plan = migrator.plan_up();
    ASSERT_EQ(plan.after.size(), 1U);
    EXPECT_EQ(plan.after[0].statements().size(), 1U);
    EXPECT_THAT(names(migrator.run(plan).after), ElementsAre("note.after"));
    EXPECT_THAT(notes(), ElementsAre("note"));
}

TEST_F(AfterTest, WithoutVersionsTheyComeBehindTheFiles)
{
    EXPECT_THAT(names(open({}, {.versioning = false}).up().after), ElementsAre("note.after"));
    EXPECT_THAT(notes(), ElementsAre("note"));
}

TEST_F(AfterTest, EachFileIsOneTransactionAndAFailureEndsTheRun)
{
    folder.write("p.after", "INSERT INTO a VALUES ('p');\nINSERT INTO nowhere VALUES (1);\n");
    folder.write("q.after", "INSERT INTO a VALUES ('q');\n");
    try {
        open().up();
        FAIL();
    } catch (MigrationError const &error) {
        auto const &report = error.report();
        EXPECT_EQ(error.code(), Errc::sql);
        EXPECT_FALSE(error.retryable());
        EXPECT_THAT(error.what(), HasSubstr("p.after: "));
        EXPECT_THAT(names(report.done), ElementsAre("00001_a.sql", "00002_b.sql"));
        EXPECT_THAT(names(report.after), ElementsAre("note.after"));
        ASSERT_TRUE(report.failed);
        EXPECT_EQ(report.failed->step.source.kind, Kind::after);
        EXPECT_EQ(report.failed->place.line, 2);
        EXPECT_EQ(report.failed->outcome, Outcome::not_applied);
        EXPECT_THAT(names(report.skipped), ElementsAre("q.after"));
        EXPECT_EQ(report.to, 2);
    }
    EXPECT_THAT(notes(), ElementsAre("note"));
}

TEST_F(AfterTest, AFailedMigrationLeavesThemOut)
{
    folder.write("00003_c.sql", "-- +goose Up\nSELECT * FROM nowhere;\n");
    folder.write("00004_d.sql", "-- +goose Up\nSELECT 1;\n");
    try {
        open().up();
        FAIL();
    } catch (MigrationError const &error) {
        EXPECT_THAT(names(error.report().skipped), ElementsAre("00004_d.sql", "note.after"));
    }
    EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(AfterTest, AStopBetweenTheTwoLeavesThemOut)
{
    class Stopper final : public Observer
    {
    public:
        void on_result(Result const &result) override
        {
            if (result.step.source.version == 2) {
                source.request_stop();
            }
        }
        std::stop_source source{};
    };
    Stopper stopper;
    try {
        open({}, {.observer = &stopper, .stop = stopper.source.get_token()}).up();
        FAIL();
    } catch (MigrationError const &error) {
        EXPECT_EQ(error.code(), Errc::cancelled);
        EXPECT_EQ(error.report().done.size(), 2U);
        EXPECT_FALSE(error.report().failed);
        EXPECT_THAT(names(error.report().skipped), ElementsAre("note.after"));
    }
}

TEST_F(AfterTest, ABadOneStopsTheRunBeforeTheFirstMigration)
{
    folder.write("bad.after", "INSERT INTO a VALUES (1)\n");
    EXPECT_THROW(open().up(), ParseError);
    EXPECT_EQ(open({}, {.after_steps = false}).version(), 0);
    EXPECT_THROW(static_cast<void>(open().plan_up()), ParseError);
    std::filesystem::remove(folder.migrations() / "bad.after");
    auto const gone = outside("gone.sql", "SELECT 1;\n");
    auto migrator = open({gone});
    std::filesystem::remove(gone);
    EXPECT_THROW(migrator.up(), Error);
    EXPECT_EQ(open().version(), 0);
}

TEST_F(AfterTest, AMigrationIsNone)
{
    try {
        open({folder.migrations()});
        FAIL();
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::usage);
        EXPECT_THAT(error.what(), HasSubstr("00001_a.sql is a migration"));
    }
}

TEST_F(AfterTest, EmbeddedOnesAreRunToo)
{
    constexpr EmbeddedFile files[] = {{"m/z.after", "INSERT INTO a VALUES ('z');\n"},
                                      {"m/00001_a.sql", "-- +goose Up\nCREATE TABLE a (n text);\n"},
                                      {"m/y.sql.after", "INSERT INTO a VALUES ('y');\n"}};
    auto set = MigrationSet::from_embedded(files);
    EXPECT_THAT(names(Migrator(Database::open("sqlite3", folder.database()), std::move(set)).up().after),
                ElementsAre("y.sql.after", "z.after"));
    EXPECT_THAT(notes(), ElementsAre("y", "z"));
}

TEST_F(AfterTest, ValidateReadsThem)
{
    folder.write("bad.after", "-- +goose Up\nSELECT 1;\n-- +goose Down\n");
    auto const validation = validate(folder.migrations());
    EXPECT_EQ(validation.files.back().source.kind, Kind::after);
    EXPECT_EQ(validation.files.back().up, 1);
    ASSERT_EQ(validation.problems.size(), 1U);
    EXPECT_EQ(validation.problems[0].place.line, 3);
    EXPECT_EQ(validate(folder.migrations(), {.after_steps = false}).files.size(), 2U);
    EXPECT_EQ(validate(folder.migrations() / "bad.after").problems.size(), 1U);
}

} // namespace
} // namespace gander
