// gander::testing on the cluster that KUBECONFIG names; test/kubernetes runs it there.
#include "unit/temporary_folder.hpp"

#include <gander/testing/matchers.hpp>
#include <gander/testing/testing.hpp>

#include <gmock/gmock.h>

#include <cstdlib>
#include <sstream>

namespace {

using gander::test::TemporaryFolder;
using ::testing::HasSubstr;
using namespace gander::testing;

std::string variable(char const *name)
{
    char const *const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

class OnCluster : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (variable("GANDER_TEST_POSTGRES_IMAGE").empty()) {
            GTEST_SKIP() << "scripts/test-kubernetes runs these";
        }
        m_folder.write("00001_a.sql",
                       "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n");
    }

    PostgresOptions options()
    {
        return {.migrations = m_folder.path(),
                .image = "localhost/gander:dev",
                .pull_policy = "IfNotPresent",
                .postgres_image = variable("GANDER_TEST_POSTGRES_IMAGE"),
                .password = "it's \\ \"difficult\"",
                .ready_timeout = std::chrono::minutes{2},
                .log = &m_log};
    }

    TemporaryFolder m_folder{};
    std::ostringstream m_log{};
    Cluster m_cluster{};
};

TEST_F(OnCluster, DeployVerifyAndADatabaseOfItsOwn)
{
    auto const space = m_cluster.create_namespace();
    m_cluster.deploy_postgres_with_migrations(space.name(), options());
    m_cluster.deploy_postgres_with_migrations(space.name(), options());
    auto const server = m_cluster.server(space.name()); // with the password of the Secret
    EXPECT_THAT(server, HasVersion(1));
    EXPECT_TRUE(verify(server.open(), m_folder.path()).passed());
    EXPECT_THAT(server.migrated(m_folder.path()), HasTable("a"));
    EXPECT_THAT(m_log.str(), HasSubstr("OK   00001_a.sql"));
}

TEST_F(OnCluster, ABrokenMigration)
{
    auto const space = m_cluster.create_namespace();
    m_folder.write("00002_b.sql", "-- +goose Up\nCREATE TABLE b (id int);\nDROP TABLE nowhere;\n");
    try {
        m_cluster.deploy_postgres_with_migrations(space.name(), options());
        FAIL() << "it was deployed";
    } catch (MigrationFailed const &error) {
        EXPECT_THAT(error.file(), HasSubstr("00002_b.sql"));
        EXPECT_EQ(error.line(), 3);
        EXPECT_EQ(error.version(), 2);
    }
}

TEST_F(OnCluster, NobodyThere)
{
    auto const space = m_cluster.create_namespace();
    EXPECT_THROW(
        static_cast<void>(m_cluster.server(space.name(), {.ready_timeout = std::chrono::seconds{2}})),
        PostgresNotReady);
}

} // namespace
