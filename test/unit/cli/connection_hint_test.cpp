#include "cli/connection_hint.hpp"

#include <gmock/gmock.h>

namespace gander::cli {
namespace {

using testing::HasSubstr;

std::string hint(std::string const &message, std::string const &code, Errc kind = Errc::connection)
{
    return connection_hint(SqlError(kind, message, Diagnostic{.message = message, .code = code}));
}

TEST(ConnectionHint, says_what_to_do_next)
{
    EXPECT_THAT(hint("FATAL: password authentication failed", "28P01"), HasSubstr("the password"));
    EXPECT_THAT(hint("FATAL: no pg_hba.conf entry", "28000"), HasSubstr("the password"));
    EXPECT_THAT(hint("FATAL: database \"d\" does not exist", "3D000"), HasSubstr("create the database"));
    EXPECT_THAT(hint("connection to server failed: Connection refused", ""), HasSubstr("running there?"));
    EXPECT_THAT(hint("could not translate host name \"h\" to address", ""), HasSubstr("running there?"));
}

TEST(ConnectionHint, keeps_quiet_where_it_knows_nothing)
{
    EXPECT_EQ(hint("FATAL: too many clients", "53300"), "");
    EXPECT_EQ(hint("ERROR: Connection refused, says a function", "P0001", Errc::sql), "");
    EXPECT_EQ(connection_hint(Error(Errc::connection, "Connection refused")), "");
}

} // namespace
} // namespace gander::cli
