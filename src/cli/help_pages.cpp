#include "cli/help_pages.hpp"

#include <algorithm>
#include <array>

namespace gander::cli {

namespace {

template<std::size_t N>
using Names = std::array<std::string_view, N>;

constexpr Names<14> up_flags = {"dir",    "table",     "allow-missing", "no-versioning", "after", "wait",
                                "lock",   "lock-wait", "timeout",       "ready-port",    "v",     "output",
                                "report", "env"};
constexpr Names<12> up_some_flags = {"dir",  "table",  "allow-missing", "no-versioning",
                                     "wait", "lock",   "lock-wait",     "timeout",
                                     "v",    "output", "report",        "env"};
constexpr Names<11> down_flags = {"dir",     "table", "no-versioning", "wait",   "lock", "lock-wait",
                                  "timeout", "v",     "output",        "report", "env"};
constexpr Names<10> adopt_flags = {"dir",     "table", "wait",   "lock",   "lock-wait",
                                   "timeout", "v",     "output", "report", "env"};
constexpr Names<11> plan_flags = {"dir",  "table",   "allow-missing", "no-versioning", "after", "sql",
                                  "wait", "timeout", "output",        "report",        "env"};
constexpr Names<9> status_flags = {"dir",     "table",  "no-versioning", "exit-code", "wait",
                                   "timeout", "output", "report",        "env"};
constexpr Names<8> version_flags = {"dir",     "table",  "no-versioning", "wait",
                                    "timeout", "output", "report",        "env"};
constexpr Names<5> wait_flags = {"wait", "timeout", "output", "report", "env"};
constexpr Names<12> gate_flags = {"dir",   "table", "gate-version", "min",    "max",    "exact",
                                  "check", "wait",  "timeout",      "output", "report", "env"};
constexpr Names<4> create_flags = {"dir", "s", "output", "env"};
constexpr Names<3> fix_flags = {"dir", "output", "env"};
constexpr Names<6> validate_flags = {"dir", "v", "goose", "output", "report", "env"};
constexpr Names<3> install_flags = {"timeout", "output", "env"};
constexpr Names<9> verify_flags = {"dir",     "expect", "tables", "table", "wait",
                                   "timeout", "v",      "output", "env"};
constexpr Names<10> database_flags = {"dir",       "all",     "after", "table",  "wait",
                                      "lock-wait", "timeout", "v",     "output", "env"};
constexpr Names<2> about_flags = {"output", "env"};
constexpr Names<14> test_apply_flags = {"dir",  "table",     "tables",  "set", "sets",   "after",  "wait",
                                        "lock", "lock-wait", "timeout", "v",   "output", "report", "env"};
constexpr Names<4> test_discover_flags = {"dir", "output", "report", "env"};
constexpr Names<1> help_flags = {"h"};

constexpr std::string_view run_codes =
    "  0   done, or there was nothing to do\n"
    "  1   a migration failed, a file is wrong, or the database refuses the user\n"
    "  2   the command line is wrong\n"
    "  75  try again later: no connection, it was lost, a lock was not obtained, or -timeout is over\n";
constexpr std::string_view read_codes =
    "  0   done\n"
    "  1   the files or the version table cannot be read, or the database refuses the user\n"
    "  2   the command line is wrong\n"
    "  75  try again later: no connection, or -timeout is over\n";
constexpr std::string_view file_codes = "  0   done\n"
                                        "  1   the file or directory cannot be read or written\n"
                                        "  2   the command line is wrong\n";
constexpr std::string_view about_codes = "  0   done\n"
                                         "  2   the command line is wrong\n";

constexpr auto pages = std::to_array<HelpPage>({
    {"up",
     "Applies every pending migration in order of version. All of their files are read and checked before "
     "the\n"
     "first statement runs. Each migration runs in a transaction of its own together with its version row,\n"
     "unless its file says NO TRANSACTION. When one fails, those before it stay and those after it are not "
     "run.\n"
     "Then, also with nothing pending, it runs the after-steps, each in a transaction: the files *.after of "
     "the\n"
     "folder in order of name, then those of --after, which names a file, or a folder of *.sql and *.after\n"
     "files. They hold GRANTs and the like; nothing of them is recorded.\n"
     "With --ready-port it stays until it is stopped, which is no failure then, for a container beside the\n"
     "database's: a probe asks that port. When the connection is lost it ends with 75, to be started anew.",
     up_flags,
     "  gander -dir db/migrations postgres://app@localhost/app up\n"
     "  gander -dir db/migrations --after grants.sql postgres://app@localhost/app up\n"
     "  gander sqlite3 app.db up -timeout 90s\n",
     run_codes},
    {"up-by-one",
     "Applies the next pending migration, and only that one. With nothing pending it does nothing.",
     up_some_flags, "  gander sqlite3 app.db up-by-one\n", run_codes},
    {"up-to",
     "Applies pending migrations up to and including VERSION, a number. Files with a higher version are not\n"
     "looked at. A VERSION below the current one does nothing: down-to goes back.",
     up_some_flags, "  gander sqlite3 app.db up-to 20260801120000\n", run_codes},
    {"down",
     "Rolls back the current version: runs the Down half of its file and removes its version row. The "
     "current\n"
     "version is the one that was applied last.",
     down_flags, "  gander sqlite3 app.db down\n", run_codes},
    {"down-to",
     "Rolls back one version after the other, the last applied first, until the current version is VERSION "
     "or\n"
     "lower. VERSION itself stays applied; down-to 0 rolls back everything.",
     down_flags, "  gander sqlite3 app.db down-to 3\n", run_codes},
    {"redo",
     "Rolls back the current version and applies it again, in two transactions. Good while writing a "
     "migration.",
     down_flags, "  gander sqlite3 app.db redo\n", run_codes},
    {"reset", "Rolls back every applied migration that has a file here, the highest version first.",
     down_flags, "  gander sqlite3 app.db reset\n", run_codes},
    {"adopt",
     "Takes over a database that psql or another program has migrated: records every migration up to and "
     "including\n"
     "VERSION as applied, in one transaction, and runs nothing. First it looks whether the tables, columns, "
     "indexes,\n"
     "functions and so on that they create are there, and those that they drop are not; else it says "
     "which and\n"
     "records nothing. What leaves nothing to look for, such as an INSERT, is counted; -v names each. A "
     "database\n"
     "whose version table has a version in it is refused.",
     adopt_flags,
     "  gander -dir db/migrations postgres://app@localhost/app adopt 7 && gander up\n"
     "  gander sqlite3 app.db adopt 20260801120000 -v\n",
     "  0   recorded\n"
     "  1   something is missing or still there, the database is tracked already, or a file is wrong; "
     "nothing was recorded\n"
     "  2   the command line is wrong\n"
     "  75  try again later: no connection, it was lost, the lock was not obtained, or -timeout is over\n"},
    {"plan",
     "Shows what a command would do and does nothing: it reads the files and the version table and writes\n"
     "neither. COMMAND is up (also with a VERSION), up-to VERSION, down or down-to VERSION; without one it "
     "is up.\n"
     "With --sql it prints the statements too, with variables substituted, for reading: transactions, "
     "version\n"
     "rows and the reset of settings between files are left out.",
     plan_flags,
     "  gander sqlite3 app.db plan\n"
     "  gander sqlite3 app.db plan down-to 3 --sql\n"
     "  gander postgres://app@localhost/app plan up --output json\n",
     read_codes},
    {"status",
     "Lists every migration with the time it was applied at, or Pending; also versions that are applied and "
     "have\n"
     "no file here any more. Reads only.",
     status_flags,
     "  gander sqlite3 app.db status\n"
     "  gander sqlite3 app.db status --exit-code || echo something is pending\n",
     "  0   done\n"
     "  1   something is pending and --exit-code was given; or the files or the version table cannot be "
     "read\n"
     "  2   the command line is wrong\n"
     "  75  try again later: no connection, or -timeout is over\n"},
    {"version",
     "Prints the version the database is at: that of the migration that was applied last and not rolled "
     "back, 0\n"
     "when there is none. Needs no migration files, unless -no-versioning asks for theirs. Reads only.",
     version_flags, "  gander sqlite3 app.db version\n", read_codes},
    {"wait",
     "Waits until the database answers, and says after how long. Needs no migration files.\n"
     "What time can heal is tried again: a name without an address, a refused connection, a server\n"
     "that is starting up or does not answer. What it cannot fails at once: a wrong password or\n"
     "database, or TLS that is refused. Every other command waits in the same way when --wait is\n"
     "given. Reads and writes nothing.",
     wait_flags,
     "  gander postgres://app@postgres/app wait --wait 2m\n"
     "  PGHOST=postgres gander wait && ./start\n",
     "  0   the database answers\n"
     "  1   it refuses, and will go on to: a wrong password, no such database, TLS\n"
     "  2   the command line is wrong\n"
     "  75  it did not come up in time, or -timeout is over\n"},
    {"gate",
     "Waits until the schema is where the caller needs it: with --version N when N is applied and nothing\n"
     "higher, with --min and --max when the highest applied version is in that range, and without them when\n"
     "every file of the directory is applied. It judges the set of applied versions, not the current "
     "version.\n"
     "Reads only: a user who may SELECT the version table has all the rights it takes. A table, schema or\n"
     "server that is not there yet is waited for. With --check it answers at once, with one look.",
     gate_flags,
     "  gander postgres://app@db/app gate --version 7 -timeout 5m && exec app\n"
     "  gander -dir db/migrations postgres://app@db/app gate --exact\n"
     "  gander postgres://app@db/app gate --min 5 --max 7 --check\n",
     "  0   the schema is where it has to be\n"
     "  1   it is not (with --check), or it cannot be told: the database refuses the user, a file is wrong\n"
     "  2   the command line is wrong\n"
     "  75  it was not there before -timeout was over; with --check: the database could not be asked\n"},
    {"create",
     "Makes a new file in the migration directory. Its name begins with the UTC time, or with the next "
     "number\n"
     "in sequence under -s, and continues with NAME in lower case with underscores. The type is sql unless\n"
     "another one is named. Never overwrites a file.",
     create_flags,
     "  gander create add_users\n"
     "  gander -dir db/migrations -s create \"Add users\"\n",
     file_codes},
    {"init",
     "Makes the directory that -dir names, or migrations, and in it a first migration that explains the "
     "format.",
     create_flags, "  gander -dir db/migrations init\n", file_codes},
    {"fix",
     "Renames migrations that are numbered by time so that they continue the sequence: 00008, 00009, … "
     "Databases\n"
     "that have applied them are not touched: run it before the files are applied anywhere that matters.",
     fix_flags, "  gander -dir db/migrations fix\n", file_codes},
    {"validate",
     "Reads both halves of every migration file, and the after-steps (*.after), and reports every problem, "
     "with\n"
     "file, line, column and what to do: statements that never end, annotations in wrong places, two files "
     "of "
     "one\n"
     "version, and statements that read well but would not run well. Needs no database. -dir may name a "
     "single "
     "file.\n"
     "Whose quoting rules the files follow is told by the driver, if one is named; otherwise PostgreSQL's.",
     validate_flags,
     "  gander -dir db/migrations validate\n"
     "  gander -dir db/migrations/00007_roles.sql validate --goose\n",
     "  0   no problem, or warnings only\n"
     "  1   a problem was found, or the directory does not exist or has no migration files\n"
     "  2   the command line is wrong\n"},
    {"install",
     "Copies this program into the folder DIR as gander, and gives it the name goose there too: for images "
     "and\n"
     "containers that have none of their own. The folder is made when it is not there. Whoever starts the "
     "program\n"
     "meanwhile gets the old one or the new one, also when several install at once. A goose that is another\n"
     "program stays as it is.",
     install_flags,
     "  podman run --rm --user 0 -v ./bin:/tools gander install /tools\n"
     "  gander install ~/bin\n",
     "  0   installed\n"
     "  1   the folder cannot be made or written into; what was there before is there still\n"
     "  2   the command line is wrong\n"
     "  75  -timeout is over\n"},
    {"kube",
     "kube render prints manifests for Kubernetes: a Job that runs a gander command with the ConfigMaps "
     "that\n"
     "hold the migration files, an init container, a gate, the rights to run the Job, or the policies that "
     "let\n"
     "it reach the database. kube up and kube run make that Job through\n"
     "kubectl, print its log, and end with the command's exit code; kube logs shows the newest, kube clean\n"
     "removes those that have ended. They have flags of their own: gander kube --help lists them.",
     help_flags,
     "  gander kube render -dir db/migrations --image gander --secret postgres-secret/connection-string |\n"
     "      kubectl apply -f -\n"
     "  gander kube up -dir db/migrations --image gander --secret postgres-secret/connection-string\n",
     "  0   printed; the command in the cluster said 0\n"
     "  1   a migration file is wrong, or there is none; the cluster refuses, or a pod cannot start\n"
     "  2   the command line or a file of -f or --patch is wrong, or the files do not fit\n"
     "  75  the cluster cannot be reached, or -timeout is over\n"},
    {"test verify",
     "Looks whether every migration of the folder is applied, and whether the tables, columns, indexes, "
     "functions\n"
     "and so on that they make are there. With --tables, or a YAML file that --expect names, it looks for "
     "what\n"
     "stands there instead: version, tables, columns, indexes, constraints, partitions, functions, "
     "extensions,\n"
     "views, types, triggers. What is missing is named. Reads only.",
     verify_flags,
     "  gander test verify -dir db/migrations\n"
     "  gander test verify --tables audit_events,users --output json\n"
     "  gander test verify --expect schema.yaml --service postgresql\n",
     "  0   all of it is there\n"
     "  1   something is missing, or a migration file is wrong, or the database refuses the user\n"
     "  2   the command line or the file of --expect is wrong\n"
     "  75  try again later: no connection, or -timeout is over\n"},
    {"test database",
     "create makes a database of its own for a test, as up would leave it, and prints its name, which is "
     "NAME or\n"
     "one that nobody else has. It is a copy of a template, which takes a moment; the template is made when "
     "it is\n"
     "first asked for, and anew when the migrations have changed. Callers that need it at the same time make "
     "it\n"
     "once. drop drops one, and --all every one and the templates; what something else has made is refused.\n"
     "The connection string says where to connect meanwhile: to a database that stays, such as postgres.",
     database_flags,
     "  name=$(gander test database create -dir db/migrations)\n"
     "  gander test database drop \"$name\"\n"
     "  gander test database drop --all\n",
     "  0   made; dropped, or there was nothing to drop\n"
     "  1   a migration failed, a file is wrong, or the server refuses the user\n"
     "  2   the command line is wrong, or NAME is not to be dropped\n"
     "  75  try again later: no connection, the template is busy, or -timeout is over\n"},
    {"test apply",
     "Applies every pending migration, older ones than the newest applied one too. With --tables, or --set "
     "and\n"
     "a file of sets such as `audit: [audit_events, action_types]`, it leaves out each migration that "
     "nothing\n"
     "kept depends on, as PostgreSQL's own grammar proves: what runs or defines code, and what is not\n"
     "understood, is kept. It says what was left out and why; with -v also why the rest was not. Only what "
     "was\n"
     "run is recorded: test apply without these flags, or up with -allow-missing, applies the rest later, "
     "and\n"
     "the schema is the same then. After-steps are left to that.",
     test_apply_flags,
     "  gander test apply -dir db/migrations postgres://app@localhost/app --tables audit_events\n"
     "  gander test apply -dir db/migrations --set audit --service postgresql --user app --database app\n",
     "  0   done, or there was nothing to do\n"
     "  1   a migration failed, a migration file is wrong, or the database refuses the user\n"
     "  2   the command line or the file of sets is wrong\n"
     "  75  try again later: no connection, it was lost, a lock was not obtained, or -timeout is over\n"},
    {"test discover",
     "Lists the migration files in order of version and reads none of them. Two of one version, and a name "
     "that\n"
     "gives no version, are errors. No database is needed.",
     test_discover_flags, "  gander test discover -dir db/migrations --output json\n", file_codes},
    {"env",
     "Prints the environment variables that gander looks at, with those of the .env file, as "
     "NAME=\"value\".\n"
     "Passwords are masked.",
     about_flags, "  gander env\n", about_codes},
    {"beta", "beta drivers prints the driver words this build knows, one a line.", about_flags,
     "  gander beta drivers\n", about_codes},
    {"help", "Prints the overview, or the page of a command.", help_flags, "  gander help up\n", about_codes},
});

} // namespace

std::string_view flag_help(std::string_view command, std::string_view flag)
{
    struct Row
    {
        std::string_view command;
        std::string_view flag;
        std::string_view text;
    };
    constexpr auto rows = std::to_array<Row>({
        {"wait", "wait", "how long to wait, for example 2m; otherwise 1m"},
        {"validate", "v", "also print a table of the files: type, transaction, numbers of statements"},
        {"status", "no-versioning", "list the files without looking into the version table"},
        {"version", "no-versioning", "print the highest version among the files instead"},
        {"version", "dir", "where the migration files are, for -no-versioning"},
        {"test apply", "tables", "only what these tables need, for example audit_events,users"},
        {"test apply", "v", "tell more: every statement before it is sent, and why a migration was kept"},
        {"adopt", "v", "also name each statement that could not be checked"},
        {"gate", "dir", "whose files have to be applied, where no version is asked for"},
        {"gate", "wait", "with --check: how long to wait for a database that is not up yet"},
        {"gate", "timeout", "how long to wait, for example 5m; otherwise for ever"},
        {"plan", "after", "what up would be told to run behind the migrations; repeatable"},
        {"plan", "no-versioning", "plan over all files, as if there were no version table"},
    });
    auto const *const hit = std::ranges::find_if(
        rows, [&](Row const &row) { return row.command == command && row.flag == flag; });
    return hit == rows.end() ? std::string_view{} : hit->text;
}

HelpPage const &help_page(std::string_view command)
{
    return *std::ranges::find(pages, command, &HelpPage::command);
}

} // namespace gander::cli
