#include "source/templates.hpp"

namespace gander::source {

namespace {

constexpr std::string_view body = R"(-- +goose Up
SELECT 'put the change here';

-- +goose Down
SELECT 'put its reverse here';
)";

// No comment line here may hold the annotation's own word behind its dashes: it would be taken for one.
constexpr std::string_view introduction =
    R"(-- This is a migration: one change of the database, and the way back.
--
-- Its file name begins with its version, then an underscore. Migrations run in order of version, each of them
-- once; the database remembers in a table which ones it has seen. Once a migration has run anywhere that
-- matters, leave its file alone and write another one.
--
-- The two marks below divide the file. What follows the first mark is run when the migration is applied, what
-- follows the second when it is rolled back. A statement ends with a semicolon at the end of a line. The whole
-- file runs in one transaction: if any of it fails, none of it has happened.
--
-- Three more marks, written the same way, each on a line of its own:
--   StatementBegin and StatementEnd enclose one statement with semicolons in it, such as a function or trigger.
--   NO TRANSACTION runs the file outside a transaction, for statements that insist on it.
--   ENVSUB ON and ENVSUB OFF replace ${NAME} by environment variables on the lines between them.

)";

std::string with_introduction()
{
    std::string text{introduction};
    text += body;
    return text;
}

} // namespace

std::string_view sql_template() { return body; }

std::string_view first_migration_template()
{
    static std::string const text = with_introduction();
    return text;
}

std::string go_template(std::string_view camel_name)
{
    std::string const up = "up" + std::string{camel_name};
    std::string const down = "down" + std::string{camel_name};
    return "package migrations\n"
           "\n"
           "import (\n"
           "\t\"context\"\n"
           "\t\"database/sql\"\n"
           "\n"
           "\t\"github.com/pressly/goose/v3\"\n"
           ")\n"
           "\n"
           "func init() {\n"
           "\tgoose.AddMigrationContext(" +
           up + ", " + down +
           ")\n"
           "}\n"
           "\n"
           "// " +
           up +
           " makes the change.\n"
           "func " +
           up +
           "(ctx context.Context, tx *sql.Tx) error {\n"
           "\treturn nil\n"
           "}\n"
           "\n"
           "// " +
           down +
           " takes it back.\n"
           "func " +
           down +
           "(ctx context.Context, tx *sql.Tx) error {\n"
           "\treturn nil\n"
           "}\n";
}

} // namespace gander::source
