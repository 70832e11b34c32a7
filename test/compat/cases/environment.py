"""GOOSE_* variables, .env files, -env: which wins, how they are read."""

from harness.case import NO_DATABASE, case

from .common import ONE, THREE, folder, sql, table

HERE = "GOOSE_DRIVER={driver} GOOSE_DBSTRING='{db}'"
SHOW = "$ goose env"


def dotenv(name, text, **rest):
    """How one .env file is understood: `env` shows its variables."""
    return case(f"dotenv_{name}", {".env": text}, SHOW, on=NO_DATABASE, **rest)


VARIABLES = [
    case("all_from_the_environment", THREE, f"$ {HERE} GOOSE_MIGRATION_DIR=migrations goose up", f"$ {HERE} goose -dir migrations status"),
    case("only_the_driver", THREE, "$ GOOSE_DRIVER={driver} goose -dir migrations {db} up", "$ GOOSE_DRIVER={driver} goose -dir migrations {driver} {db} version"),
    case("only_the_database", THREE, "$ GOOSE_DBSTRING={db} goose -dir migrations {driver} up", "$ GOOSE_DBSTRING={db} goose -dir migrations up"),
    case("words_do_not_win", THREE, f"$ {HERE} goose -dir migrations {{driver}} {{db}} up", f"$ {HERE} goose sqlite3 up"),
    case("empty_variables_are_unset", THREE, "$ GOOSE_DRIVER= GOOSE_DBSTRING= GOOSE_TABLE= GOOSE_MIGRATION_DIR= goose -dir migrations {driver} {db} up"),
    case("the_table_flag_wins", ONE, "$ GOOSE_TABLE=a goose -dir migrations -table b {driver} {db} up"),
    case("the_folder_flag_wins", ONE, "$ GOOSE_MIGRATION_DIR=nowhere goose -dir migrations {driver} {db} up"),
    case("a_dot_does_not_win", ONE, "$ GOOSE_MIGRATION_DIR=migrations goose -dir . {driver} {db} up", "$ GOOSE_MIGRATION_DIR=migrations goose -dir ./ {driver} {db} up"),
    case("too_few_words_with_variables", ONE, f"$ {HERE} goose", f"$ {HERE} goose -dir migrations", "$ GOOSE_DRIVER={driver} goose up", "$ GOOSE_DBSTRING={db} goose up"),
    case("create_needs_none_of_them", ONE, f"$ {HERE} GOOSE_MIGRATION_DIR=migrations goose -s create door sql", "$ goose -dir migrations -s {driver} {db} create window sql"),
    case("env_shows_variables", {}, SHOW, "$ goose env -dir x -table y -v", "$ goose env extra words", on=NO_DATABASE, env={"GOOSE_DRIVER": "sqlite3", "GOOSE_DBSTRING": 'a "b" \\c\td', "GOOSE_TABLE": "täb", "NO_COLOR": "1"}),
    case("env_shows_defaults", {}, SHOW, on=NO_DATABASE),
    case("no_environment_variable_but_goose_s", ONE, "up", "version", env={"GOOSE_VERBOSE": "1", "GOOSE_ALLOW_MISSING": "1", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/x"}),
]

NO_COLOR = [
    case(f"no_color_variable_{value or 'empty'}", ONE, "$ goose env", on=NO_DATABASE, env={"NO_COLOR": value})
    for value in ("", "1", "0", "t", "TRUE", "true", "True", "yes", "x", "f", "tRue")
]

PRECEDENCE = [
    case("dotenv_configures", {**THREE, ".env": "GOOSE_MIGRATION_DIR=migrations\nGOOSE_TABLE=history\n"}, "$ goose {driver} {db} up", "$ goose {driver} {db} version"),
    case("the_environment_beats_dotenv", {**THREE, ".env": "GOOSE_TABLE=history\n"}, "$ GOOSE_TABLE=other goose -dir migrations {driver} {db} up"),
    case("even_an_empty_variable_beats_dotenv", {**THREE, ".env": "GOOSE_TABLE=history\n"}, "$ GOOSE_TABLE= goose -dir migrations {driver} {db} up"),
    case("env_none", {**THREE, ".env": "GOOSE_TABLE=history\n"}, "up -env none", "up -env=none", "up --env=none"),
    case("env_file", {**THREE, ".env": "GOOSE_TABLE=a\n", "other.env": "GOOSE_TABLE=b\n"}, "up -env other.env", "version -env=./other.env", "version"),
    case("env_file_missing", THREE, "up -env nofile.env", "version -env=nowhere/x"),
    case("env_file_is_a_folder", THREE, "up -env migrations"),
    case("env_empty_is_the_default", {**THREE, ".env": "GOOSE_TABLE=history\n"}, "up -env ''"),
    case("dotenv_broken_is_ignored_whole", {**THREE, ".env": "GOOSE_TABLE=history\nBROKEN LINE\n"}, "up", SHOW),
    case("dotenv_is_read_where_we_stand", {**THREE, "migrations/.env": "GOOSE_TABLE=history\n"}, "up"),
    case("version_flag_needs_no_env_file", {}, "$ goose -h -env nofile.env", on=NO_DATABASE),
    case("dotenv_feeds_substitution", {**folder(m1_a=sql("-- +goose ENVSUB ON\nCREATE TABLE ${NAME} (id integer);")), ".env": "NAME=pear\n"}, "up"),
    case("dotenv_connects", {**THREE, ".env": "GOOSE_DRIVER=sqlite3\nGOOSE_DBSTRING=test.db\nGOOSE_MIGRATION_DIR=migrations"}, "$ goose up", "$ goose status", "$ goose sqlite3 test.db up", on=("sqlite3",)),
]

SYNTAX = [
    dotenv("plain", "GOOSE_DRIVER=sqlite3\nGOOSE_DBSTRING=./foo.db\nGOOSE_TABLE=history\n"),
    dotenv("colon", "GOOSE_TABLE: history\nGOOSE_DRIVER:sqlite3\n"),
    dotenv("export", "export GOOSE_TABLE=history\nexport   GOOSE_DRIVER=sqlite3\n"),
    dotenv("comments", "# head\nGOOSE_TABLE=history # tail\n  # indented\nGOOSE_DBSTRING=a#b\n"),
    dotenv("blanks", "  GOOSE_TABLE =  history  \n\n\n\tGOOSE_DRIVER\t=\tsqlite3\t\n"),
    dotenv("single_quotes", "GOOSE_TABLE='hi $HOME \\n there' # note\n"),
    dotenv("double_quotes", 'GOOSE_TABLE="a\\nb\\"c\\x\\td"\n'),
    dotenv("several_lines", 'GOOSE_TABLE="one\ntwo"\nGOOSE_DRIVER=x\n'),
    dotenv("unterminated_quote", 'GOOSE_TABLE="one\nGOOSE_DRIVER=x\n'),
    dotenv("carriage_returns", "GOOSE_TABLE=history\r\nGOOSE_DRIVER=sqlite3\r\n"),
    dotenv("no_newline_at_the_end", "GOOSE_TABLE=history"),
    dotenv("empty", ""),
    dotenv("empty_values", "GOOSE_TABLE=\nGOOSE_DRIVER=''\nGOOSE_DBSTRING=\"\"\n"),
    dotenv("expansion", "A=one\nGOOSE_TABLE=$A-${A}x$NOPE.\nGOOSE_DBSTRING=$HOME\n"),
    dotenv("expansion_in_quotes", "A_1=one\nGOOSE_TABLE=\"$A_1 ${A_1} \\$A_1\"\nGOOSE_DRIVER='$A_1'\n"),
    dotenv("password_with_a_dollar", "GOOSE_TABLE=u:PA$WORD/h/db\nGOOSE_MIGRATION_DIR=pa$word\n"),
    dotenv("escaped_dollar", "GOOSE_DBSTRING=a\\$B\n"),
    dotenv("twice", "GOOSE_TABLE=first\nGOOSE_TABLE=second\n"),
    dotenv("equals_in_the_value", "GOOSE_DBSTRING=user=postgres dbname=x sslmode=disable\n"),
    dotenv("url_with_a_hash", "GOOSE_TABLE=postgres://h:5/p#w/db #note\n"),
    dotenv("odd_names", "my.name=1\nX_1=2\nGOOSE_TABLE=${X_1}\n"),
    dotenv("bad_name", "MY-NAME=1\nGOOSE_TABLE=x\n"),
    dotenv("bom", "\ufeffGOOSE_TABLE=x\n"),
    dotenv("no_value", "GOOSE_TABLE\n"),
    dotenv("unicode", "GOOSE_TABLE=täb→le\n"),
    dotenv("backslashes", "GOOSE_TABLE=a\\nb\\\\c\n"),
    dotenv("quotes_inside", "GOOSE_TABLE=a'b'c\nGOOSE_DRIVER=a\"b\n"),
    dotenv("text_behind_quotes", "GOOSE_TABLE=\"a\"b\n"),
]

CASES = [*VARIABLES, *NO_COLOR, *PRECEDENCE, *SYNTAX]
