"""Each deliberate difference twice: goose does what we say it does, and ours what docs/goose.md promises."""

import os
import re
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from cases.common import THREE, folder, sql, table
from differences import DIFFERENCES
from harness import folder as folders
from harness.case import BOTH, Folder, Link

HERE = Path(__file__).resolve()
FLAGS = ("-dir", "migrations", "{driver}", "{db}")


@pytest.fixture
def laid(worlds):
    """The two worlds with a folder in each."""

    def lay(driver, files):
        two = worlds(driver)
        for world in two:
            world.lay_out(files)
        return two

    return lay


def run(world, *words, env=None):
    return world.call((*FLAGS, *words), env)


def without_root():
    """The beginning of a line that takes root's power over files away; nobody else needs one."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("no setpriv")
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]


def said(outcome):
    return "\n".join([*outcome.out, *outcome.err])


def rows(world):
    """The applied versions; None without a version table."""
    (only,) = world.database.state().versions.values() or (None,)
    return only and [version for version, _ in only]


def holds(world, text):
    return any(text in line for line in world.database.state().lines)


def test_every_difference_is_proven_and_documented():
    import differences

    proven = set(re.findall(r"^def (test_\w+)", HERE.read_text(), re.M))
    assert {each.test for each in DIFFERENCES} <= proven
    document = (HERE.parents[2] / "docs" / "goose.md").read_text()
    assert differences.table() in document, "python3 test/compat/differences.py prints the table for docs/goose.md"


def test_duplicate_version(laid):
    goose, ours = laid("sqlite3", folder(m1_a=table("a"), m01_b=table("b")))
    panic, error = run(goose, "up"), run(ours, "up")
    assert panic.exit == 2 and "panic: goose: duplicate version 1 detected:" in said(panic)
    assert error.exit == 1 and "1_a.sql" in said(error) and "01_b.sql" in said(error) and len(error.err) < 8
    assert goose.call(("-dir", "migrations", "validate")).exit == 0
    found = ours.call(("-dir", "migrations", "validate"))
    assert found.exit == 1 and "01_b.sql" in said(found)
    create = ("-dir", "migrations", "-s", "create", "c", "sql")
    panic, error = goose.call(create), ours.call(create)
    assert panic.exit == 2 and "panic: goose: duplicate version 1 detected:" in said(panic)
    assert error.exit == 1 and "1_a.sql" in said(error) and "01_b.sql" in said(error)
    assert not list(ours.root.glob("migrations/*_c.sql"))


@pytest.mark.parametrize("driver", BOTH)
def test_all_files_read_first(laid, driver):
    goose, ours = laid(driver, folder(m1_a=table("a"), m2_b=table("b"), m3_c="-- +goose Up\nSELECT 1\n"))
    first, second = run(goose, "up"), run(ours, "up")
    assert first.exit == second.exit == 1
    assert first.err[-2:] == second.err[-2:] and len(second.err) == 2
    assert rows(goose) == [0, 1, 2]
    assert rows(ours) in (None, [0])


@pytest.mark.parametrize("driver", BOTH)
def test_go_files_refused_first(laid, driver):
    goose, ours = laid(driver, {**folder(m1_a=table("a")), "migrations/2_b.go": "package m\n"})
    first, second = run(goose, "up"), run(ours, "up")
    assert first.exit == second.exit == 1
    for outcome in (first, second):
        assert "goose run: ERROR migrations/2_b.go: failed to run Go migration: " in said(outcome)
    assert "migrate to version 2 with that program" in said(second)
    assert rows(goose) == [0, 1]
    assert rows(ours) in (None, [0])
    for world, status in ((goose, 1), (ours, 0)):
        folders.put(world.root, "migrations/code.go", "package m\n")
        assert world.call(("-dir", "migrations", "validate")).exit == status


@pytest.mark.parametrize("driver", BOTH)
def test_missing_files_refused_first(laid, driver):
    goose, ours = laid(driver, {**folder(m1_a=table("a")), "migrations/2_b.sql": Link("nowhere")})
    first, second = run(goose, "up"), run(ours, "up")
    assert first.exit == second.exit == 1 and "2_b.sql" in said(second)
    assert rows(goose) == [0, 1]
    assert rows(ours) in (None, [0])


@pytest.mark.parametrize("driver", BOTH)
def test_missing_files_refused_first_on_the_way_down(laid, driver):
    goose, ours = laid(driver, THREE)
    for world in (goose, ours):
        assert run(world, "up").exit == 0
        folders.remove(world.root, "migrations/00002_brick.sql")
    first, second = run(goose, "down-to", "0"), run(ours, "down-to", "0")
    assert first.exit == second.exit == 1
    assert rows(goose) == [0, 1, 2]
    assert rows(ours) == [0, 1, 2, 3]


@pytest.mark.parametrize("driver", BOTH)
def test_reads_never_write(laid, driver):
    goose, ours = laid(driver, THREE)
    for words in (["status"], ["version"], ["down"], ["redo"]):
        first, second = run(goose, *words), run(ours, *words)
        assert (first.exit, first.err) == (second.exit, second.err)
    assert rows(goose) == [0]
    assert rows(ours) is None
    assert not Path(ours.root, "test.db").exists()


@pytest.mark.parametrize("driver", BOTH)
def test_reset_of_nothing(laid, driver):
    goose, ours = laid(driver, THREE)
    assert run(goose, "reset").exit == 1
    assert said(run(ours, "reset")).strip() == "" and run(ours, "reset").exit == 0


def test_odd_times(laid):
    goose, ours = laid("sqlite3", THREE)
    for value, kind in (("'garbage'", "string"), ("1700000000", "int64"), ("1.5", "float64"), ("NULL", "<nil>")):
        calls = []
        for world in (goose, ours):
            run(world, "up")
            world.database.execute(f"UPDATE goose_db_version SET tstamp = {value} WHERE version_id = 2")
            calls.append(run(world, "status"))
        assert calls[0].exit == calls[1].exit == 1 and calls[0].out == calls[1].out
        assert f"driver.Value type {kind} into type" in said(calls[0])
        assert [line.replace(kind, "<nil>") for line in calls[0].err] == calls[1].err


def test_odd_times_on_postgres(laid):
    goose, ours = laid("postgres", THREE)
    for value, status in (("infinity", 1), ("10000-01-02 03:04:05", 0)):
        calls = []
        for world in (goose, ours):
            run(world, "up")
            world.database.execute(f"UPDATE goose_db_version SET tstamp = '{value}' WHERE version_id = 2")
            calls.append(run(world, "status"))
        assert calls[0].exit == calls[1].exit == status, calls
        assert calls[0].err[-1] == calls[1].err[-1] if status == 0 else "<nil>" in said(calls[1])


@pytest.mark.parametrize("driver", BOTH)
def test_emptied_table(laid, driver):
    goose, ours = laid(driver, THREE)
    for world in (goose, ours):
        assert run(world, "up").exit == 0
        world.database.execute("DELETE FROM goose_db_version WHERE version_id = 0")
    assert run(goose, "down-to", "0").exit == 1
    assert run(ours, "down-to", "0").exit == 0
    assert rows(goose) == rows(ours) == []


@pytest.mark.parametrize("driver", BOTH)
def test_empty_block(laid, driver):
    text = "-- +goose StatementBegin\n-- nothing\n-- +goose StatementEnd\nCREATE TABLE lost (id integer);"
    goose, ours = laid(driver, folder(m1_a=sql(text)))
    assert run(goose, "up").exit == run(ours, "up").exit == 0
    assert rows(goose) == rows(ours) == [0, 1]
    assert not holds(goose, "lost")
    assert holds(ours, "lost")


def test_settings_end_with_their_file(laid):
    first = sql("CREATE SCHEMA s1;\nSET search_path TO s1, public;\nCREATE TABLE a (id integer);")
    goose, ours = laid("postgres", folder(m1_a=first, m2_b=table("b")))
    assert run(goose, "up").exit == run(ours, "up").exit == 0
    for world in (goose, ours):
        assert holds(world, "relation s1.a r")
    assert holds(goose, "relation s1.b r")
    assert holds(ours, "relation public.b r")


def test_settings_end_with_their_file_on_sqlite(laid):
    parent = "CREATE TABLE p (id integer PRIMARY KEY);\nCREATE TABLE c (id integer REFERENCES p);"
    files = folder(
        m1_a="-- +goose NO TRANSACTION\n" + sql(f"PRAGMA foreign_keys = ON;\n{parent}"),
        m2_b=sql("INSERT INTO c VALUES (7);"),
    )
    goose, ours = laid("sqlite3", files)
    assert run(goose, "up").exit == 1 and rows(goose) == [0, 1]
    assert run(ours, "up").exit == 0 and rows(ours) == [0, 1, 2]


def test_empty_search_path(laid):
    text = "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (id integer);"
    goose, ours = laid("postgres", folder(m1_a=sql(text), m2_b=table("b")))
    failed = run(goose, "up")
    assert failed.exit == 1 and 'relation "goose_db_version" does not exist' in said(failed)
    assert run(ours, "up").exit == 0 and rows(ours) == [0, 1, 2]


def test_passwords_are_masked(laid):
    broken = {"bad.env": "GOOSE_TABLE=a\nPGPASSWORD s3cret\n"}
    goose, ours = laid("nodb", {"migrations": Folder(), **broken})
    url = "postgres://me:s3cret@127.0.0.1:1/x"
    pairs = "host=127.0.0.1 port=1 user=me password=s3cret dbname=x"
    calls = [
        (("nodriver", url, "up"), {}),
        (("nodriver", pairs, "up"), {}),
        ((url, "x", "up"), {}),
        ((pairs, "x", "up"), {}),
        (("nodriver", "libsql://h?authToken=s3cret", "up"), {}),
        (("-timeout", url, "postgres", "x", "up"), {}),
        (("-dir", url, "sqlite3", "x.db", "up"), {}),
        (("-" + url, "up"), {}),
        (("env",), {"GOOSE_DBSTRING": url}),
        (("env",), {"GOOSE_DBSTRING": pairs}),
        (("env",), {"GOOSE_DRIVER": url}),
        (("-env", "bad.env", "env"), {}),
        (("-dir", url, "postgres", url, "up"), {}),
        (("-timeout", url, "postgres", url, "up"), {}),
        (("-dir", "migrations", "postgres", url, "fly"), {}),
        (("-dir", "migrations", "postgres", url, "version"), {}),
        (("-dir", "migrations", "postgres", pairs, "version"), {}),
        (("-dir", "migrations", "postgres", url + "?sslmode=perhaps", "version"), {}),
        (("-dir", "migrations", "postgres", url, url, "version"), {}),
    ]
    seen = [(said(goose.call(*call)), said(ours.call(*call))) for call in calls]
    assert all("s3cret" in first for first, _ in seen[:14])
    assert [second for _, second in seen if "s3cret" in second] == []


def both_at_once(world, *words):
    outcomes = []
    runs = [threading.Thread(target=lambda: outcomes.append(run(world, *words))) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    return sorted(outcome.exit for outcome in outcomes)


def test_runs_take_turns(laid):
    slow = sql("SELECT pg_sleep(0.5);\nCREATE TABLE a (n int);", "DROP TABLE a;")
    goose, ours = laid("postgres", folder(m1_a=slow))
    for world in (goose, ours):  # the table of versions is not what they shall collide on
        run(world, "up")
        run(world, "down")
    assert both_at_once(goose, "up") == [0, 1]
    assert both_at_once(ours, "up") == [0, 0]
    assert rows(ours) == [0, 1]


def test_lost_connection(laid):
    """The sequence forgets no roll-back: the server leaves at the first attempt only."""
    lost = "SELECT pg_terminate_backend(pg_backend_pid()) WHERE nextval('s') = 1;\nCREATE TABLE b (n int);"
    goose, ours = laid("postgres", folder(m1_a=sql("CREATE SEQUENCE s;"), m2_b=sql(lost), m3_c=table("c")))
    assert run(goose, "up").exit == 1 and rows(goose) == [0, 1]
    again = run(ours, "up")
    assert again.exit == 0 and rows(ours) == [0, 1, 2, 3]
    assert "was rolled back and is run again" in said(again)


def test_signals_stop(laid):
    slow = sql("CREATE TABLE a (n int);\nSELECT pg_sleep(20);")
    goose, ours = laid("postgres", folder(m1_a=slow))
    sleeps = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'"
    first = goose.call((*FLAGS, "up"), terminate_after=0.7)
    assert first.exit == -15 and first.err == [""] and goose.database.ask(sleeps) == [(1,)]
    second = ours.call((*FLAGS, "up"), terminate_after=0.7)
    assert second.exit == 143 and "stopped by SIGTERM" in said(second) and ours.database.ask(sleeps) == []


def test_open_transaction(laid):
    text = "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE a (n int);\nBEGIN;\nCREATE TABLE b (n int);\n"
    goose, ours = laid("postgres", folder(m1_a=text))
    first, second = run(goose, "up"), run(ours, "up")
    assert first.exit == 0 and second.exit == 1
    assert "leaves a transaction open" in said(second)
    assert rows(ours) == [0]


def test_secrets_in_files(laid, server):
    goose, ours = laid("nodb", {**THREE, "password": "secret\n", "string": "postgres://x:y@h/d", "url": ""})
    url = f"postgres://password_user@127.0.0.1:{server.parts['port']}/postgres"
    folders.put(ours.root, "url", url + "?sslmode=disable\n")
    folders.put(goose.root, "url", url + "?sslmode=disable\n")
    for words, env in (
        (("postgres", url, "version"), {"PGPASSWORD_FILE": "./password"}),
        (("postgres", "version"), {"PGPASSWORD": "secret", "GOOSE_DBSTRING_FILE": "./url"}),
        (("version",), {"PGPASSWORD": "secret", "GOOSE_DRIVER": "postgres", "GANDER_DBSTRING_FILE": "url"}),
    ):
        assert goose.call(words, env).exit == 1
        outcome = ours.call(words, env)
        assert outcome.exit == 0 and "goose: version 0" in said(outcome)
    differ = ours.call(("postgres", "version"), {"GOOSE_DBSTRING_FILE": "./url", "GOOSE_DBSTRING": url})
    assert differ.exit == 1 and "do not say the same" in said(differ)


def test_private_files(laid, server):
    goose, ours = laid("nodb", {**folder(m1_a=sql("SELECT 1;")), "roots/README": ""})
    place = f"password_user@127.0.0.1:{server.parts['port']}/postgres"
    certificate, key = (Path(os.environ[f"GANDER_TEST_POSTGRES_{name}"]) for name in ("CERTIFICATE", "KEY"))
    for world in (goose, ours):
        folders.put(world.root, "passwords", "*:*:*:*:secret\n")
        folders.put(world.root, "key", key.read_text())
        folders.put(world.root, "roots/0.pem", certificate.read_text())
        for name in ("passwords", "key"):
            Path(world.root, name).chmod(0o644)
    with_key = f"postgres://password_user:secret@{place.split('@')[1]}?sslmode=require&sslcert={certificate}&sslkey=key"
    verified = f"postgres://password_user:secret@{place.split('@')[1]}?sslmode=verify-full"
    nowhere = {"SSL_CERT_FILE": "/nowhere"}
    for url, env, why in (
        (f"postgres://{place}", {"PGPASSFILE": "passwords"}, "has group or world access"),
        (with_key, {}, "has group or world access"),
        (verified, {**nowhere, "SSL_CERT_DIR": "roots"}, "does not exist"),
    ):
        words = ("-dir", "migrations", "-no-versioning", "postgres", url, "up")
        assert goose.call(words, env).exit == 0
        outcome = ours.call(words, env)
        assert outcome.exit == 1 and why in said(outcome)


def test_open_ended_password(laid):
    goose, ours = laid("nodb", THREE)
    words = ("-dir", "migrations", "postgres", "postgres://u:p@s3cret.invalid/word@127.0.0.1:1/d?connect_timeout=2", "version")
    assert "s3cret.invalid" in said(goose.call(words))
    refused = ours.call(words)
    assert refused.exit == 1 and "an @ behind a / leaves open where the password ends" in said(refused)
    assert "s3cret" not in said(refused)


BROKEN = {"BROKEN LINE\nGOOSE_DBSTRING=postgres://u:s3cret@h/d\n": 1, "\nGOOSE_DBSTRING='postgres://u:s3cret@h/d\n": 2}


@pytest.mark.parametrize("text", BROKEN)
def test_passwords_are_masked_in_broken_env_files(laid, text):
    goose, ours = laid("nodb", {**THREE, "a.env": text})
    first, second = (world.call(("-env", "a.env", "-dir", "migrations", "status")) for world in (goose, ours))
    assert first.exit == second.exit == 1
    assert "s3cret" in said(first) and "s3cret" not in said(second)
    assert f"failed to load env file: a.env:{BROKEN[text]}: " in said(second)


def test_busy_database_waits(laid):
    goose, ours = laid("sqlite3", THREE)
    outcomes = []
    for world in (goose, ours):
        run(world, "up-by-one")
        writer = sqlite3.connect(Path(world.root, "test.db"), isolation_level=None, check_same_thread=False)
        writer.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.7, writer.execute, ("ROLLBACK",))
        release.start()
        outcomes.append(run(world, "up"))
        release.join()
        writer.close()
    assert outcomes[0].exit == 1 and "database is locked (5) (SQLITE_BUSY)" in said(outcomes[0])
    assert outcomes[1].exit == 0 and rows(ours) == [0, 1, 2, 3]


PARAMETERS = ["keepalives=1", "gssencmode=disable", "pool_max_conns=4", "default_query_exec_mode=perhaps", "application_name=a b"]
CLIENTS = ["sslnegotiation=postgres", "min_protocol_version=3.0", "max_protocol_version=3.0", "krbspn=x"]


def test_connection_parameters(laid):
    goose, ours = laid("postgres", THREE)
    for parameter in PARAMETERS:
        words = ("-dir", "migrations", "postgres", "{db}&" + parameter, "up")
        assert goose.call(words).exit == 1, parameter
        assert ours.call(words).exit == 0, parameter
    for parameter in CLIENTS:
        words = ("-dir", "migrations", "postgres", "{db}&" + parameter, "up")
        assert goose.call(words).exit == ours.call(words).exit == 0, parameter


def test_connection_parameters_that_are_promises(laid):
    """A newer libpq keeps them; an older one must not pass them over."""
    goose, ours = laid("postgres", THREE)
    for text, env, name in (
        ("&require_auth=none", {}, "require_auth"),
        ("", {"PGREQUIREAUTH": "none"}, "PGREQUIREAUTH"),
        ("&servicefile=none", {}, "servicefile"),
    ):
        words = ("-dir", "migrations", "postgres", "{db}" + text, "version")
        assert goose.call(words, env).exit == 0
        answer = ours.call(words, env)
        assert answer.exit == 0 or f"does not know {name}" in said(answer)


SQLITE_REFUSES = {
    "nowhere/x.db": "unable to open database file (14)",
    "x.db?_txlock=bogus": 'unknown _txlock "bogus"',
    "x.db?_time_format=x": '_time_format "x"',
    "x.db?_inttotime=yes": '_inttotime "yes"',
    "x.db?_dqs=yes": "invalid _dqs ",
    "x.db?_fk=maybe": 'invalid _fk "maybe", expecting one of: ',
    "x.db?vfs=a&vfs=b": "conflicting vfs query parameters: [a b]",
    "file:x.db?mode=bogus": "no such access mode: bogus",
    "file:x.db?cache=bogus": "no such cache mode: bogus",
}


def test_connection_errors(laid):
    goose, ours = laid("nodb", THREE)
    nobody = ("-dir", "migrations", "postgres", "postgres://me@127.0.0.1:1/x")
    first, second = goose.call((*nobody, "version")), ours.call((*nobody, "version"))
    assert first.exit == second.exit == 1
    assert len(first.err) > 4 and "connection refused" in said(first)
    assert said(second).lower().count("connection refused") == 1
    assert second.err[0].startswith("TIME goose run: ")
    for timeout, env in (("abc", {}), ("-1", {}), ("", {}), (None, {"PGCONNECT_TIMEOUT": "soon"})):
        url = "postgres://me@127.0.0.1:1/x" + ("" if timeout is None else f"?connect_timeout={timeout}")
        first, second = (world.call(("-dir", "migrations", "postgres", url, "up"), env) for world in (goose, ours))
        assert first.exit == second.exit == 1
        assert said(first).count("invalid connect_timeout") == 2
        assert said(second).count("invalid connect_timeout") == 1
    for place, error in SQLITE_REFUSES.items():
        words = ("-dir", "migrations", "sqlite3", place, "up")
        first, second = goose.call(words), ours.call(words)
        assert first.exit == second.exit == 1
        assert said(first).count(error) == 2
        assert said(second).count(error) == 1


@pytest.mark.parametrize("driver, error", [("sqlite3", "no such column: version_id"), ("postgres", 'column "version_id" does not exist')])
def test_version_table_errors(laid, driver, error):
    goose, ours = laid(driver, THREE)
    for world in (goose, ours):
        world.database.execute("CREATE TABLE goose_db_version (id integer, note text)")
    first, second = run(goose, "up"), run(ours, "up")
    assert first.exit == second.exit == 1 and error in said(first)
    assert said(first).count("goose_db_version") == 1  # the second error, of CREATE TABLE
    assert error in said(second) and "exist" not in said(second).replace(error, "")


def test_version_table_errors_of_a_missing_schema(laid):
    """A slip of the finger in the schema is an error for reads too, not a database without history."""
    goose, ours = laid("postgres", THREE)
    for words in (["up"], ["version"], ["status"]):
        first, second = run(goose, "-table", "nowhere.history", *words), run(ours, "-table", "nowhere.history", *words)
        assert first.exit == second.exit == 1
        assert said(second).count('schema "nowhere" does not exist') == 1 and ";" not in said(second)


def test_table_is_a_name(laid):
    goose, ours = laid("sqlite3", THREE)
    for name in ("my history", "my-history", "a; DROP TABLE apple", "select"):
        assert run(goose, "-table", name, "up").exit == 1
        assert run(ours, "-table", name, "up-to", "1").exit == 0
        assert run(ours, "-table", name, "down").exit == 0


@pytest.mark.parametrize("driver, qualified", [("sqlite3", "main.goose_db_version"), ("postgres", "public.goose_db_version")])
def test_table_is_a_name_that_is_qualified(laid, driver, qualified):
    goose, ours = laid(driver, folder(m1_a=sql("DROP TABLE goose_db_version;")))
    first, second = run(goose, "up"), run(ours, "up")
    assert first.exit == second.exit == 1
    assert qualified not in said(first) and said(second) == said(first).replace("goose_db_version", qualified)


def test_table_is_a_name_on_postgres(laid):
    goose, ours = laid("postgres", THREE)
    assert run(goose, "-table", "select", "up").exit == 1
    assert run(ours, "-table", "select", "up").exit == 0
    for name in ("my history", "a; DROP TABLE apple"):
        assert "syntax error at or near" in said(run(goose, "-table", name, "version"))
        refused = run(ours, "-table", name, "version")
        assert refused.exit == 1 and f"version table `{name}`: this is no name of a table" in said(refused)


SPLIT = {
    "quotes": "INSERT INTO a VALUES ('x;\ny');",
    "dashes_in_a_literal": "INSERT INTO a VALUES ('a -- b');",
    "comment_glued": "INSERT INTO a VALUES ('x');-- note",
    "block_comment_behind": "INSERT INTO a VALUES ('x'); /* note */",
    "block_comment": "/* a;\nb */\nINSERT INTO a VALUES ('x');",
}


@pytest.mark.parametrize("driver", BOTH)
@pytest.mark.parametrize("text", SPLIT.values(), ids=list(SPLIT))
def test_statements_split_right(laid, driver, text):
    """What goose makes of them differs: an error, or two statements sent as one, which only a trace shows."""
    goose, ours = laid(driver, folder(m1_a=sql(f"CREATE TABLE a (t text);\n{text}\nCREATE TABLE b (t text);")))
    calls = [world.call((*FLAGS, "-v", "-no-color", "up")) for world in (goose, ours)]
    sent = [said(call).count("Executing statement: ") for call in calls]
    assert calls[0].exit == 1 or sent[0] != 3
    assert calls[1].exit == 0 and sent[1] == 3
    assert sum(line.startswith("row") for line in ours.database.state().lines) == 1


def test_statements_split_right_in_dollar_quotes(laid):
    text = "CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND;\n$$;"
    goose, ours = laid("postgres", folder(m1_a=sql(text)))
    assert run(goose, "up").exit == 1
    assert run(ours, "up").exit == 0 and holds(ours, "function CREATE OR REPLACE FUNCTION public.f()")


def test_statements_split_right_in_triggers(laid):
    text = "CREATE TABLE a (id integer);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;"
    goose, ours = laid("sqlite3", folder(m1_a=sql(text)))
    assert run(goose, "up").exit == 1
    assert run(ours, "up").exit == 0 and holds(ours, "trigger t on a")


@pytest.mark.parametrize("driver", BOTH)
@pytest.mark.parametrize("text", ["SELECT 'abc;", "CREATE TABLE b (\n;", "SELECT 1; /* no end"])
def test_unclosed_quote(laid, driver, text):
    goose, ours = laid(driver, folder(m1_a=table("a"), m2_b=sql(text)))
    assert run(goose, "up").exit == 1 and rows(goose) == [0, 1]
    found = run(ours, "up")
    assert found.exit == 1 and "ERROR 2_b.sql: failed to parse SQL migration file: " in said(found)
    assert rows(ours) in (None, [0])


def test_unclosed_quote_and_nul(laid):
    goose, ours = laid("postgres", folder(m1_a=table("a"), m2_b=sql("SELECT 'a\0b';")))
    assert run(goose, "up").exit == 1 and rows(goose) == [0, 1]
    found = run(ours, "up")
    assert found.exit == 1 and "this statement holds a NUL byte" in said(found)
    assert rows(ours) in (None, [0])


@pytest.mark.parametrize("text", ["SELECT 1; \\gset\nSELECT 2;", "SELECT 1 \\g\n;", "-- +goose StatementBegin\nSELECT 1;\n\\echo hi\n-- +goose StatementEnd"])
def test_unclosed_quote_and_psql(laid, text):
    goose, ours = laid("postgres", folder(m1_a=table("a"), m2_b=sql(text)))
    assert run(goose, "up").exit == 1 and rows(goose) == [0, 1]
    found = run(ours, "up")
    assert found.exit == 1 and "is a command of psql, which only psql can run" in said(found)
    assert rows(ours) in (None, [0])


WRITTEN = {
    "byte_order_mark": "\ufeff" + table("a"),
    "comment_below_blanks": "-- +goose Up\nCREATE TABLE a (id integer);\n   \n-- the end\n",
    "block_comment": "/* a head\n   of two lines */\n" + table("a"),
    "long_line": sql(f"CREATE TABLE a (id integer);\nINSERT INTO a SELECT length('{'x' * (5 << 20)}');"),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=list(WRITTEN))
def test_files_as_editors_write_them(laid, text):
    goose, ours = laid("sqlite3", folder(m1_a=text))
    assert run(goose, "up").exit == 1
    assert run(ours, "up").exit == 0 and holds(ours, "table a on a")


def test_copy_from_stdin(laid):
    text = "CREATE TABLE a (id integer, t text);\nCOPY a (id, t) FROM stdin;\n1\tx;\n2\t\\N\n\\.\nCREATE TABLE b (id integer);"
    goose, ours = laid("postgres", folder(m1_a=sql(text)))
    assert run(goose, "-timeout", "2s", "up").exit == 1
    assert run(ours, "-timeout", "20s", "up").exit == 0
    assert holds(ours, '{"t": "x;", "id": 1}') and holds(ours, '{"t": null, "id": 2}') and holds(ours, "public.b r")


@pytest.mark.parametrize("driver", BOTH)
def test_substitution_required(laid, driver):
    text = "-- +goose ENVSUB ON\n" + sql("CREATE TABLE a (t text DEFAULT '${WORD:?say a word}');")
    goose, ours = laid(driver, folder(m1_a=text))
    assert run(goose, "up", env={"WORD": "x"}).exit == 1
    for env in ({}, {"WORD": ""}):
        refused = run(ours, "up", env=env)
        assert refused.exit == 1 and "say a word" in said(refused)
    assert run(ours, "up", env={"WORD": "pear"}).exit == 0 and holds(ours, "pear")


@pytest.mark.parametrize("word", ["mysql", "clickhouse", "mssql", "redshift", "tidb", "ydb", "turso", "vertica"])
def test_drivers(laid, word):
    goose, ours = laid("nodb", THREE)
    assert word not in ours.call(("beta", "drivers")).out
    refused = ours.call(("-dir", "migrations", word, "u:s3cret@h/db", "up"))
    assert refused.exit == 1 and word in said(refused) and "s3cret" not in said(refused)
    assert goose.call((word, "x", "fly")).exit == 1


@pytest.mark.parametrize("driver", BOTH)
def test_directory_taken_literally(laid, driver):
    goose, ours = laid(driver, {"br[a]cket*?/1_a.sql": table("a")})
    words = ("-dir", "br[a]cket*?", "{driver}", "{db}", "up")
    assert "no migration files found" in said(goose.call(words))
    assert ours.call(words).exit == 0 and rows(ours) == [0, 1]


def test_unreadable_folder(laid):
    prefix = without_root()
    goose, ours = laid("nodb", THREE)
    for world in (goose, ours):
        Path(world.root, "migrations").chmod(0)
    for words, exits in ((("validate",), (0, 1)), (("sqlite3", ":memory:", "up"), (1, 1))):
        first, second = (world.call(("-dir", "migrations", *words), prefix=prefix) for world in (goose, ours))
        assert (first.exit, second.exit) == exits
        assert "permission denied" not in said(first) and "open migrations: permission denied" in said(second)
    for world in (goose, ours):
        Path(world.root, "migrations").chmod(0o755)


def test_fix_renames_the_file(laid):
    goose, ours = laid("nodb", {"x20200101000000/20200101000000_a.sql": table("a")})
    assert goose.call(("-dir", "x20200101000000", "fix")).exit == 1
    assert ours.call(("-dir", "x20200101000000", "fix")).exit == 0
    assert Path(ours.root, "x20200101000000/00001_a.sql").exists()


def test_usage_text(laid):
    """Its shape is compared wherever a case ends in it; here: that it is ours, and the version's first line."""
    goose, ours = laid("nodb", {})
    first, second = goose.call(("-h",)), ours.call(("-h",))
    assert (first.exit, first.out[0]) == (second.exit, second.out[0]) == (0, "Usage: goose DRIVER DBSTRING [OPTIONS] COMMAND")
    assert first.out != second.out
    first, second = goose.call(("-version",)), ours.call(("-version",))
    assert first.out[0] == "goose version: v3.29.0"
    assert second.exit == 0 and second.out[0].startswith("goose version: v3.29.0 (gander ")


def test_create_in_one_second(laid):
    goose, ours = laid("nodb", {"migrations": Folder()})
    for name in "abcdefgh":  # eight do not fall into eight seconds
        for world in (goose, ours):
            assert world.call(("-dir", "migrations", "create", name, "sql")).exit == 0
    theirs, own = (sorted(path.name.split("_") for path in world.root.glob("migrations/*")) for world in (goose, ours))
    assert len({version for version, _ in theirs}) < 8
    assert len({version for version, _ in own}) == 8
    assert [name for _, name in own] == [f"{name}.sql" for name in "abcdefgh"]  # in the order they were made in


MADE = {
    "create": ("-s", "-dir", "migrations", "create", "add things", "sql"),
    "create_go": ("-s", "-dir", "migrations", "create", "add things", "go"),
    "init": ("-s", "-dir", "new", "init"),
}


@pytest.mark.parametrize("words", MADE.values(), ids=list(MADE))
def test_new_files(laid, words):
    def marks(text):
        """The lines that either tool reads: annotations, and what a Go file registers."""
        return re.findall(r"^-- \+goose .*|^\tgoose\.AddMigrationContext.*", text, re.M)

    goose, ours = laid("nodb", {"migrations": Folder()})
    assert goose.call(words).exit == ours.call(words).exit == 0
    (theirs,), (own,) = ([path for path in world.root.glob("*/*_*")] for world in (goose, ours))
    assert theirs.relative_to(goose.root) == own.relative_to(ours.root)
    assert theirs.read_text() != own.read_text()
    assert marks(theirs.read_text()) == marks(own.read_text()) != []
    if own.suffix == ".sql":
        readable = [ours.call(("-dir", str(path.parent), "validate")).exit == 0 for path in (theirs, own)]
        assert readable == ["init" not in words, True]
