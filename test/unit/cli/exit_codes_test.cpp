#include "cli/exit_codes.hpp"

#include <gtest/gtest.h>

namespace gander::cli {
namespace {

struct Row
{
    std::string name;
    Errc code;
    std::string_view state;
    int expected;
};

class ExitCodes : public testing::TestWithParam<Row>
{
};

TEST_P(ExitCodes, is_what_the_table_says)
{
    EXPECT_EQ(exit_code(SqlError(GetParam().code, "no", Diagnostic{.code = std::string(GetParam().state)})),
              GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ExitCodes,
    testing::Values(
        Row{"a_failing_statement", Errc::sql, "42P01", 1}, Row{"an_SQLite_error", Errc::sql, "1", 1},
        Row{"an_error_without_a_code", Errc::sql, "", 1}, Row{"usage", Errc::usage, "", 2},
        Row{"no_directory", Errc::no_directory, "", 1}, Row{"no_migrations", Errc::no_migrations, "", 1},
        Row{"bad_name", Errc::bad_name, "", 1}, Row{"duplicate", Errc::duplicate_version, "", 1},
        Row{"parse", Errc::parse, "", 1}, Row{"out_of_order", Errc::out_of_order, "", 1},
        Row{"version_not_found", Errc::version_not_found, "", 1}, Row{"history", Errc::history, "", 1},
        Row{"unsupported", Errc::unsupported, "", 1}, Row{"io", Errc::io, "", 1},
        Row{"cannot_connect", Errc::connection, "", 75}, Row{"connection_lost", Errc::sql, "08006", 75},
        Row{"connection_refused_by_code", Errc::connection, "08001", 75},
        Row{"wrong_password", Errc::connection, "28P01", 1}, Row{"wrong_role", Errc::connection, "28000", 1},
        Row{"no_such_database", Errc::connection, "3D000", 1},
        Row{"too_many_connections", Errc::connection, "53300", 75},
        Row{"admin_shutdown", Errc::sql, "57P01", 75}, Row{"crash_shutdown", Errc::sql, "57P02", 75},
        Row{"starting_up", Errc::connection, "57P03", 75},
        Row{"query_cancelled_by_the_server", Errc::sql, "57014", 1},
        Row{"lock_not_available", Errc::sql, "55P03", 75}, Row{"deadlock", Errc::sql, "40P01", 75},
        Row{"serialization_failure", Errc::sql, "40001", 75},
        Row{"idle_in_transaction", Errc::connection, "25P03", 75},
        Row{"idle_session", Errc::connection, "57P05", 75},
        Row{"no_privilege_to_connect", Errc::connection, "42501", 1},
        Row{"options_the_server_cannot_read", Errc::connection, "42601", 1},
        Row{"database_dropped", Errc::connection, "57P04", 1},
        Row{"sqlite_cannot_open", Errc::connection, "14", 1},
        Row{"sqlite_opens_a_directory", Errc::connection, "526", 1},
        Row{"migration_lock", Errc::lock_timeout, "", 75}, Row{"timeout", Errc::cancelled, "57014", 75},
        Row{"in_doubt", Errc::in_doubt, "", 75}, Row{"sqlite_busy", Errc::sql, "5", 75},
        Row{"sqlite_busy_recovery", Errc::sql, "261", 75}, Row{"sqlite_busy_snapshot", Errc::sql, "517", 75},
        Row{"sqlite_busy_timeout", Errc::sql, "773", 75},
        Row{"sqlite_full_is_no_class_08", Errc::sql, "13", 1}),
    [](auto const &row) { return row.param.name; });

TEST(ExitCodes, looks_into_what_an_error_carries)
{
    EXPECT_EQ(exit_code(SqlError(Errc::connection, "no", Diagnostic{.code = "28P01"})), 1);
    EXPECT_EQ(exit_code(MigrationError(Errc::sql, "no",
                                       Report{.failed = Failure{.diagnostic = {.code = "55P03"}}})),
              75);
    EXPECT_EQ(exit_code(MigrationError(Errc::sql, "no",
                                       Report{.failed = Failure{.diagnostic = {.code = "42601"}}})),
              1);
    EXPECT_EQ(exit_code(Error(Errc::usage, "no")), 2);
}

} // namespace
} // namespace gander::cli
