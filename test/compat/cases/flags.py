"""The command line: every flag in every form and place, the odd ways of `--`, misuse, and what needs no database."""

from harness.case import NO_DATABASE, case

from .common import ONE, THREE, slug

FORMS = [
    case(f"dir_as_{name}", THREE, f"$ goose {words}", "version")
    for name, words in {
        "one_dash_and_blank": "-dir migrations {driver} {db} up-to 2",
        "one_dash_and_equals": "-dir=migrations {driver} {db} up-to 2",
        "two_dashes_and_blank": "--dir migrations {driver} {db} up-to 2",
        "two_dashes_and_equals": "--dir=migrations {driver} {db} up-to 2",
        "behind_the_driver": "{driver} -dir migrations {db} up-to 2",
        "before_the_command": "{driver} {db} -dir migrations up-to 2",
        "behind_the_command": "{driver} {db} up-to -dir migrations 2",
        "behind_the_version": "{driver} {db} up-to 2 -dir migrations",
        "the_last_of_three": "-dir nowhere {driver} {db} -dir else up-to 2 -dir migrations",
        "a_path_with_dots": "-dir ./migrations/../migrations/. {driver} {db} up-to 2",
        "a_path_with_a_slash_behind": "-dir migrations/ {driver} {db} up-to 2",
        "an_absolute_path": "-dir {cwd}/migrations {driver} {db} up-to 2",
        "an_empty_word": "-dir '' {driver} {db} up-to 2",
        "an_empty_value": "-dir= {driver} {db} up-to 2",
        "a_regular_file": "-dir migrations/00001_apple.sql {driver} {db} up-to 2",
    }.items()
]

BOOLEANS = [
    case(f"no_color_as_{value or 'nothing'}", ONE, f"$ goose -no-color={value} -dir migrations {{driver}} {{db}} up")
    for value in ("1", "0", "t", "F", "true", "FALSE", "True", "False", "yes", "perhaps", "", "tRUE", "2")
]

DASHES = [
    case(f"dashes_{name}", THREE, f"$ goose {words}", "version")
    for name, words in {
        "first": "-- -dir migrations {driver} {db} up-to 2",
        "behind_a_flag": "-dir migrations -- {driver} {db} up-to 2",
        "behind_a_boolean": "-dir migrations -allow-missing -- {driver} {db} up-to 2",
        "twice": "-- -dir migrations -- {driver} {db} version",
        "behind_a_word": "-dir migrations {driver} -- {db} up-to 2",
        "before_the_command": "-dir migrations {driver} {db} -- up",
        "before_the_version": "-dir migrations {driver} {db} up-to -- 2",
        "behind_everything": "-dir migrations {driver} {db} up-to 2 --",
        "hiding_flags": "{driver} {db} up -- -dir migrations",
        "as_a_value": "-dir -- {driver} {db} up",
        "one_alone": "-dir migrations {driver} {db} up-to -",
        "three": "---dir migrations {driver} {db} up",
        "and_equals": "--=x {driver} {db} up",
    }.items()
]

TIMEOUTS = [
    case(f"timeout_{slug(value)}", ONE, f"up -timeout {value}")
    for value in ("5s", "1h13m", "300s", "1.5h", "5", "abc", "0", "0s", "5x", "1h-5m", ".5m", "+30s", "100000us", "60000000µs")
]

ERRORS = [
    case(f"flag_error_{name}", ONE, f"$ goose {words}")
    for name, words in {
        "unknown": "-nosuch {driver} {db} up",
        "unknown_with_value": "--no-such=1 -dir migrations {driver} {db} up",
        "unknown_behind_the_command": "-dir migrations {driver} {db} up -nosuch",
        "needs_argument": "{driver} {db} up -dir",
        "timeout_needs_argument": "{driver} {db} up -timeout",
        "bad_boolean": "-v=perhaps {driver} {db} up",
        "negative_version": "-dir migrations {driver} {db} up-to -1",
        "upper_case": "-DIR migrations {driver} {db} up",
        "joined_booleans": "-vs {driver} {db} up",
        "gander_flags_are_unknown": "-dir migrations {driver} {db} up --output json",
        "gander_lock_flag_is_unknown": "-dir migrations {driver} {db} up --lock-wait 5m",
    }.items()
]

SHORT = [
    case(f"too_few_words_{name}", ONE, f"$ goose {words}", on=NO_DATABASE)
    for name, words in {
        "none": "",
        "driver": "sqlite3",
        "driver_and_database": "sqlite3 x.db",
        "command": "up",
        "version": "version",
        "help": "help",
        "flags": "-dir migrations -v",
        "a_lone_dash": "-",
    }.items()
]

HELP = [
    case(f"help_{name}", ONE, f"$ goose {words}", on=NO_DATABASE)
    for name, words in {
        "h": "-h",
        "help": "-help",
        "two_dashes": "--help",
        "behind_a_command": "up --help",
        "h_with_words": "sqlite3 x.db up -h",
        "h_false": "-h=false sqlite3 x.db",
    }.items()
]

OTHERS = [
    case("unknown_driver_words", ONE, *(f"$ goose -dir migrations {word} x.db up" for word in ("SQLITE3", "cockroach", "duckdb", "postgresql", "x", "''", "libsql")), on=NO_DATABASE),
    case("an_unknown_command_needs_no_connection", ONE, "$ goose postgres postgres://nobody@127.0.0.1:1/x fly", "$ goose -dir migrations sqlite3 /nowhere/x.db fly", on=NO_DATABASE),
    case("gander_commands_are_unknown", ONE, "plan", "gate", "verify", "lint"),
    case("driver_synonyms_of_sqlite", ONE, "$ goose -dir migrations sqlite {db} up", "version", on=("sqlite3",)),
    case("driver_synonyms_of_postgres", ONE, "$ goose -dir migrations pgx {db} up", "$ goose -dir migrations postgres {kv} version", on=("postgres",)),
    case("certificates_are_nothing_to_this_driver", ONE, "up -certfile nofile.pem -ssl-cert no.pem -ssl-key no.key"),
    case("sequential_is_nothing_to_up", ONE, "up -s", "status -s=true"),
    case("validate_and_env_do_not_follow_a_database", ONE, "validate", "init", "env", "beta drivers"),
    case("beta", ONE, "$ goose beta", "$ goose beta nothing", "$ goose beta drivers extra -h", on=NO_DATABASE),
    case("dir_is_the_working_directory", {"1_a.sql": ONE["migrations/00001_apple.sql"]}, "$ goose {driver} {db} up", "$ goose {driver} {db} status -dir ."),
]

VERSIONS = [
    case(f"{command.replace('-', '_')}_version_{name}", THREE, "up-to 2", f"{command} {word}", "version")
    for command in ("up-to", "down-to")
    for name, word in {
        "missing": "",
        "word": "two",
        "fraction": "1.5",
        "hexadecimal": "0x2",
        "octal": "03",
        "plus": "+1",
        "too_large": "9223372036854775808",
        "largest": "9223372036854775807",
        "empty": "''",
        "blank": "' 2'",
        "underscore": "1_0",
        "exponent": "1e1",
        "quotes": "'\"2'",
        "unicode": "'２'",
        "lone_plus": "+",
        "comma": "1,2",
        "newline": "'2\n'",
    }.items()
]

CASES = [*FORMS, *BOOLEANS, *DASHES, *TIMEOUTS, *ERRORS, *SHORT, *HELP, *OTHERS, *VERSIONS]
