"""Many processes at once: every one ends well, and everything is done exactly once."""
import sqlite3

import pytest
from conftest import SCALE, Ended, start

ROUNDS = range(2 * SCALE)
MIGRATIONS = 60


def mixed(folder):
    """Tables, rows, and indexes that cannot be made in a transaction."""
    for version in range(1, MIGRATIONS + 1):
        if version % 10 == 0:
            table = version - 1
            folder.write(version, f"CREATE INDEX CONCURRENTLY i{version} ON t{table} (a);", head="-- +goose NO TRANSACTION\n")
        else:
            folder.write(version, f"CREATE TABLE t{version} (a int);\nINSERT INTO t{version} VALUES ({version});")


def everybody(folder, urls):
    """All of them started at once; each must say that it ended well."""
    ended = [Ended(process) for process in [start(folder, url, "up") for url in urls]]
    assert [one for one in ended if one.code != 0] == []
    return ended


def check_mixed(database):
    versions = [version for (version,) in database.ask("SELECT version_id FROM goose_db_version ORDER BY id")]
    assert versions == list(range(MIGRATIONS + 1))
    assert database.ask("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid OR NOT indisready") == []
    for version in range(1, MIGRATIONS + 1):
        if version % 10:
            assert database.ask(f"SELECT a FROM t{version}") == [(version,)]


def done_by(ended):
    return sum(one.out.count("OK   ") for one in ended)


@pytest.mark.parametrize("round_", ROUNDS)
@pytest.mark.parametrize("way", ["direct", "pooler", "both", "repeatable-read", "strict-pooler"])
def test_sixteen_processes_on_a_fresh_database(way, round_, database, pooler, folder):
    mixed(folder)
    if way in ("repeatable-read", "strict-pooler"):
        database.ask(f"ALTER DATABASE {database.name} SET default_transaction_isolation = 'repeatable read'")
    direct, pooled = database.url(), database.url(port=pooler.port)
    urls = [pooled] * 16 if "pooler" in way else [direct, pooled] * 8 if way == "both" else [direct] * 16
    ended = everybody(folder, urls)
    check_mixed(database)
    assert done_by(ended) == MIGRATIONS


@pytest.mark.parametrize("round_", ROUNDS)
@pytest.mark.parametrize("way", ["direct", "pooler"])
def test_inserts_that_do_not_collide(way, round_, database, pooler, folder):
    database.ask("CREATE TABLE t (a int)")
    for version in range(1, 50):
        folder.write(version, f"INSERT INTO t VALUES ({version});")
    url = database.url() if way == "direct" else database.url(port=pooler.port)
    everybody(folder, [url] * 8)
    assert database.ask("SELECT a FROM t ORDER BY a") == [(version,) for version in range(1, 50)]
    assert database.ask("SELECT count(*) FROM goose_db_version") == [(50,)]


@pytest.mark.parametrize("round_", ROUNDS)
def test_sixteen_processes_on_one_sqlite_file(round_, tmp_path, folder):
    for version in range(1, MIGRATIONS + 1):
        head = "-- +goose NO TRANSACTION\n" if version % 10 == 0 else ""
        folder.write(version, f"CREATE TABLE t{version} (a int);\nINSERT INTO t{version} VALUES ({version});", head=head)
    file = tmp_path / "x.db"
    ended = everybody(folder, [f"sqlite:{file}"] * 16)
    with sqlite3.connect(file) as connection:
        versions = connection.execute("SELECT version_id FROM goose_db_version ORDER BY id").fetchall()
        assert versions == [(version,) for version in range(MIGRATIONS + 1)]
        for version in range(1, MIGRATIONS + 1):
            assert connection.execute(f"SELECT a FROM t{version}").fetchall() == [(version,)]
    assert done_by(ended) == MIGRATIONS
    assert not (tmp_path / "x.db.gander-lock").exists()


@pytest.mark.parametrize("round_", ROUNDS)
def test_one_step_each_without_transaction_on_one_sqlite_file(round_, tmp_path, folder):
    slow = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 300000) SELECT count(*) FROM c;"
    folder.write(1, "CREATE TABLE log (n int);")
    for version in range(2, 9):
        head = "-- +goose NO TRANSACTION\n" if version % 2 == 0 else ""
        folder.write(version, f"{slow}\nINSERT INTO log VALUES ({version});", head=head)
    file = tmp_path / "x.db"
    processes = [start(folder, f"sqlite:{file}", "up-by-one") for _ in range(8)]
    assert [one for one in map(Ended, processes) if one.code != 0] == []
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT n FROM log").fetchall() == [(version,) for version in range(2, 9)]
        versions = connection.execute("SELECT version_id FROM goose_db_version ORDER BY id").fetchall()
        assert versions == [(version,) for version in range(9)]


@pytest.mark.parametrize("round_", ROUNDS)
def test_roll_backs_and_applications_at_once_end_somewhere_whole(round_, database, folder):
    for version in range(1, 11):
        folder.write(version, f"CREATE TABLE t{version} (a int);", f"DROP TABLE t{version};")
    everybody(folder, [database.url()])
    url = database.url()
    processes = [start(folder, url, *words) for words in [["reset"], ["up"], ["redo"], ["up"], ["down-to", "3"], ["up"]]]
    for one in [Ended(process) for process in processes]:
        # Where everything has just been rolled back, redo finds nothing: that is an answer too.
        assert one.code == 0 or "nothing is applied that could be rolled back" in one.err, one
    versions = {version for (version,) in database.ask("SELECT version_id FROM goose_db_version WHERE version_id > 0")}
    tables = {int(name[1:]) for (name,) in database.ask("SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]+$'")}
    assert versions == tables
