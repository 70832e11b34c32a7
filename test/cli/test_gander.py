"""The command line called gander: streams, words, files made, and what is kinder than goose."""
import os
import re
import sqlite3
import subprocess

import pytest

COMMANDS = [
    "up", "up-by-one", "up-to", "down", "down-to", "redo", "reset", "adopt", "plan", "status", "version", "wait", "gate", "create", "init",
    "fix", "validate", "install", "kube", "test verify", "test database", "env", "beta", "help",
]  # fmt: skip


def tables(shell, database="x.db"):
    with sqlite3.connect(shell.folder / database) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 't%'")}


def test_results_go_to_stdout_without_times(three):
    result = three.up()
    assert result.err == ""
    lines = [re.sub(r"\(.*\)", "()", line) for line in result.out.splitlines()]
    assert lines == [
        "OK   00001_t1.sql ()",
        "OK   00002_t2.sql ()",
        "OK   00003_t3.sql ()",
        "gander: successfully migrated database to version: 3",
    ]
    assert tables(three) == {"t1", "t2", "t3"}
    assert three.up().out == "gander: no migrations to run. current version: 3\n"


def test_the_ways_down_say_where_they_end(three):
    three.up()
    base = ["-dir", "m", "sqlite:x.db"]
    assert three.gander(*base, "down").out.endswith("gander: rolled back to version: 2\n")
    assert three.gander(*base, "redo").out.endswith("gander: rolled back and applied again. current version: 2\n")
    assert three.gander(*base, "down-to", "1").out.endswith("gander: rolled back to version: 1\n")
    assert three.gander(*base, "reset").out.endswith("gander: rolled back to version: 0\n")
    assert tables(three) == set()
    assert three.gander(*base, "reset").out == "gander: no migrations to run. current version: 0\n"


def test_up_by_one_with_nothing_pending_is_no_error(three):
    three.up()
    result = three.gander("-dir", "m", "sqlite:x.db", "up-by-one")
    assert (result.code, result.out) == (0, "gander: no migrations to run. current version: 3\n")


def test_a_failure_shows_the_place_and_what_remains(three):
    three.write("m/00002_t2.sql", "-- +goose Up\nCREATE TABLE t2 (a int);\nSELECT *\nFROM nowhere;\n")
    result = three.gander("-dir", "m", "sqlite:x.db", "up")
    assert result.code == 1
    assert result.out.startswith("OK   00001_t1.sql (")
    assert "m/00002_t2.sql:3:1: SQL logic error: no such table: nowhere (1)\n" in result.err
    assert "    3 | SELECT *\n" in result.err
    assert "done:        1 migration\n" in result.err
    assert "failed:      00002_t2.sql; its transaction was rolled back, nothing of it remains\n" in result.err
    assert "not reached: 00003_t3.sql\n" in result.err
    assert "the database is at version 1\n" in result.err
    assert tables(three) == {"t1"}


def test_a_failure_outside_a_transaction_says_what_stays(three):
    three.write("m/00002_t2.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE t2 (a int);\nSELECT * FROM nowhere;\n")
    result = three.gander("-dir", "m", "sqlite:x.db", "up")
    assert result.code == 1
    assert "not in a transaction: 1 statement before the failing one stays, its version is not recorded" in result.err
    assert tables(three) == {"t1", "t2"}


def test_every_unreadable_file_is_reported_and_nothing_runs(three):
    three.write("m/00002_t2.sql", "-- +goose Up\nSELECT 1\n")
    three.write("m/00003_t3.sql", "SELECT 1;\n")
    result = three.gander("-dir", "m", "sqlite:x.db", "up")
    assert result.code == 1 and result.out == ""
    assert "m/00002_t2.sql:2:1: " in result.err and "m/00003_t3.sql:1:1: " in result.err
    assert "gander: 2 problems; nothing has been run" in result.err
    assert not (three.folder / "x.db").exists() or tables(three) == set()


def test_plan_reads_only(three):
    result = three.gander("-dir", "m", "sqlite:x.db", "plan", "up", "2")
    assert result.out.splitlines() == [
        "2 steps from version 0 to version 2",
        "  up   00001_t1.sql (1 statement)",
        "  up   00002_t2.sql (1 statement)",
    ]
    assert not (three.folder / "x.db").exists()
    three.up()
    assert three.gander("-dir", "m", "sqlite:x.db", "plan").out == "nothing to run: the database is at version 3\n"
    down = three.gander("-dir", "m", "sqlite:x.db", "plan", "down")
    assert down.out.splitlines() == ["1 step from version 3 to version 2", "  down 00003_t3.sql (1 statement)"]
    assert tables(three) == {"t1", "t2", "t3"}


def test_plan_sql_is_a_script_that_does_what_up_does(three):
    script = three.gander("-dir", "m", "sqlite:x.db", "plan", "--sql").out
    with sqlite3.connect(three.folder / "other.db") as connection:
        connection.executescript(script)
    assert tables(three, "other.db") == {"t1", "t2", "t3"}


def test_plan_sql_ends_every_statement(shell):
    block = "-- +goose StatementBegin\n{}\n-- +goose StatementEnd\n"
    shell.write("m/00001_a.sql", "-- +goose Up\n" + block.format("CREATE TABLE t1 (a int)")
                + block.format("CREATE TABLE t2 (a int) -- the second;") + "CREATE TABLE t3 (a int);\n")  # fmt: skip
    script = shell.gander("-dir", "m", "sqlite:x.db", "plan", "--sql").out
    assert "CREATE TABLE t1 (a int);\n" in script and "-- the second;\n;\n" in script
    assert "CREATE TABLE t3 (a int);\n" in script and ";;" not in script
    with sqlite3.connect(shell.folder / "other.db") as connection:
        connection.executescript(script)
    assert tables(shell, "other.db") == {"t1", "t2", "t3"}


@pytest.mark.parametrize("words", [["up-to", "0"], ["plan", "up-to", "0"], ["plan", "up", "0"]])
def test_no_file_up_to_a_version(three, words):
    result = three.gander("-dir", "m", "sqlite:x.db", *words)
    assert result.code == 1 and "no migration files found" in result.err
    assert "  hint: no file has a version up to 0: the lowest is 1\n" in result.err


def test_a_version_that_is_no_number(three):
    result = three.gander("-dir", "m", "sqlite:x.db", "up-to", "two")
    assert result.code == 2 and "  hint: a version is the number" in result.err


def test_a_switch_takes_no_word(three):
    result = three.gander("-dir", "m", "sqlite:x.db", "up", "-allow-missing", "false")
    assert result.code == 2 and "  hint: write -allow-missing=false\n" in result.err


@pytest.mark.parametrize("words", [["down", "3"], ["up-to"], ["down-to"], ["sideways"], ["up", "x"]])
def test_plan_refuses_what_it_does_not_know(three, words):
    result = three.gander("-dir", "m", "sqlite:x.db", "plan", *words)
    assert result.code == 2 and result.out == "" and result.err.startswith("gander: ")


def test_status_lists_versions_without_a_file(three):
    three.up()
    (three.folder / "m/00002_t2.sql").unlink()
    three.table(4)
    lines = three.gander("-dir", "m", "sqlite:x.db", "status").out.splitlines()
    assert [line[29:] for line in lines[2:]] == [
        "-- 00001_t1.sql", "-- version 2 (no file here)", "-- 00003_t3.sql", "-- 00004_t4.sql",
    ]  # fmt: skip
    assert lines[5].startswith("    Pending  ")


def test_status_exit_code(three):
    base = ["-dir", "m", "sqlite:x.db", "status"]
    assert three.gander(*base).code == 0
    assert three.gander(*base, "--exit-code").code == 1
    assert three.gander(*base, GANDER_EXIT_CODE="true").code == 1
    assert three.gander(*base, "--exit-code=false", GANDER_EXIT_CODE="true").code == 0
    three.up()
    assert three.gander(*base, "--exit-code").code == 0


def test_create_makes_sql(shell):
    result = shell.gander("create", "Add users")
    assert result.code == 0 and result.err == ""
    assert re.fullmatch(r"Created new file: \d{14}_add_users\.sql\n", result.out)
    assert re.fullmatch(r"Created new file: 00001_x\.go\n", shell.gander("-s", "create", "x", "go").out)


def test_create_knows_two_types(shell):
    result = shell.gander("create", "add", "users")
    assert result.code == 2 and "create makes files of type sql or go, not users" in result.err
    assert list(shell.folder.iterdir()) == []
    result = shell.gander("create", "x", "go")
    assert result.code == 0 and "gander: note: only a Go program" in result.err
    result = shell.goose("create", "x", "xyz")
    assert "Go program" not in result.err


def test_pages_say_what_a_flag_does_for_the_command(shell):
    assert re.search(r"^  -v .*table of the files", shell.gander("validate", "--help").out, re.M)
    assert re.search(r"^  -no-versioning .*list the files", shell.gander("status", "--help").out, re.M)
    assert re.search(r"^  -no-versioning .*highest version", shell.gander("version", "--help").out, re.M)
    assert re.search(r"^  -timeout ", shell.gander("plan", "--help").out, re.M)
    assert "did you mean status?" in shell.gander("help", "stauts").err


def test_validate_reports_every_problem(three):
    assert three.gander("-dir", "m", "validate").out == "gander: 3 files read, no problem found\n"
    three.write("m/00004_a.sql", "-- +goose Up\nSELECT 1\n-- +goose Down\nSELECT 2\n")
    three.write("m/00004_b.sql", "-- +goose Up\nSELECT 1;\n")
    three.write("m/seed.sql", "")
    result = three.gander("-dir", "m", "validate")
    assert result.code == 1 and result.out == ""
    for start in ("m/00004_a.sql:2:1: ", "m/00004_a.sql:4:1: ", "m/00004_b.sql: ", "m/seed.sql: "):
        assert any(line.startswith(start) for line in result.err.splitlines()), start
    assert result.err.endswith("gander: 4 problems\n")


def test_validate_goose_warns_where_goose_reads_otherwise(shell):
    # Both tools need a semicolon at the end; goose also ends the statement inside the string.
    shell.write("m/00001_a.sql", "-- +goose Up\nSELECT 'a;\nb';\n")
    assert shell.gander("-dir", "m", "validate").code == 0
    result = shell.gander("-dir", "m", "validate", "--goose")
    assert "m/00001_a.sql:2:" in result.err and "goose" in result.err


def test_notices_and_notes_go_to_stderr(shell, database):
    shell.write("m/00001_a.sql", "-- +goose Up\n-- +goose StatementBegin\nDO $$ BEGIN RAISE NOTICE E'hear me\\nagain'; END $$;\n"
                "-- +goose StatementEnd\n")  # fmt: skip
    result = shell.gander("-dir", "m", "-table", "cli_notices", database, "up")
    assert result.code == 0 and "00001_a.sql: NOTICE: hear me\n  again\n" in result.err and "hear me" not in result.out
    shell.gander("-table", "cli_notices", database, "-dir", "m", "reset")


def test_verbose_shows_statements_on_stderr(three):
    result = three.gander("-v", "-dir", "m", "sqlite:x.db", "up-to", "1")
    assert result.err.splitlines() == ["begin transaction", "CREATE TABLE t1 (a int);", "commit transaction"]
    assert "\033" not in result.out + result.err


def test_no_versioning(three):
    base = ["-dir", "m", "sqlite:x.db", "-no-versioning"]
    assert three.gander(*base, "up").out.endswith("gander: up to current file version: 3\n")
    assert three.gander(*base, "status").out.splitlines()[2] == "    no versioning            -- 00001_t1.sql"
    assert three.gander(*base, "version").out == "gander: file version 3\n"
    assert three.gander(*base, "down").out.endswith("gander: down to current file version: 2\n")
    assert tables(three) == {"t1", "t2"}


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "kube"])  # which has a line of its own
def test_every_command_has_a_page(shell, command):
    page = shell.gander(command, "--help")
    assert page.code == 0 and page.err == ""
    assert page.out.startswith(f"Usage: gander {command} [FLAGS] " if command.startswith("test ") else "Usage: gander [FLAGS] ")
    assert re.search(rf"^Usage: .*\b{command}\b", page.out)
    for part in ("\nFlags that matter here:\n", "\nExamples:\n", "\nExit codes:\n"):
        assert part in page.out
    assert shell.gander("help", command).out == page.out
    assert shell.gander("-h", "sqlite3", "x.db", command).out == page.out
    assert max(map(len, page.out.splitlines())) <= 120


def test_the_overview_names_every_command_and_flag(shell):
    overview = shell.gander("--help")
    assert overview.code == 0 and overview.err == ""
    for command in COMMANDS:
        assert re.search(rf"^  {command}\b", overview.out, re.M), command
    for flag in ("-dir", "-table", "-timeout", "--output", "--sql", "--exit-code", "--goose", "-env"):
        assert f"  {flag}" in overview.out
    assert shell.gander("help").out == overview.out


def test_every_command_is_in_the_man_page_and_the_documentation(shell):
    from conftest import ROOT

    for document in (ROOT / "man/gander.1", ROOT / "docs/commands.md"):
        text = document.read_text().replace("\\-", "-")
        for command in COMMANDS:
            assert re.search(rf"\b{command}\b", text), (document, command)
    flags = re.findall(r"^  -{1,2}([a-z-]+)", shell.gander("--help").out, re.M)
    for document in (ROOT / "man/gander.1", ROOT / "docs/configuration.md"):
        text = document.read_text().replace("\\-", "-")
        for flag in flags:
            assert re.search(rf"-{flag}\b", text), (document, flag)


def test_nothing_at_all_is_answered_with_the_commands(shell):
    result = shell.gander()
    assert result.code == 2 and result.out == "" and "\nCommands:\n" in result.err


@pytest.mark.parametrize(
    "words, meant",
    [
        (["statsu"], "status"),
        (["stat"], "status"),
        (["sqlite3", "x.db", "upto", "3"], "up-to"),
        (["sqlite:x.db", "vaildate"], "validate"),
        (["sqllite3", "x.db", "up"], "sqlite3"),
        (["-alow-missing", "up"], "-allow-missing"),
        (["up", "--ouput=json"], "-output"),
    ],
)
def test_did_you_mean(shell, words, meant):
    result = shell.gander(*words)
    assert result.code == 2 and f"did you mean {meant}?" in result.err


def test_a_flag_of_another_command_is_refused(shell):
    result = shell.gander("sqlite:x.db", "up", "--sql")
    assert result.code == 2 and "--sql is a flag of plan, not of up" in result.err


@pytest.mark.parametrize("words", [["up-to", "-1"], ["down-to", "-20200101000000"], ["plan", "up-to", "-1"]])
def test_a_version_cannot_be_negative(three, words):
    result = three.gander("-dir", "m", "sqlite:x.db", *words)
    assert result.code == 2 and result.err.startswith(f"gander: {words[-1]}: a version cannot be negative\n  hint: ")
    assert "flag provided but not defined: -1" in three.goose("-dir", "m", "sqlite3", "x.db", "up-to", "-1").err


def test_version_names_the_drivers(shell):
    result = shell.gander("--version")
    assert result.code == 0
    assert re.fullmatch(r"gander \d+\.\d+\.\d+\ndrivers: [a-z0-9 ]+\n", result.out)


def test_what_cannot_be_written_is_an_error(three):
    from conftest import BIN

    with open("/dev/full", "w") as full:
        process = subprocess.run([BIN / "gander", "-dir", "m", "sqlite:x.db", "status"], cwd=three.folder, stdout=full,
                                 stderr=subprocess.PIPE, text=True, env=three.environment, check=False)  # fmt: skip
    assert process.returncode == 1 and process.stderr == "gander: could not write to stdout\n"


def test_a_folder_from_a_config_map(shell):
    data = shell.folder / "mounted" / "..2026_11_22"
    data.mkdir(parents=True)
    (data / "00001_a.sql").write_text("-- +goose Up\nCREATE TABLE t1 (a int);\n")
    os.symlink("..2026_11_22", shell.folder / "mounted" / "..data")
    os.symlink("..data/00001_a.sql", shell.folder / "mounted" / "00001_a.sql")
    assert shell.gander("-dir", "mounted", "sqlite:x.db", "up").code == 0
    assert tables(shell) == {"t1"}


def test_a_go_migration_gets_a_clear_error(three):
    three.write("m/00002_code.go", "package m\n")
    (three.folder / "m/00002_t2.sql").unlink()
    result = three.gander("-dir", "m", "sqlite:x.db", "up")
    assert result.code == 1 and "m/00002_code.go" in result.err and "hint: " in result.err
    assert result.out == ""


def test_validate_of_nothing_is_no_success(three):
    """A slip in -dir would otherwise look like a folder without problems."""
    (three.folder / "empty").mkdir()
    three.write("notes.txt", "no migration")
    for directory, why in (("empty", "no migration files found in empty"), ("notes.txt", "notes.txt: the file name gives no version")):
        result = three.gander("-dir", directory, "validate")
        assert result.code == 1 and result.out == ""
        assert result.err.startswith(f"gander: {why}\n  hint: ")
        assert three.gander("-dir", directory, "validate", "--output=json").json["error"]["code"] == "no_migrations"
        assert three.goose("-dir", directory, "validate").code == 0


def test_nothing_found_names_the_folder(shell):
    (shell.folder / "empty").mkdir()
    for words in (["sqlite:x.db", "up"], ["sqlite:x.db", "status"], ["fix"], ["validate"]):
        result = shell.gander("-dir", "empty", *words)
        assert result.code == 1 and result.err.startswith("gander: no migration files found in empty\n"), words
    assert "no migration files found in ." in shell.gander("sqlite:x.db", "up").err
    for words in (["sqlite:x.db", "up"], ["validate"], ["fix"]):
        result = shell.gander("-dir", "nowhere", *words)
        assert result.code == 1 and "\n  hint: name the folder of the migrations with -dir or GOOSE_MIGRATION_DIR\n" in result.err
    assert shell.goose("-dir", "empty", "sqlite3", "x.db", "up").err.endswith("no migration files found\n")


def test_create_in_a_file(shell):
    shell.write("file", "")
    result = shell.gander("-dir", "file", "create", "x")
    assert result.code == 1 and "  hint: migrations are made in a folder, and a part of this path is a file\n" in result.err


@pytest.mark.parametrize("path", ["shut", "shut/m"])
def test_a_folder_that_cannot_be_read(shell, path):
    from conftest import BIN, without_root

    prefix = without_root()
    shell.write("shut/m/1_a.sql", "-- +goose Up\n")
    (shell.folder / "shut").chmod(0)
    said = set()
    for words in (["validate"], ["sqlite3", ":memory:", "up"], ["fix"], ["-s", "create", "x"]):
        process = subprocess.run([*prefix, BIN / "gander", "-dir", path, *words], cwd=shell.folder, env=shell.environment,
                                 capture_output=True, text=True, check=False)  # fmt: skip
        assert process.returncode == 1
        said.add(process.stderr)
    (shell.folder / "shut").chmod(0o755)
    assert said == {f"gander: open {path}: permission denied\n"
                    "  hint: the folder and the folders above it must be readable for this user\n"}  # fmt: skip


def test_the_name_may_stand_on_the_line_again(shell):
    """An image whose entry point is gander gets it from a service with the command `goose status`."""
    shell.write("m/00001_a.sql", "-- +goose Up\nCREATE TABLE a (x int);\n")
    variables = {"GOOSE_DRIVER": "sqlite3", "GOOSE_DBSTRING": "app.db", "GOOSE_MIGRATION_DIR": "m"}
    assert shell.gander("gander", "up", **variables).out.endswith("gander: successfully migrated database to version: 1\n")
    status = shell.gander("goose", "-dir", "m", "status", **variables)
    assert status.code == 0 and status.err == shell.goose("status", **variables).err != ""
    assert shell.gander("goose", "-version").out.startswith("goose version: ")
    assert shell.gander("/usr/local/bin/goose", "-version").out.startswith("goose version: ")
    assert sorted(path.name for path in shell.folder.iterdir()) == ["app.db", "m"]
    assert shell.gander("up", "goose", **variables).code == 2
    assert shell.gander("sqlite3", "./goose", "up", **variables).out.startswith("OK ")


def test_a_shell_is_not_there(shell):
    for words in (["sh", "-c", "goose up"], ["/bin/sh", "-c", "goose up"], ["bash", "migrate.sh"]):
        result = shell.gander(*words)
        assert result.code == 2 and "no such command" in result.err and "  hint: the image has no shell" in result.err, result


@pytest.mark.parametrize("words", [("--help",), ("test", "--help")])
def test_summaries_of_commands_stand_below_each_other(shell, words):
    lines = shell.gander(*words).out.split("\nCommands:\n")[1].split("\n\n")[0].splitlines()
    for line, following in zip(lines, [*lines[1:], ""]):
        alone = following.startswith(" " * 29)
        assert alone or (line[28] == " " and line[29] != " "), line
