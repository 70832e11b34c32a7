"""Nobody goes on with a lock that is not theirs any more, and what is still running is waited for."""
import os
import signal
import sqlite3
import time

import psycopg2
import pytest
from conftest import Ended, Pooler, run, start, until
from network import Proxy
from test_lock import LOCK, lease

ALONE = "-- +goose NO TRANSACTION\n"


def versions(database):
    return [version for (version,) in database.ask("SELECT version_id FROM goose_db_version ORDER BY id")]


def rows(database):
    return [value for (value,) in database.ask("SELECT a FROM t ORDER BY 1")]


def asleep(database, seconds):
    here = f"datname = '{database.name}' AND state = 'active' AND query LIKE '%pg_sleep({seconds})%' AND pid <> pg_backend_pid()"
    return database.ask(f"SELECT pid FROM pg_stat_activity WHERE {here}")


def test_a_lease_that_cannot_be_renewed_ends_the_step_before_it_runs_out(server, database, folder, tmp_path):
    """The pooler has one connection, and the migration has it."""
    database.ask("CREATE TABLE t (a int)")
    folder.write(1, "INSERT INTO t SELECT 1 FROM pg_sleep(42);", head=ALONE)
    tight = Pooler(server, tmp_path, size=1)
    try:
        first = start(folder, database.url(port=tight.port), "up")
        until(lambda: asleep(database, 42), what="it does not get there")
        second = start(folder, database.url(), "--lock-wait", "1s", "up")
        ended = Ended(first)
        assert ended.code == 75 and "the migration lock could not be kept" in ended.err, ended
        assert versions(database) == [0] and rows(database) == []
        second.terminate()
        Ended(second)
    finally:
        tight.close()


def test_a_statement_is_not_begun_once_the_lease_is_somebody_elses(database, pooler, folder):
    database.ask("CREATE TABLE t (a int)")
    folder.write(1, "SELECT pg_sleep(1);\nINSERT INTO t VALUES (2);", head=ALONE)
    process = start(folder, database.url(port=pooler.port), "up")
    until(lambda: asleep(database, 1), what="it does not get there")
    database.ask("UPDATE goose_lock SET locked_by = 'somebody-2', lease_expires_at = now() + interval '1 minute'")
    ended = Ended(process)
    assert ended.code == 75 and "the migration lock is somebody else's now" in ended.err, ended
    assert rows(database) == [] and versions(database) == [0]


def test_a_step_that_another_run_has_recorded_meanwhile_is_not_recorded_again(database, pooler, folder):
    folder.write(1, "SELECT pg_sleep(1);", head=ALONE)
    process = start(folder, database.url(port=pooler.port), "up")
    until(lambda: asleep(database, 1), what="it does not get there")
    database.ask("UPDATE goose_lock SET locked = false, locked_by = NULL, lease_expires_at = NULL")
    database.ask("INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, true)")
    ended = Ended(process)
    assert ended.code == 75 and "another run has done the same step meanwhile" in ended.err, ended
    assert versions(database) == [0, 1]


def test_a_version_row_that_is_still_being_written_is_waited_for(database, pooler, folder):
    """Behind a pooler the lease is ours again at once, and says nothing of the old connection."""
    folder.write(1, "SELECT 1;")
    assert run(folder, database.url(), "up").code == 0
    database.ask(
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); RETURN NEW; END';"
        "CREATE TRIGGER slow BEFORE INSERT ON goose_db_version FOR EACH ROW EXECUTE FUNCTION slow()"
    )
    folder.write(2, "CREATE TABLE t (a int);", head=ALONE)
    proxy = Proxy(pooler.port)
    process = start(folder, database.url(port=proxy.port), "up")
    here = f"datname = '{database.name}' AND wait_event = 'PgSleep'"
    until(lambda: database.ask(f"SELECT 1 FROM pg_stat_activity WHERE {here}"), what="it does not get there")
    proxy.cut()
    ended = Ended(process)
    assert ended.code == 0 and versions(database) == [0, 1, 2], ended


def test_a_statement_that_is_still_running_is_waited_for(database, pooler, folder):
    database.ask("CREATE TABLE t (a int)")
    folder.write(1, "INSERT INTO t SELECT 1 FROM pg_sleep(3);", head=ALONE)
    proxy = Proxy(pooler.port)
    process = start(folder, database.url(port=proxy.port), "up")
    until(lambda: asleep(database, 3), what="it does not get there")
    proxy.cut()
    ended = Ended(process)
    assert ended.code == 75 and "unknown" in ended.err, ended
    assert not asleep(database, 3) and database.ask("SELECT locked FROM goose_lock") == [(False,)]


def try_lock(database):
    """As goose's session locker does."""
    connection = psycopg2.connect(database.url())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({LOCK})")
        (got,) = cursor.fetchone()
    connection.close()
    return got


@pytest.mark.parametrize("way", ["a lock that is given away", "a lease"])
def test_a_step_keeps_sessions_out_also_where_there_is_a_table_of_leases(way, database, folder):
    lease(database, seconds=-1)
    folder.write(1, "SELECT pg_advisory_unlock_all();")
    folder.write(2, "CREATE TABLE t2 (a int);\nSELECT pg_sleep(1);")
    words = ["--lock", "lease"] if way == "a lease" else []
    process = start(folder, database.url(), *words, "up")
    until(lambda: asleep(database, 1), what="it does not get there")
    assert try_lock(database) is False
    ended = Ended(process)
    assert ended.code == 0 and versions(database) == [0, 1, 2], ended


def test_one_sqlite_file_by_two_names_has_one_lock(folder, tmp_path):
    os.symlink("x.db", tmp_path / "l.db")
    sqlite3.connect(tmp_path / "x.db").close()
    work = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n;"
    folder.write(1, f"CREATE TABLE IF NOT EXISTS t (a int);\n{work}\nINSERT INTO t VALUES (1);", head=ALONE)
    first = start(folder, f"sqlite:{tmp_path}/x.db", "up")
    until((tmp_path / "x.db.gander-lock").exists, what="it takes no lock")
    second = start(folder, f"sqlite:{tmp_path}/l.db", "up")
    assert [Ended(first).code, Ended(second).code] == [0, 0]
    with sqlite3.connect(tmp_path / "x.db") as connection:
        assert connection.execute("SELECT a FROM t").fetchall() == [(1,)]
        assert connection.execute("SELECT version_id FROM goose_db_version").fetchall() == [(0,), (1,)]


def test_under_strict_isolation_a_renewal_does_not_break_the_version_row(database, folder):
    database.ask(f"ALTER DATABASE {database.name} SET default_transaction_isolation = 'repeatable read'")
    folder.write(1, "SELECT pg_sleep(6);", head=ALONE)  # a renewal falls into it
    folder.write(2, "SELECT pg_sleep(6);")
    assert run(folder, database.url(), "--lock", "lease", "up").code == 0
    assert versions(database) == [0, 1, 2]


def test_what_a_transaction_of_the_files_own_did_does_not_stay(database, folder):
    folder.write(1, "BEGIN;\nCREATE TABLE t (a int);\nSELECT 1/0;\nCOMMIT;", head=ALONE)
    ended = run(folder, database.url(), "up")
    assert ended.code == 1 and "none of its statements was completed" in ended.err, ended
    assert database.ask("SELECT to_regclass('t')") == [(None,)]
    folder.write(1, "CREATE TABLE t (a int);\nBEGIN;\nINSERT INTO t VALUES (1);\nSELECT 1/0;\nCOMMIT;", head=ALONE)
    ended = run(folder, database.url(), "up")
    assert ended.code == 1 and "1 statement before the failing one stays" in ended.err, ended
    assert rows(database) == []


def test_both_ends_frozen_it_leaves_within_a_second(database, folder):
    """The connection that renews the lease is not waited for after the other."""
    folder.write(1, "SELECT pg_sleep(60);")
    process = start(folder, database.url(), "--lock", "lease", "up")
    until(lambda: asleep(database, 60), what="it does not get there")
    mine = f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}' AND pid <> pg_backend_pid()"
    until(lambda: len(database.ask(mine)) == 2, what="the lease is not renewed")
    frozen = [pid for (pid,) in database.ask(mine)]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(5.5)  # it is renewing now, in vain
        began = time.monotonic()
        process.terminate()
        assert Ended(process).code == 143
        assert time.monotonic() - began < 1.3
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)


def test_those_who_wait_directly_do_not_disturb_a_run_behind_a_pooler(database, pooler, folder):
    database.ask("CREATE TABLE t (a int)")
    work = "".join(f"INSERT INTO t VALUES ({i});\nSELECT pg_sleep(0.02);\n" for i in range(60))
    folder.write(1, work, head=ALONE)
    first = start(folder, database.url(port=pooler.port), "up")
    until(lambda: database.ask("SELECT 1 FROM t LIMIT 1"), what="it does not begin")
    others = [start(folder, database.url(), "up") for _ in range(8)]
    for process in [first, *others]:
        ended = Ended(process)
        assert ended.code == 0 and "lost" not in ended.err, ended
    assert rows(database) == list(range(60)) and versions(database) == [0, 1]


def test_a_lock_that_is_given_away_without_versioning_loses_no_step(database, folder):
    database.ask("CREATE TABLE t (a int)")
    for version in (1, 2, 3):
        folder.write(version, "SELECT 1;", f"INSERT INTO t VALUES ({version});\nSELECT pg_advisory_unlock_all();")
    ended = run(folder, database.url(), "-no-versioning", "reset")
    assert ended.code == 0 and rows(database) == [1, 2, 3], ended


def test_a_reset_puts_back_no_more_than_it_names(database, folder):
    database.ask("CREATE SCHEMA s1; CREATE SCHEMA s2")
    folder.write(1, "SET search_path = s2;\nSET ROLE postgres;\nRESET ROLE;\nCREATE TABLE a (a int);\nRESET search_path;\nCREATE TABLE b (a int);")
    assert run(folder, database.url(search_path="s1"), "up").code == 0
    assert database.ask("SELECT to_regclass('s2.a') IS NOT NULL, to_regclass('s1.b') IS NOT NULL") == [(True, True)]
