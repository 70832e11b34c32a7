#if GANDER_WITH_POSTGRES
#include "conformance/postgres_server.hpp"
#include "conformance/suite.hpp"
#include "driver/postgres/postgres.hpp"

#include <gander/schema.hpp>

namespace conformance {

namespace {

/// What nothing can tell whether it has changed.
gander::MigrationSet with_function()
{
    gander::MigrationSet set;
    set.add({.version = 1, .name = "geese", .up = [](Connection &db, std::stop_token) {
                 db.execute("CREATE TABLE geese (a integer)");
             }});
    return set;
}

} // namespace

TEST(PostgresClone, FunctionsAreRunInEachDatabaseByItself)
{
    auto const url = postgres_url({});
    CONFORMANCE_NEED(url, "no PostgreSQL server: run it as `scripts/with-postgres ctest ...`");
    gander::Migrator migrator{gander::Database::open(*url), with_function()};
    auto const made = migrator.create_test_database();
    EXPECT_EQ(made.version, 1);
    EXPECT_EQ(made.made_from, "");
    EXPECT_FALSE(made.template_made);
    {
        auto beside = gander::Database::open(*url).with_name(made.peer.database);
        auto const schema = gander::read_schema(beside);
        EXPECT_THAT(schema.definitions,
                    testing::Contains(testing::Field(&gander::Definition::object, "table public.geese")));
        EXPECT_TRUE(migrator.drop_test_database(made.peer.database)) << "also while somebody is connected";
    }
    EXPECT_FALSE(migrator.drop_test_database(made.peer.database));
}

TEST(PostgresClone, AConnectionOfOnesOwnHasNoOtherDatabases)
{
    auto const url = postgres_url({});
    CONFORMANCE_NEED(url, "no PostgreSQL server: run it as `scripts/with-postgres ctest ...`");
    auto const own = gander::Database::adopt("postgres", gander::driver::postgres::make(*url));
    EXPECT_THROW(static_cast<void>(own.with_name("x")), Error);
}

} // namespace conformance
#endif
