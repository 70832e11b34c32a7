"""Who has the migration lock, who waits for it, and for how long."""
import os
import re
import shutil
import subprocess
import threading
import time

import psycopg2
import pytest
from conftest import ROOT, Ended, run, start, until
from needed import missing

LOCK = 4097083626


@pytest.fixture
def holder(database):
    """Another session that has the lock."""
    connection = psycopg2.connect(database.url(application_name="somebody"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")
    yield connection
    connection.close()


def locks(database):
    own = "(SELECT oid FROM pg_database WHERE datname = current_database())"
    return database.ask(f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = {own}")


def one(folder):
    folder.write(1, "CREATE TABLE t1 (a int);")


@pytest.mark.parametrize("words", [["--lock", "session"], ["--lock", "lease"], []])
def test_a_run_waits_says_for_whom_and_gives_up(words, database, folder, holder):
    one(folder)
    began = time.monotonic()
    ended = run(folder, database.url(), "--lock-wait", "1s", *words, "up")
    assert 0.9 < time.monotonic() - began < 4
    assert ended.code == 75, ended
    pid = holder.info.backend_pid
    said = re.findall(r"waiting for the migration lock, held by (.*)", ended.err)
    assert len(said) == 1 and re.match(rf"somebody, pid {pid}, client 127.0.0.1, since \d{{4}}-", said[0]), ended
    assert "the migration lock was not obtained within 1s" in ended.err
    assert database.ask("SELECT to_regclass('goose_db_version'), to_regclass('t1')") == [(None, None)]


def test_nothing_pending_waits_for_nobody(database, folder, request):
    one(folder)
    assert run(folder, database.url(), "up").code == 0
    request.getfixturevalue("holder")
    for command in ["up", "status", "version"]:
        assert run(folder, database.url(), command).code == 0


def test_a_run_that_finds_all_done_while_it_waits_leaves_with_0(database, folder, holder):
    one(folder)
    process = start(folder, database.url(), "up")
    time.sleep(0.5)
    assert process.poll() is None
    assert run(folder, database.url(), "--lock", "none", "up").code == 0
    ended = Ended(process)
    assert ended.code == 0 and "no migrations to run" in ended.out, ended


def test_a_holder_at_work_is_waited_for_beyond_the_limit(database, folder):
    folder.write(1, "CREATE TABLE t1 (a int);\nSELECT pg_sleep(2.5);")
    first = start(folder, database.url(), "up")
    until(lambda: locks(database))
    time.sleep(0.3)
    second = Ended(start(folder, database.url(), "--lock-wait", "500ms", "up"))
    assert second.code == 0 and "running: SELECT pg_sleep(2.5)" in second.err, second
    assert Ended(first).code == 0


def test_what_a_holder_runs_is_shown_without_what_is_between_quotes(database, folder, holder):
    one(folder)

    def change_password():
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(1.5), 'CREATE ROLE x PASSWORD', 'topsecret'")

    thread = threading.Thread(target=change_password)
    thread.start()
    time.sleep(0.2)
    ended = run(folder, database.url(), "--lock-wait", "300ms", "up")
    thread.join()
    assert ended.code == 75 and "running: SELECT pg_sleep(1.5), ..." in ended.err and "topsecret" not in ended.err, ended


def test_a_stop_ends_the_waiting(database, folder, holder):
    one(folder)
    process = start(folder, database.url(), "up")
    time.sleep(0.5)
    began = time.monotonic()
    process.terminate()
    ended = Ended(process)
    assert ended.code == 143 and time.monotonic() - began < 1.2, ended


def test_a_direct_connection_makes_no_table_of_locks(database, folder):
    one(folder)
    assert run(folder, database.url(), "up").code == 0
    assert database.ask("SELECT to_regclass('goose_lock')") == [(None,)]
    assert locks(database) == []


def test_a_lock_file_is_waited_for_as_long_as_is_said(tmp_path, folder):
    import fcntl

    folder.write(1, "CREATE TABLE t (a int);", head="-- +goose NO TRANSACTION\n")
    with open(tmp_path / "x.db.gander-lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        ended = run(folder, f"sqlite:{tmp_path}/x.db", "--lock-wait", "500ms", "up")
        assert ended.code == 75 and "was not obtained within 500ms" in ended.err, ended
    assert run(folder, f"sqlite:{tmp_path}/x.db", "up").code == 0


def test_a_lock_that_a_migration_gives_away_is_taken_again(database, folder):
    folder.write(1, "DISCARD ALL;", head="-- +goose NO TRANSACTION\n")
    folder.write(2, "CREATE TABLE t2 (a int);")
    ended = run(folder, database.url(), "up")
    assert ended.code == 0 and "the migration lock was lost; taking it again" in ended.err, ended
    assert database.ask("SELECT version_id FROM goose_db_version ORDER BY id") == [(0,), (1,), (2,)]


def test_a_step_that_gives_the_lock_away_keeps_others_out_until_it_ends(database, folder):
    folder.write(1, "CREATE TABLE t1 (a int);\nSELECT pg_advisory_unlock_all();\nSELECT pg_sleep(1.5);")
    folder.write(2, "CREATE TABLE t2 (a int);")
    process = start(folder, database.url(), "up")
    asleep = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()"
    until(lambda: database.ask(asleep))
    other = psycopg2.connect(database.url(application_name="other"))
    with other.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({LOCK})")
        assert cursor.fetchone() == (False,)
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")  # as soon as the step has ended
        cursor.execute("SELECT version_id FROM goose_db_version ORDER BY id")
        assert cursor.fetchall() == [(0,), (1,)]
        time.sleep(0.5)
        cursor.execute("SELECT to_regclass('t2')")
        assert cursor.fetchone() == (None,)
    other.close()
    ended = Ended(process)
    assert ended.code == 0 and "waiting for the migration lock, held by other" in ended.err, ended
    assert database.ask("SELECT version_id FROM goose_db_version ORDER BY id") == [(0,), (1,), (2,)]


def test_a_table_of_locks_that_we_may_not_touch_is_not_ours(database, folder):
    one(folder)
    lease(database)
    database.ask(f"CREATE ROLE r_{database.name} LOGIN; CREATE SCHEMA s AUTHORIZATION r_{database.name}")
    url = database.url(search_path="s,public").replace(f"//{database.server.username}@", f"//r_{database.name}@")
    try:
        ended = run(folder, url, "up")
        assert ended.code == 0, ended
    finally:
        database.ask(f"DROP OWNED BY r_{database.name} CASCADE; DROP ROLE r_{database.name}")


def lease(database, who="somebody-1", seconds=60):
    database.ask(
        "CREATE TABLE goose_lock (lock_id bigint NOT NULL PRIMARY KEY, locked boolean NOT NULL DEFAULT false,"
        " locked_at timestamptz NULL, locked_by text NULL, lease_expires_at timestamptz NULL, updated_at timestamptz NULL)"
    )
    database.ask(f"INSERT INTO goose_lock VALUES ({LOCK}, true, now(), '{who}', now() + interval '{seconds} seconds', now())")


def test_a_lease_is_honoured_by_sessions(database, folder):
    one(folder)
    lease(database)
    ended = run(folder, database.url(), "--lock-wait", "500ms", "up")
    assert ended.code == 75 and "held by somebody-1, since" in ended.err, ended
    assert locks(database) == []


@pytest.mark.parametrize("way", ["direct", "pooler"])
def test_a_lease_that_has_run_out_holds_nobody_up(way, database, pooler, folder):
    one(folder)
    lease(database, seconds=-1)
    assert run(folder, database.url(port=pooler.port if way == "pooler" else None), "up").code == 0


def test_behind_a_pooler_the_lock_is_a_lease_and_is_given_back(database, pooler, folder):
    one(folder)
    assert run(folder, database.url(port=pooler.port), "up").code == 0
    assert database.ask("SELECT lock_id, locked, locked_by FROM goose_lock") == [(LOCK, False, None)]
    assert locks(database) == []


def test_a_lease_is_given_back_after_a_stop(database, pooler, folder):
    folder.write(1, "SELECT pg_sleep(30);")
    process = start(folder, database.url(port=pooler.port), "up")
    here = f"datname = '{database.name}' AND state = 'active'"
    until(lambda: database.ask(f"SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND {here}"))
    process.terminate()
    assert Ended(process).code == 143
    assert database.ask("SELECT locked FROM goose_lock") == [(False,)]


def test_a_step_does_not_begin_once_the_lease_is_somebody_elses(database, pooler, folder):
    """A run that was asleep for too long wakes up, and finds that another one is in charge."""
    folder.write(1, "CREATE TABLE t1 (a int);\nSELECT pg_sleep(1);", head="-- +goose NO TRANSACTION\n")
    folder.write(2, "CREATE TABLE t2 (a int);")
    process = start(folder, database.url(port=pooler.port), "--lock-wait", "1s", "up")
    until(lambda: database.ask("SELECT to_regclass('t1')") != [(None,)])
    database.ask("UPDATE goose_lock SET locked_by = 'somebody-2', lease_expires_at = now() + interval '1 minute'")
    ended = Ended(process)
    assert ended.code == 75 and "the migration lock is somebody else's now" in ended.err, ended
    assert database.ask("SELECT to_regclass('t2')") == [(None,)]
    assert database.ask("SELECT locked_by FROM goose_lock") == [("somebody-2",)]


def test_a_lease_lives_through_a_step_that_is_longer_than_it(database, pooler, folder):
    folder.write(1, "CREATE TABLE t1 (a int);\nSELECT pg_sleep(8);", head="-- +goose NO TRANSACTION\n")
    process = start(folder, database.url(port=pooler.port), "up")
    until(lambda: database.ask("SELECT to_regclass('t1')") != [(None,)])
    ((before,),) = database.ask("SELECT lease_expires_at FROM goose_lock")
    until(lambda: database.ask("SELECT lease_expires_at FROM goose_lock")[0][0] > before, 8, "nobody renews it")
    process.terminate()
    Ended(process)


@pytest.fixture(scope="session")
def locker(tmp_path_factory):
    """A program that migrates with goose's library and one of its two lockers."""
    if not shutil.which("go"):
        missing("no Go, which goose's library needs: apt-get install golang")
    binary = tmp_path_factory.mktemp("locker") / "locker"
    folder = ROOT / "test/safety/locker"
    subprocess.run(["go", "build", "-o", binary, "."], cwd=folder, check=True, env={**os.environ, "GOFLAGS": "-mod=mod"})
    return binary


@pytest.mark.parametrize("kind", ["session", "table"])
def test_gooses_library_and_gander_take_turns(kind, database, folder, locker):
    for version in range(1, 21):
        folder.write(version, f"CREATE TABLE t{version} (a int);\nSELECT pg_sleep(0.02);")
    environment = {"PATH": os.environ["PATH"]}
    if kind == "table":  # the locker looks at its table only, which somebody has to have made
        assert run(folder, database.url(), "--lock", "lease", "up-to", "1").code == 0
    theirs = [subprocess.Popen([locker, kind, database.url(), folder.path], env=environment) for _ in range(2)]
    ours = [start(folder, database.url(), "up") for _ in range(4)]
    assert [one for one in map(Ended, ours) if one.code != 0] == []
    assert [process.wait(timeout=120) for process in theirs] == [0, 0]
    assert database.ask("SELECT version_id FROM goose_db_version ORDER BY id") == [(n,) for n in range(21)]


def test_a_version_table_that_another_program_makes_at_the_same_time_is_taken(database, folder):
    """goose's library makes it before it takes its lock."""
    one(folder)
    other = psycopg2.connect(database.url())
    with other.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE goose_db_version (id int PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, version_id bigint NOT NULL,"
            " is_applied boolean NOT NULL, tstamp timestamp NOT NULL DEFAULT now());"
            "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true)"
        )
        process = start(folder, database.url(), "up")
        waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        until(lambda: database.ask(waiting), what="it does not get there")
        other.commit()
    ended = Ended(process)
    other.close()
    assert ended.code == 0, ended
    assert database.ask("SELECT version_id FROM goose_db_version ORDER BY id") == [(0,), (1,)]
