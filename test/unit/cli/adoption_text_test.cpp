#include "cli/adoption_text.hpp"

#include <gtest/gtest.h>

namespace gander::cli {
namespace {

Problem at(std::string path, int line, std::string message = "x")
{
    return {.place = {.path = std::move(path), .line = line, .column = line == 0 ? 0 : 1},
            .message = std::move(message)};
}

TEST(AdoptionText, AFileIsALine)
{
    EXPECT_EQ(unchecked_text({}, false), "");
    EXPECT_EQ(
        unchecked_text(
            {at("m/1.sql", 3), at("m/2.sql", 4), at("m/2.sql", 7), at("m/2.sql", 9), at("code", 0)}, false),
        "Not checked, as nothing in the database would tell:\n"
        "  1.sql: 1 statement, line 3\n"
        "  2.sql: 3 statements, lines 4, 7 and 9\n"
        "  code: all of it\n");
}

TEST(AdoptionText, ManyLinesAreNotAllShown)
{
    std::vector<Problem> many;
    for (int line = 1; line < 12; ++line) {
        many.push_back(at("1.sql", line));
    }
    EXPECT_EQ(unchecked_text(many, false), "Not checked, as nothing in the database would tell:\n"
                                           "  1.sql: 11 statements, lines 1, 2, 3, 4, 5, 6, 7, 8, …\n");
}

TEST(AdoptionText, VerboseNamesEach)
{
    EXPECT_EQ(unchecked_text({at("m/1.sql", 3, "DO: why"), at("code", 0, "a function")}, true),
              "Not checked, as nothing in the database would tell:\n"
              "  m/1.sql:3:1: DO: why\n"
              "  code: a function\n");
}

TEST(AdoptionText, AVersionWithoutAFileIsALineOfItsOwn)
{
    std::vector<Problem> const unchecked{at("m/1.sql", 3), at("", 0, "version 8 is applied"),
                                         at("", 0, "version 9 is applied")};
    EXPECT_EQ(unchecked_text(unchecked, false), "Not checked, as nothing in the database would tell:\n"
                                                "  1.sql: 1 statement, line 3\n"
                                                "  version 8 is applied\n"
                                                "  version 9 is applied\n");
    EXPECT_EQ(verification_summary({.version = 9, .found = 2, .unchecked = unchecked}),
              "verified at version 9: 2 objects found, 1 statement could not be checked, 2 versions have no "
              "file here");
    EXPECT_EQ(verification_summary({.version = 9, .found = 2, .unchecked = {unchecked[2]}}),
              "verified at version 9: 2 objects found, 1 version has no file here");
}

TEST(AdoptionText, TheLastLineCounts)
{
    EXPECT_EQ(adoption_summary({.version = 7, .adopted = {{}}, .found = 1}),
              "adopted 1 migration, at version 7: 1 object found");
    EXPECT_EQ(adoption_summary({.version = 7, .adopted = {{}, {}}, .found = 2, .unchecked = {{}}}),
              "adopted 2 migrations, at version 7: 2 objects found, 1 statement could not be checked");
    EXPECT_EQ(adoption_summary({.found = 2, .missing = {{}}}),
              "1 of 3 objects is missing; nothing has been recorded");
    EXPECT_EQ(adoption_summary({.found = 2, .missing = {{}, {}}}),
              "2 of 4 objects are missing; nothing has been recorded");
    EXPECT_EQ(adoption_summary({.found = 2, .undone = {{}}}),
              "1 statement has not been done; nothing has been recorded");
    EXPECT_EQ(adoption_summary({.found = 2, .missing = {{}}, .undone = {{}, {}}}),
              "1 of 3 objects is missing, and 2 statements have not been done; nothing has been recorded");
}

} // namespace
} // namespace gander::cli
