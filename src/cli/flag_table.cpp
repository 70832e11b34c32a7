#include "cli/flag_table.hpp"

#include <algorithm>
#include <array>

namespace gander::cli {

namespace {

using enum FlagType;

// goose's come first: what it does not know begins at `help`.
constexpr auto table = std::to_array<FlagSpec>({
    {"allow-missing", boolean, "also apply pending migrations that are older than the newest applied one"},
    {"certfile", text, "CA certificates in PEM form; for MySQL, without effect elsewhere"},
    {"dir", text, "where the migration files are; GOOSE_MIGRATION_DIR names it too", "."},
    {"env", text, "file to read environment variables from; none reads no file (otherwise .env)"},
    {"h", boolean, "print this help"},
    {"no-color", boolean, "print without colours, as NO_COLOR asks for"},
    {"no-versioning", boolean, "run files in order and leave the version table alone"},
    {"s", boolean, "number new migrations in sequence instead of by time"},
    {"ssl-cert", text, "client certificate in PEM form; for MySQL, without effect elsewhere"},
    {"ssl-key", text, "client key in PEM form; for MySQL, without effect elsewhere"},
    {"table", text, "name of the version table; GOOSE_TABLE names it too"},
    {"timeout", duration, "stop when the whole run takes longer than this, for example 90s or 1h13m"},
    {"v", boolean, "tell more: every statement before it is sent"},
    {"version", boolean, "print the version of this program"},

    {"help", boolean, "print this help, or a command's"},
    {"wait",
     duration,
     "how long to wait for a database that is not up yet, for example 2m",
     {},
     "GANDER_WAIT"},
    {"output", output, "how to print what a command reports", "text", "GANDER_OUTPUT"},
    {"report", text, "file that gets the result as JSON too, in 4096 bytes at most", {}, "GANDER_REPORT"},
    {"lock", lock, "how runs keep out of each other's way", "auto", "GANDER_LOCK"},
    {"lock-wait", duration, "how long to wait for another run that is not seen to be at work", "5m",
     "GANDER_LOCK_WAIT"},
    {"after",
     path,
     "SQL to run each time behind the migrations, such as GRANTs; repeatable",
     {},
     "GANDER_AFTER",
     "up,plan,test apply,test database"},
    {"ready-port",
     port,
     "stay when done, and answer probes over HTTP: 200 while all is applied",
     {},
     "GANDER_READY_PORT",
     "up"},
    {"set", text, "only what the tables of this set need", {}, "GANDER_SET", "test apply"},
    {"sets",
     text,
     "file with sets of tables; otherwise sets.yaml beside the migrations",
     {},
     "GANDER_SETS",
     "test apply"},
    {"sql", boolean, "print the statements too", {}, "GANDER_SQL", "plan"},
    {"exit-code", boolean, "exit with 1 when something is pending", {}, "GANDER_EXIT_CODE", "status"},
    {"version",
     version,
     "the version that has to be applied, and nothing higher",
     {},
     "GANDER_GATE_VERSION",
     "gate",
     "gate-version"},
    {"min", version, "the highest applied version has to be at least this", {}, "GANDER_GATE_MIN", "gate"},
    {"max", version, "the highest applied version has to be at most this", {}, "GANDER_GATE_MAX", "gate"},
    {"exact", boolean, "nothing may be applied that has no file here", {}, "GANDER_GATE_EXACT", "gate"},
    {"check", boolean, "answer at once: 0 yes, 1 no", {}, "GANDER_GATE_CHECK", "gate"},
    {"expect", text, "YAML file with the names of what has to be there", {}, "GANDER_EXPECT", "test verify"},
    {"tables",
     text,
     "the tables that matter, with commas between them",
     {},
     "GANDER_TABLES",
     "test verify,test apply"},
    {"all",
     boolean,
     "drop every database and template that this command has made",
     {},
     "GANDER_DROP_ALL",
     "test database"},
    {"goose",
     boolean,
     "also report what goose 3.29 would refuse or read otherwise",
     {},
     "GANDER_GOOSE",
     "validate"},
});
constexpr std::size_t known_to_goose = 14;
static_assert(table[known_to_goose].name == "help");

} // namespace

std::span<FlagSpec const> goose_flags() noexcept { return std::span{table}.first(known_to_goose); }
std::span<FlagSpec const> all_flags() noexcept { return table; }

FlagSpec const &flag_named(std::string_view key) { return *std::ranges::find(table, key, &FlagSpec::key); }

} // namespace gander::cli
