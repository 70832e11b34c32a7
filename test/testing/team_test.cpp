// A folder like a team's, there and back: functions and triggers in blocks, partitions, extensions, enums.
// Other tests run it in all the ways there are, beside goose.
#include "suite.hpp"

#include <gander/testing/matchers.hpp>

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace {

using gander::test::Suite;
using ::testing::HasSubstr;
using namespace gander::testing;

std::string text_of(std::filesystem::path const &path)
{
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

class Team : public Suite
{
protected:
    void SetUp() override
    {
        Suite::SetUp();
        if (IsSkipped() || HasFatalFailure()) {
            return;
        }
        auto const why = lacking();
        if (!why.empty() && std::getenv("CI") != nullptr) {
            FAIL() << why;
        }
        if (!why.empty()) {
            GTEST_SKIP() << why;
        }
    }

    std::filesystem::path const m_team{TEAM_MIGRATIONS};

private:
    /// The first migration makes the extensions.
    std::string lacking() const
    {
        auto const database = server().empty();
        gander::Migrator migrator{database.open(), gander::MigrationSet::from_directory(m_team)};
        try {
            migrator.up_to(1);
        } catch (gander::MigrationError const &error) {
            return std::string{"apt-get install postgresql-contrib: "} + error.what();
        }
        return {};
    }
};

TEST_F(Team, RoundTrips) { EXPECT_THAT(m_team, RoundTrips(server())); }

TEST_F(Team, AWrongDownIsCaught)
{
    for (int version = 1; version <= 3; ++version) {
        std::filesystem::remove(folder() / fmt(version));
    }
    for (auto const &entry : std::filesystem::directory_iterator{m_team}) {
        file(entry.path().filename().string(), text_of(entry.path()));
    }
    file("00012_owners.sql", "-- +goose Up\nALTER TABLE workflows ADD COLUMN owner text;\n");
    auto const faults = round_trip(server(), folder());
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_THAT(to_string(faults[0]), HasSubstr("00012_owners.sql: its Down does not lead back:"));
    EXPECT_THAT(to_string(faults[0]), HasSubstr("column public.workflows.owner is left over"));
}

} // namespace
