"""gander adopt on SQLite: the migrations are tried in an empty database in memory."""
import sqlite3
import subprocess

import pytest

from conftest import same_as_golden
from test_adopt import HINT, real_goose  # noqa: F401

SQLITE = {
    "m/00001_a.sql": "-- +goose Up\nCREATE TABLE Users (id INTEGER PRIMARY KEY, name text);\nINSERT INTO Users VALUES (1, 'x');\n-- +goose Down\nDROP TABLE Users;\n",
    "m/00002_b.sql": "-- +goose Up\nALTER TABLE users RENAME COLUMN name TO nick;\nCREATE INDEX by_nick ON users (nick);\n"
    "CREATE VIEW nicks AS SELECT nick FROM users;\nCREATE TRIGGER no_delete BEFORE DELETE ON users BEGIN SELECT 1; END;\n-- +goose Down\nSELECT 1;\n",
}  # fmt: skip


@pytest.fixture
def file(shell):
    for name, text in SQLITE.items():
        shell.write(name, text)
    with sqlite3.connect(shell.folder / "x.db") as connection:
        for text in SQLITE.values():
            connection.executescript(text.split("-- +goose Down")[0])
    return shell


def run(shell, sql):
    with sqlite3.connect(shell.folder / "x.db") as connection:
        return connection.execute(sql).fetchall()


GANDER = ["-dir", "m", "sqlite:x.db", "adopt", "2"]


def test_sqlite(file, real_goose):
    result = file.gander(*GANDER)
    assert result.code == 0, result
    assert result.out.splitlines() == [
        "Not checked, as nothing in the database would tell:",
        "  00001_a.sql: 1 statement, line 3",
        "gander: adopted 2 migrations, at version 2: 6 objects found, 1 statement could not be checked",
    ]
    assert run(file, "SELECT version_id FROM goose_db_version ORDER BY id") == [(0,), (1,), (2,)]
    assert run(file, "SELECT * FROM users") == [(1, "x")]
    assert "tracked already: it is at version 2" in file.gander(*GANDER).err
    up = subprocess.run([real_goose, "-dir", "m", "sqlite3", "x.db", "up"], cwd=file.folder, capture_output=True, text=True, check=True)
    assert "no migrations to run. current version: 2" in up.stderr


@pytest.mark.parametrize(
    "sql, place, message",
    [
        ("DROP INDEX by_nick", "00002_b.sql:3:1", "index by_nick is not there"),
        ("DROP VIEW nicks", "00002_b.sql:4:1", "view nicks is not there"),
        ("DROP TRIGGER no_delete", "00002_b.sql:5:1", "trigger no_delete of users is not there"),
        ("ALTER TABLE users RENAME COLUMN nick TO name", "00002_b.sql:2:1", "column nick of users is not there"),
        ("DROP TABLE users", "00001_a.sql:2:1", "table users is not there"),
    ],
)
def test_sqlite_names_what_is_missing(file, sql, place, message):
    run(file, sql)
    result = file.gander(*GANDER)
    assert result.code == 1 and f"m/{place}: {message}\n" in result.err
    assert run(file, "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'") == [(0,)]


@pytest.mark.parametrize(
    "drop, what", [("DROP VIEW nicks;", "view nicks"), ("DROP INDEX by_nick;", "index by_nick"), ("DROP TRIGGER no_delete;", "trigger no_delete of users")]
)
def test_sqlite_names_what_should_be_gone(file, drop, what):
    file.write("m/00003_c.sql", f"-- +goose Up\n{drop}\n")
    result = file.gander(*GANDER[:-1], "3")
    assert result.code == 1 and f"m/00003_c.sql:2:1: {what} is still there, and is dropped here\n" in result.err
    run(file, drop)
    assert file.gander(*GANDER[:-1], "3").code == 0


def test_sqlite_a_table_made_anew_is_not_gone(file):
    anew = "CREATE TABLE n (id int, nick text);\nDROP TABLE users;\nALTER TABLE n RENAME TO users;\n"
    file.write("m/00003_c.sql", "-- +goose Up\nDROP VIEW nicks;\n" + anew)
    with sqlite3.connect(file.folder / "x.db") as connection:
        connection.executescript("DROP VIEW nicks;" + anew)
    assert file.gander(*GANDER[:-1], "3").code == 0


def test_sqlite_tries_nothing_that_reaches_out(file):
    file.write("m/00003_c.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nATTACH 'other.db' AS o; CREATE TABLE o.t (a);\nVACUUM INTO 'copy.db';\n")
    result = file.gander("-dir", "m", "sqlite:x.db", "adopt", "3", "-v")
    assert result.code == 0 and "m/00003_c.sql:3:1: ATTACH: what it does cannot be looked for" in result.out
    assert not (file.folder / "other.db").exists() and not (file.folder / "copy.db").exists()


def test_sqlite_up_points_at_it(file):
    assert file.gander("-dir", "m", "sqlite:x.db", "up").err.endswith(HINT)


def test_sqlite_without_a_file(file):
    (file.folder / "x.db").unlink()
    assert file.gander(*GANDER).code == 1
    assert not (file.folder / "x.db").exists()


def test_json(file):
    command = [*GANDER, "--output", "json"]
    run(file, "DROP VIEW nicks")
    refused = file.gander(*command)
    assert refused.code == 1 and refused.err == ""
    same_as_golden("adopt_missing", refused.out)
    run(file, "CREATE VIEW nicks AS SELECT 1")
    done = file.gander(*command)
    assert done.code == 0 and done.err == ""
    same_as_golden("adopt", done.out)
    tracked = file.gander(*command)
    assert tracked.code == 1 and tracked.json["error"]["code"] == "already_applied"
