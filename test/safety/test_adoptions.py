"""gander adopt: all of the versions or none, whatever happens to the connection, the process or beside it."""
import random
import signal
import time

import pytest
from conftest import SCALE, SEED, Ended, run, start
from network import Proxy

MOMENTS = {
    "looking": b'FROM "goose_db_version"',
    "reading the catalog": b"pg_catalog.pg_policy",
    "reading the path": b"current_schemas",
    "knowing whose end it is": b"pg_backend_pid",
    "locking": b"4097083626",
    "looking again": b"to_regclass",
    "making the version table": b"CREATE TABLE public.goose_db_version",
    "recording": b"(version_id, is_applied) VALUES (2",
    "its COMMIT": b"COMMIT",
}


@pytest.fixture
def made(database, folder):
    """Three tables that no version table tells of."""
    for version in (1, 2, 3):
        folder.write(version, f"CREATE TABLE t{version} (a int);", f"DROP TABLE t{version};")
        database.ask(f"CREATE TABLE t{version} (a int)")
    return database


def versions(database):
    if database.ask("SELECT to_regclass('goose_db_version')") == [(None,)]:
        return []
    return [version for (version,) in database.ask("SELECT version_id FROM goose_db_version ORDER BY id")]


@pytest.mark.parametrize("lock", ["session", "lease", "none"])
@pytest.mark.parametrize("swallow", [False, True], ids=["the server has it", "the server never got it"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_connection_lost_at_any_moment(moment, swallow, lock, made, folder):
    if moment == "locking" and lock != "session":
        pytest.skip("another lock has other words")
    proxy = Proxy(made.server.port, MOMENTS[moment], swallow)
    ended = run(folder, made.url(port=proxy.port), "--lock", lock, "adopt", "3")
    assert ended.code == 0 and "connecting again" in ended.err, ended
    assert "adopted 3 migrations, at version 3" in ended.out
    assert versions(made) == [0, 1, 2, 3]


def test_a_killed_adoption_leaves_nothing_or_all(made, folder):
    moments = random.Random(SEED)
    for _ in range(15 * SCALE):
        process = start(folder, made.url(), "adopt", "3")
        time.sleep(moments.uniform(0, 0.08))
        process.send_signal(moments.choice([signal.SIGKILL, signal.SIGTERM]))
        Ended(process)
        time.sleep(0.05)  # what the server has it still does
        assert versions(made) in ([], [0, 1, 2, 3])
        made.ask("DROP TABLE IF EXISTS goose_db_version")


def test_beside_a_run_one_of_the_two_wins(database, folder):
    folder.write(1, "CREATE TABLE IF NOT EXISTS t1 (a int);")
    database.ask("CREATE TABLE t1 (a int)")
    for _ in range(8 * SCALE):
        processes = [start(folder, database.url(), *words) for words in (["adopt", "1"], ["up"], ["adopt", "1"], ["up"])]
        ended = [Ended(process) for process in processes]
        assert {each.code for each in ended[1::2]} == {0}, ended
        assert {each.code for each in ended[0::2]} <= {0, 1}, ended
        assert all("tracked already" in each.err for each in ended if each.code), ended
        assert versions(database) == [0, 1]
        database.ask("DROP TABLE goose_db_version")


def test_behind_a_pooler(made, folder, pooler):
    ended = run(folder, made.url(port=pooler.port), "adopt", "3")
    assert ended.code == 0, ended
    assert versions(made) == [0, 1, 2, 3]
    assert made.ask("SELECT count(*) FROM goose_lock WHERE locked") == [(0,)]
