#include "unit/migrator/folder.hpp"

#include <gander/error.hpp>
#include <gander/files.hpp>

#include <gmock/gmock.h>

namespace gander {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(Validate, GoodFilesGiveTheirCountsAndNoProblems)
{
    Folder const folder;
    folder.write("00001_a.sql", "-- +goose Up\nSELECT 1;\nSELECT 2;\n-- +goose Down\nSELECT 3;\n");
    folder.write("00002_b.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n");
    auto const result = validate(folder.migrations());
    EXPECT_THAT(result.problems, IsEmpty());
    ASSERT_EQ(result.files.size(), 2U);
    EXPECT_EQ(result.files[0].up, 2);
    EXPECT_EQ(result.files[0].down, 1);
    EXPECT_EQ(result.files[1].tx, TxMode::none);
}

TEST(Validate, ReportsEveryProblemOfEveryFile)
{
    Folder const folder;
    folder.write("00001_a.sql", "SELECT 1;\n");
    folder.write("00001_twin.sql", "-- +goose Up\nSELECT 1;\n");
    folder.write("00003_c.sql", "-- +goose Up\nBEGIN;\nSELECT 1;\nCOMMIT;\n");
    folder.write("seed.sql", "-- +goose Up\nSELECT 1;\n");
    std::vector<ProblemKind> kinds;
    for (auto const &problem : validate(folder.migrations()).problems) {
        kinds.push_back(problem.kind);
        EXPECT_FALSE(problem.hint.empty()) << problem.message;
    }
    EXPECT_THAT(kinds, testing::ElementsAre(ProblemKind::parse, ProblemKind::duplicate, ProblemKind::lint,
                                            ProblemKind::lint, ProblemKind::name));
}

TEST(Validate, OneFileCanBeNamed)
{
    Folder const folder;
    folder.write("00001_a.sql", "SELECT 1;\n");
    EXPECT_EQ(validate(folder.migrations() / "00001_a.sql").problems.size(), 1U);
}

TEST(Validate, AMissingDirectoryIsAnError)
{
    try {
        validate("nowhere");
        FAIL();
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::no_directory);
        EXPECT_STREQ(error.what(), "stat nowhere: no such file or directory");
    }
}

} // namespace
} // namespace gander
