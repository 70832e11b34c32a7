"""After-steps: what `up` runs behind the migrations, each time, and nobody else does."""
import json
import re
import signal
import sqlite3
import subprocess
import time

import psycopg2
import pytest
import yaml

from conftest import BIN, WORKER, same_as_golden

SQLITE = ["-dir", "m", "sqlite:x.db"]
NOTE = "INSERT INTO t1 VALUES ({});\n"
ROLE = "cli_reader_" + WORKER


def noted(shell):
    with sqlite3.connect(shell.folder / "x.db") as connection:
        return [value for (value,) in connection.execute("SELECT a FROM t1 ORDER BY rowid")]


def without_times(text):
    return [re.sub(r"\(.*\)", "()", line) for line in text.splitlines()]


def ask(url, sql):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else None
    connection.close()
    return rows


@pytest.fixture
def server(database):
    """A database with nothing in it, and a role that may read nothing."""
    ask(database, f"DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP ROLE IF EXISTS {ROLE}; CREATE ROLE {ROLE}")
    yield database
    ask(database, f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def test_they_run_in_order_behind_the_migrations_also_with_nothing_pending(three):
    three.write("m/b.after", NOTE.format(2))
    three.write("m/a.sql.after", NOTE.format(1))
    three.write("more/y.after", NOTE.format(5))
    three.write("more/x.sql", NOTE.format(4))
    three.write("z.sql", NOTE.format(3))
    words = ["-after", "z.sql", "--after=more", *SQLITE, "up"]
    first = three.gander(*words)
    assert (first.code, first.err) == (0, "")
    steps = [f"OK   {name} ()" for name in ("a.sql.after", "b.after", "z.sql", "x.sql", "y.after")]
    assert without_times(first.out) == [
        "OK   00001_t1.sql ()", "OK   00002_t2.sql ()", "OK   00003_t3.sql ()", *steps,
        "gander: successfully migrated database to version: 3",
    ]  # fmt: skip
    again = three.gander(*words)
    assert without_times(again.out) == [*steps, "gander: no migrations to run. current version: 3"]
    assert noted(three) == [1, 2, 3, 4, 5] * 2
    status = three.gander(*SQLITE, "status")
    assert "after" not in status.out and status.out.count(".sql") == 3


def test_the_variable_names_several(three):
    three.write("z.sql", NOTE.format(1))
    three.write("more/y.sql", NOTE.format(2))
    assert three.gander(*SQLITE, "up", GANDER_AFTER="z.sql::more").code == 0
    assert noted(three) == [1, 2]
    three.gander(*SQLITE, "-after", "z.sql", "up", GANDER_AFTER="more")
    assert noted(three) == [1, 2, 1]
    assert three.gander(*SQLITE, "redo", GANDER_AFTER="nowhere").code == 0


@pytest.mark.parametrize("words", [["up-to", "3"], ["up-by-one"], ["down"], ["status"], ["validate"], ["create", "x"]])
def test_only_up_knows_the_flag(three, words):
    three.write("z.sql", NOTE.format(1))
    result = three.gander("-after", "z.sql", *SQLITE[:2], *words, GOOSE_DBSTRING="sqlite:x.db")
    assert result.code == 2, result
    assert f"gander: --after is a flag of up, plan, test apply, test database, not of {words[0]}\n  hint: gander {words[0]} --help" in result.err
    assert not (three.folder / "x.db").exists()


@pytest.mark.parametrize("words", [["up-to", "3"], ["up-by-one"], ["redo"], ["plan", "up-to", "3"], ["plan", "down"]])
def test_only_up_runs_those_of_the_folder(three, words):
    three.up()
    three.gander(*SQLITE, "down")
    three.write("m/z.after", NOTE.format(1))
    result = three.gander(*SQLITE, *words)
    assert result.code == 0 and "z.after" not in result.out, result
    assert noted(three) == []


def test_goose_knows_neither(three):
    three.write("m/bad.after", "nonsense")
    three.write("z.sql", NOTE.format(1))
    result = three.goose("-dir", "m", "sqlite3", "x.db", "up", GANDER_AFTER="z.sql")
    assert result.code == 0 and "after" not in result.err and noted(three) == []
    assert three.goose("-dir", "m", "validate").code == 0
    unknown = three.goose("-after", "z.sql", "-dir", "m", "sqlite3", "x.db", "up")
    assert unknown.code != 0 and "flag provided but not defined: -after" in unknown.err


def test_a_failure_says_what_is_so_now(three):
    three.up("-table", "other")  # a table t1 for them to write into
    three.write("m/a.after", NOTE.format(1))
    three.write("m/b.after", "-- two\n" + NOTE.format(2) + "INSERT INTO nowhere\nVALUES (1);\n")
    three.write("m/c.after", NOTE.format(3))
    three.write("m/d.after", NOTE.format(4))
    three.write("m/00004_t4.sql", "-- +goose Up\nCREATE TABLE t4 (a int);\n")
    result = three.gander(*SQLITE, "-table", "other", "up")
    assert result.code == 1
    assert without_times(result.out) == ["OK   00004_t4.sql ()", "OK   a.after ()"]
    assert result.err == (
        "m/b.after:3:1: SQL logic error: no such table: nowhere (1)\n"
        "    3 | INSERT INTO nowhere\n"
        "gander: the run has failed\n"
        "  done:        1 migration, 1 after-step\n"
        "  failed:      after-step b.after; its transaction was rolled back, nothing of it remains\n"
        "  not reached: 2 after-steps, c.after to d.after\n"
        "  the database is at version 4\n"
    )
    assert noted(three) == [1]
    three.write("m/b.after", NOTE.format(2))
    assert three.gander(*SQLITE, "-table", "other", "up").code == 0
    assert noted(three) == [1, 1, 2, 3, 4]


def test_a_failed_migration_keeps_them_from_running(three):
    three.write("m/00002_t2.sql", "-- +goose Up\nSELECT * FROM nowhere;\n")
    three.write("m/z.after", NOTE.format(1))
    result = three.gander(*SQLITE, "up")
    assert result.code == 1
    assert "  not reached: 00003_t3.sql; after-step z.after\n" in result.err
    assert noted(three) == []


@pytest.mark.parametrize(
    "text, problem",
    [
        ("INSERT INTO t1 VALUES (1)\n", ":1:1: this statement has no semicolon at its end"),
        ("-- nothing\n", ":1:1: this after-step has nothing to run"),
        ("SELECT 1;\n-- +goose Down\nSELECT 2;\n", ":2:1: an after-step has no Down half"),
        ("-- +goose NO TRANSACTION\nSELECT 1;\n", ":1:1: an after-step runs in a transaction"),
        ("SELECT 1;\nCOMMIT;\n", ":2:1: COMMIT"),
        ("-- +goose ENVSUB ON\nSELECT '${NOBODY?is not set}';\n", ":2:9: "),
    ],
)
def test_a_bad_file_stops_everything_before_the_first_migration(three, text, problem):
    three.write("m/z.after", text)
    three.write("z.sql", text)
    result = three.gander(*SQLITE, "-after", "z.sql", "up")
    assert (result.code, result.out) == (1, "")
    assert f"m/z.after{problem}" in result.err and f"\nz.sql{problem}" in result.err
    assert "gander: 2 problems; nothing has been run\n" in result.err
    assert not (three.folder / "x.db").exists()
    assert three.gander(*SQLITE, "plan").code == 1
    checked = three.gander("-dir", "m", "validate")
    assert checked.code == 1 and f"m/z.after{problem}" in checked.err


@pytest.mark.parametrize(
    "path, code, message",
    [
        ("nowhere.sql", 1, "gander: after-step nowhere.sql: no such file or directory\n  hint: name an SQL file"),
        ("empty", 1, "gander: no after-step in empty\n  hint: after-steps are"),
        ("m", 2, "gander: m/00001_t1.sql is a migration, and cannot be an after-step too\n  hint: "),
        ("postgres://u:hush@h/d", 2, "gander: -after is given a connection string: postgres://u:xxxxx@h/d"),
    ],
)
def test_a_slip_in_the_flag(three, path, code, message):
    three.write("empty/README.md", "x")
    result = three.gander("-after", path, *SQLITE, "up")
    assert result.code == code and result.err.startswith(message), result
    assert not (three.folder / "x.db").exists()


def test_plan_lists_them(three):
    three.write("m/z.after", NOTE.format(1))
    three.write("y.sql", NOTE.format(2) * 2)
    words = [*SQLITE, "-after", "y.sql", "plan"]
    assert three.gander(*words).out.splitlines()[-2:] == ["  then z.after (1 statement)", "  then y.sql (2 statements)"]
    script = three.gander(*words, "--sql").out
    with sqlite3.connect(three.folder / "other.db") as connection:
        connection.executescript(script)
        assert connection.execute("SELECT a FROM t1").fetchall() == [(1,), (2,), (2,)]
    three.up()
    assert three.gander(*words).out.splitlines()[0] == "no migrations to run: the database is at version 3"
    assert len(noted(three)) == 1


def test_json(three):
    three.write("m/z.after", NOTE.format(1))
    words = ["-dir", "m", "sqlite:x.db", "--output", "json"]
    for name, command, code in (("plan_after", "plan", 0), ("up_after", "up", 0), ("failed_after", "up", 1)):
        if code == 1:
            three.write("m/z.after", "SELECT * FROM nowhere;\n")
        result = three.gander(*words, command)
        assert (result.code, result.err) == (code, "")
        same_as_golden(name, result.out)


def test_create_fix_and_numbering_pass_them_over(three):
    three.write("m/00009_z.sql.after", NOTE.format(1))
    assert "00004_x.sql" in three.gander("-dir", "m", "-s", "create", "x").out
    three.write("m/20200101000000_y.sql", "-- +goose Up\n")
    assert three.gander("-dir", "m", "fix").out == "RENAMED 20200101000000_y.sql => 00005_y.sql\n"


def test_kube_render_takes_those_of_the_folder_with_it(three):
    three.write("m/grants.sql.after", NOTE.format(1))
    words = ["kube", "render", "config-map", "-dir", "m", "--image", "gander", "--secret", "s/k"]
    result = three.gander(*words)
    assert list(yaml.safe_load(result.out)["data"]) == ["00001_t1.sql", "00002_t2.sql", "00003_t3.sql", "grants.sql.after"]
    three.write("m/grants.sql.after", "GRANT\n")
    assert "m/grants.sql.after:1:1: " in three.gander(*words).err


def test_grants_as_psql_would_do_them(three, server):
    three.write("m/grants.sql.after", f"-- +goose ENVSUB ON\nGRANT SELECT ON ALL TABLES IN SCHEMA public TO \"${{READER}}\";\n")
    for count in (3, 4):
        result = three.gander("-dir", "m", server, "-v", "up", READER=ROLE)
        assert result.code == 0, result
        granted = ask(server, f"SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = '{ROLE}' AND table_name LIKE 't_'")
        assert granted == [(count,)]
        assert ask(server, "SELECT count(*) FROM goose_db_version") == [(count + 1,)]
        three.table(4)


def test_pgusers_name_can_be_put_in(three, server):
    three.write("m/a.after", "-- +goose ENVSUB ON\nCREATE TABLE \"of_${PGUSER}\" (a int);\n")
    assert three.gander("-dir", "m", server, "up", PGUSER="someone").code == 0
    assert ask(server, "SELECT count(*) FROM \"of_someone\"") == [(0,)]


def test_no_value_is_shown(three, server):
    three.write("m/a.after", "-- +goose ENVSUB ON\nSELECT 1/0, '${WORD}';\n")
    text = three.gander("-dir", "m", server, "-v", "up", WORD="hush")
    document = three.gander("-dir", "m", server, "-v", "up", "--output", "json", WORD="hush")
    for result in (text, document):
        assert result.code == 1 and "hush" not in result.out + result.err, result
    assert "SELECT 1/0, '${WORD}';" in text.err
    assert "m/a.after:2" in text.err and "division by zero (SQLSTATE 22012)" in text.err
    assert document.json["failed"]["statement"] == "SELECT 1/0, '${WORD}';"


def test_settings_end_with_each_step(three, server):
    three.write("m/a.after", f"SET ROLE {ROLE};\nSET search_path = '';\n")
    three.write("m/b.after", "CREATE TABLE made_by AS SELECT current_user AS name;\n")
    assert three.gander("-dir", "m", server, "up").code == 0
    assert ask(server, "SELECT name FROM public.made_by") != [(ROLE,)]


def test_eight_at_once_with_nothing_pending(three, server):
    assert three.gander("-dir", "m", server, "up").code == 0
    three.write("grants.sql", f"GRANT ALL ON t1, t2, t3 TO {ROLE};\nREVOKE INSERT ON t1 FROM {ROLE};\nSELECT pg_sleep(0.02);\n")
    words = [str(BIN / "gander"), "-dir", "m", server, "-after", "grants.sql", "up"]
    pods = [subprocess.Popen(words, cwd=three.folder, env=three.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    for pod in pods:
        out, err = pod.communicate(timeout=60)
        assert pod.returncode == 0, err
        assert without_times(out) == ["OK   grants.sql ()", "gander: no migrations to run. current version: 3"]


def test_they_need_the_lock_and_nothing_else_does(three, server):
    three.write("z.sql", "SELECT 1;\n")
    assert three.gander("-dir", "m", server, "up").code == 0
    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute("SELECT pg_advisory_lock(4097083626)")
    words = ["-dir", "m", server, "--lock-wait", "500ms", "up"]
    assert three.gander(*words).code == 0
    result = three.gander("-after", "z.sql", *words)
    assert result.code == 75 and "the migration lock was not obtained within 500ms" in result.err
    connection.close()
    for lock in ("session", "lease", "none"):
        assert three.gander("-after", "z.sql", "--lock", lock, *words).code == 0


def test_a_connection_that_is_lost_once_does_no_harm(three, server):
    ask(server, "CREATE SEQUENCE tries")
    three.write("m/a.after", "INSERT INTO t1 VALUES (1);\nSELECT CASE WHEN nextval('tries') = 1 THEN pg_terminate_backend(pg_backend_pid()) END;\n")
    three.write("m/b.after", "INSERT INTO t1 VALUES (2);\n")
    for lock in ("session", "lease"):
        result = three.gander("-dir", "m", server, "--lock", lock, "up")
        assert result.code == 0, result
        assert result.err == "gander: note: the connection to the database was lost; connecting again\n"
        assert ask(server, "SELECT a FROM t1 ORDER BY ctid") == [(1,), (2,)]
        ask(server, "TRUNCATE t1; SELECT setval('tries', 1, false)")


def test_one_that_breaks_the_connection_is_not_tried_for_ever(three, server):
    three.write("m/a.after", "SELECT pg_terminate_backend(pg_backend_pid());\n")
    three.write("m/b.after", "SELECT 1;\n")
    result = three.gander("-dir", "m", server, "up", "--output", "json")
    assert result.code == 75, result
    assert result.json["failed"]["path"] == "m/a.after" and result.json["failed"]["outcome"] == "not_applied"
    assert [step["path"] for step in result.json["skipped"]] == ["m/b.after"]
    assert len(result.json["done"]) == 3 and result.json["to"] == 3


def test_a_timeout_and_a_signal_end_them(three, server):
    three.write("m/a.after", "SELECT pg_sleep(60);\n")
    three.write("m/b.after", "SELECT 1;\n")
    result = three.gander("-dir", "m", server, "-timeout", "1s", "up")
    assert result.code == 75 and "gander: stopped: it took longer than -timeout 1s" in result.err
    assert "  failed:      after-step a.after; its transaction was rolled back, nothing of it remains\n" in result.err
    assert "  not reached: after-step b.after\n" in result.err
    words = [str(BIN / "gander"), "-dir", "m", server, "up"]
    run = subprocess.Popen(words, cwd=three.folder, env=three.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    while not ask(server, "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60);' AND state = 'active' AND datname = current_database()"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    run.send_signal(signal.SIGTERM)
    _, err = run.communicate(timeout=10)
    assert run.returncode == 143 and "gander: stopped by SIGTERM" in err


def test_env_names_the_variable(shell):
    assert json.loads(shell.gander("env", "--output", "json", GANDER_AFTER="a:b").out)["environment"]["GANDER_AFTER"] == "a:b"
