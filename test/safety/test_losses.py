"""A connection lost at a chosen moment: what was in doubt is looked up, and the report is the truth."""
import json
import os
import signal

import pytest
from conftest import Ended, run, start, until
from network import Proxy


def three(folder):
    for version in (1, 2, 3):
        folder.write(version, f"CREATE TABLE t{version} (a int);", f"DROP TABLE t{version};")


def through(proxy, folder, database, *words):
    return run(folder, database.url(port=proxy.port), "--output", "json", *(words or ["up"]))


def tables(database):
    return [name for (name,) in database.ask("SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]$' ORDER BY 1")]


def versions(database):
    return [version for (version,) in database.ask("SELECT version_id FROM goose_db_version ORDER BY id")]


def done(ended):
    return [step["version"] for step in json.loads(ended.out)["done"]]


@pytest.mark.parametrize("lock", ["session", "lease", "none"])
@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
def test_a_commit_without_an_answer(swallow, lock, database, folder):
    folder.write(1, "CREATE TABLE t1 (a int);")
    assert run(folder, database.url(), "up").code == 0
    folder.write(2, "CREATE TABLE t2 (a int);")
    folder.write(3, "CREATE TABLE t3 (a int);")
    proxy = Proxy(database.server.port, b"COMMIT", swallow)
    ended = through(proxy, folder, database, "--lock", lock, "up")
    assert ended.code == 0 and done(ended) == [2, 3], ended
    assert ("was rolled back and is run again" if swallow else "had been committed") in ended.err, ended
    assert versions(database) == [0, 1, 2, 3] and tables(database) == ["t1", "t2", "t3"]


@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
def test_a_roll_back_without_an_answer_is_not_done_twice(swallow, database, folder):
    three(folder)
    assert run(folder, database.url(), "up").code == 0
    ended = through(Proxy(database.server.port, b"COMMIT", swallow), folder, database, "down")
    assert ended.code == 0 and done(ended) == [3], ended
    assert versions(database) == [0, 1, 2] and tables(database) == ["t1", "t2"]


@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
def test_a_version_row_without_an_answer(swallow, database, folder):
    folder.write(1, "SELECT 1;")
    assert run(folder, database.url(), "up").code == 0
    folder.write(2, "CREATE TABLE t2 (a int);", head="-- +goose NO TRANSACTION\n")
    folder.write(3, "CREATE TABLE t3 (a int);")
    ended = through(Proxy(database.server.port, b"INSERT INTO", swallow), folder, database)
    assert ended.code == 0 and done(ended) == [2, 3], ended
    assert versions(database) == [0, 1, 2, 3] and tables(database) == ["t2", "t3"]


@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
def test_a_statement_without_transaction_is_unknown(swallow, database, folder):
    folder.write(1, "SELECT 1;")
    assert run(folder, database.url(), "up").code == 0
    folder.write(2, "CREATE TABLE t2 (a int);", head="-- +goose NO TRANSACTION\n")
    folder.write(3, "CREATE TABLE t3 (a int);")
    ended = through(Proxy(database.server.port, b"CREATE TABLE t2", swallow), folder, database)
    document = json.loads(ended.out)
    assert ended.code == 75 and document["failed"]["outcome"] == "unknown", ended
    assert [step["version"] for step in document["skipped"]] == [3] and versions(database) == [0, 1]


@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
def test_a_commit_of_the_files_own_without_an_answer_is_not_run_again(swallow, database, folder):
    database.ask("CREATE TABLE log (t text)")
    folder.write(1, "SELECT 1;")
    assert run(folder, database.url(), "up").code == 0
    folder.write(2, "INSERT INTO log VALUES ('one');\nCOMMIT;\nINSERT INTO log VALUES ('two');")
    ended = through(Proxy(database.server.port, b"COMMIT", swallow), folder, database)
    assert ended.code == 75 and json.loads(ended.out)["failed"]["outcome"] == "partly_applied", ended
    assert database.ask("SELECT t FROM log") == ([] if swallow else [("one",)]) and versions(database) == [0, 1]


BETWEEN_STEPS = {
    "looking": (b'FROM "goose_db_version"', 0),
    "knowing whose end it is": (b"pg_backend_pid", 0),
    "locking": (b"4097083626", 0),
    "looking again": (b"FROM public.goose_db_version", 0),
    "making the version table": (b"CREATE TABLE public.goose_db_version", 0),
    "its COMMIT": (b"COMMIT", 0),
    "looking whether all is there": (b"FROM public.goose_db_version", 1),
}


@pytest.mark.parametrize("lock", ["session", "lease"])
@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
@pytest.mark.parametrize("moment", BETWEEN_STEPS)
def test_between_the_steps(moment, swallow, lock, database, folder):
    three(folder)
    words, after = BETWEEN_STEPS[moment]
    if moment.startswith("look"):
        assert run(folder, database.url(), "up-to", "1").code == 0
    proxy = Proxy(database.server.port, words, swallow, after=after)
    ended = through(proxy, folder, database, "--lock", lock, "up")
    assert ended.code == 0 and "the connection to the database was lost; connecting again" in ended.err, ended
    assert versions(database) == [0, 1, 2, 3] and tables(database) == ["t1", "t2", "t3"]


def test_reading_outlasts_a_lost_connection(database, folder):
    three(folder)
    assert run(folder, database.url(), "up").code == 0
    for command in ("status", "version", "plan"):
        proxy = Proxy(database.server.port, b'FROM "goose_db_version"')
        ended = run(folder, database.url(port=proxy.port), command)
        assert ended.code == 0 and "connecting again" in ended.err, ended


def test_a_second_loss_in_a_redo_is_looked_up_too(database, folder):
    three(folder)
    assert run(folder, database.url(), "up").code == 0
    proxy = Proxy(database.server.port, b"COMMIT", times=2)
    ended = through(proxy, folder, database, "redo")
    assert ended.code == 0 and done(ended) == [3, 3], ended
    assert ended.err.count("had been committed") == 2 and "WARNING" not in ended.err, ended
    assert versions(database) == [0, 1, 2, 3]


def test_a_step_that_breaks_its_own_connection_is_not_tried_for_ever(database, folder):
    folder.write(1, "CREATE TABLE t1 (a int);")
    folder.write(2, "SELECT pg_terminate_backend(pg_backend_pid());")
    ended = run(folder, database.url(), "--output", "json", "up")
    assert ended.code == 75 and done(ended) == [1], ended
    assert json.loads(ended.out)["failed"]["outcome"] == "not_applied" and versions(database) == [0, 1]


@pytest.mark.parametrize(
    "lock, said", [("session", "waiting for the migration lock"), ("lease", "waiting for the migration lock"), ("none", "our own earlier connection")]
)
def test_a_frozen_backend_is_waited_for_before_the_table_is_believed(lock, said, database, folder):
    """Its connection is gone, but it may still commit."""
    folder.write(1, "CREATE TABLE t1 (a int);\nSELECT pg_sleep(0.5);")
    proxy = Proxy(database.server.port)
    process = start(folder, database.url(port=proxy.port), "--lock", lock, "-timeout", "60s", "up")
    sleeping = f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}' AND query LIKE 'SELECT pg_sleep%'"
    ((backend,),) = until(lambda: database.ask(sleeping), what="it does not get there")
    os.kill(backend, signal.SIGSTOP)
    try:
        proxy.cut()
        line = until(lambda: process.stderr.readline(), what="it says nothing")
        while said not in line:
            line = process.stderr.readline()
            assert line, "it has ended"
    finally:
        os.kill(backend, signal.SIGCONT)
    ended = Ended(process)
    assert ended.code == 0 and versions(database) == [0, 1] and tables(database) == ["t1"], ended
