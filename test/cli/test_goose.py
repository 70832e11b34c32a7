"""The command line called goose, where it can be told without the real one."""
import re

import pytest

STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ")


def test_lines_go_to_stderr_behind_the_time(three):
    result = three.goose("-dir", "m", "sqlite3", "x.db", "up")
    assert result.code == 0 and result.out == ""
    assert all(STAMP.match(line) for line in result.err.splitlines())
    assert result.err.endswith("goose: successfully migrated database to version: 3\n")


def test_only_the_first_of_several_lines_has_the_time(three):
    three.goose("-dir", "m", "sqlite3", "x.db", "up")
    three.table(5)
    three.goose("-dir", "m", "sqlite3", "x.db", "up")
    three.table(4)
    result = three.goose("-dir", "m", "sqlite3", "x.db", "up")
    first, second = result.err.splitlines()
    assert STAMP.sub("", first) == "goose run: error: found 1 missing migrations before current version 5:"
    assert second == "\tversion 4: m/00004_t4.sql"


def test_gander_s_own_things_are_unknown(three):
    assert three.goose("sqlite3", "x.db", "plan").code == 1
    for flag in ("--output=json", "--sql", "--exit-code", "--goose"):
        result = three.goose(flag, "-dir", "m", "sqlite3", "x.db", "status")
        assert result.code == 2 and result.err.startswith("flag provided but not defined: ")


def test_the_usage_is_split_over_the_streams(shell):
    for words, code in ((["-h"], 0), (["--help"], 0), ([], 1), (["up"], 1), (["-nosuch"], 2)):
        result = shell.goose(*words)
        assert result.code == code
        assert result.out.startswith("Usage: goose DRIVER DBSTRING [OPTIONS] COMMAND\n")
        assert "\nCommands:\n    up " in result.out
        flags = re.findall(r"^  -(\S+)", result.err, re.M)
        assert flags == sorted(flags) and len(flags) == 14


def test_duplicates_are_an_error_not_a_panic(three):
    three.table(2, "again")
    result = three.goose("-dir", "m", "sqlite3", "x.db", "up")
    assert result.code == 1 and result.err.count("\n") == 1
    assert "duplicate version 2" in result.err and "m/00002_again.sql" in result.err
    assert three.goose("-dir", "m", "validate").code == 1


@pytest.mark.parametrize("driver", ["mysql", "tidb", "mssql", "clickhouse", "bogus"])
def test_a_driver_that_is_not_here(shell, driver):
    result = shell.goose(driver, "user:hush@tcp(h)/d", "up")
    assert result.code == 1 and f'"{driver}": ' in result.err and "-dbstring=" in result.err


def test_up_by_one_fails_when_nothing_is_left(three):
    three.goose("-dir", "m", "sqlite3", "x.db", "up")
    result = three.goose("-dir", "m", "sqlite3", "x.db", "up-by-one")
    assert result.code == 1
    assert [STAMP.sub("", line) for line in result.err.splitlines()] == [
        "goose: no migrations to run. current version: 3",
        "goose run: no next version found",
    ]


def test_reads_do_not_write(three):
    three.goose("-dir", "m", "sqlite3", "x.db", "status")
    three.goose("sqlite3", "x.db", "version")
    assert not (three.folder / "x.db").exists()


def test_the_timeout_has_goose_s_words(three):
    result = three.goose("-timeout", "1ns", "-dir", "m", "sqlite3", "x.db", "up")
    assert result.code == 1 and "context deadline exceeded" in result.err


def test_validate_names_a_file_that_cannot_be_opened(three):
    (three.folder / "m/00004_gone.sql").symlink_to("nowhere.sql")
    result = three.goose("-dir", "m", "validate")
    assert result.code == 1
    assert STAMP.sub("", result.err) == "goose validate: open m/00004_gone.sql: no such file or directory\n"
