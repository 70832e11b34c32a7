"""What a process ends with. The table itself has a unit test for each of its rows."""
import re
import socket
import sqlite3
import threading
import time


def test_done_no_and_usage(three):
    assert three.up().code == 0
    assert three.gander("-dir", "nowhere", "sqlite:x.db", "up").code == 1
    assert three.gander("-nosuch").code == 2
    assert three.gander("mysql", "x", "up").code == 2
    assert three.gander("postgres", "port=x", "version").code == 2


def test_cannot_connect(three):
    result = three.gander("-dir", "m", "postgres://u:hush@127.0.0.1:1/d", "up")
    assert result.code == 75 and "hush" not in result.err
    assert "  hint: check the host and the port: is the server running there?\n" in result.err


def test_timeout(three):
    three.write(
        "m/00004_slow.sql",
        "-- +goose Up\nINSERT INTO t1 WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)\n"
        "SELECT count(*) FROM c;\n",
    )
    start = time.monotonic()
    result = three.gander("-dir", "m", "sqlite:x.db", "-timeout", "300ms", "up")
    assert time.monotonic() - start < 5
    assert result.code == 75 and "stopped: it took longer than -timeout 300ms" in result.err
    assert "failed:      00004_slow.sql; its transaction was rolled back" in result.err
    result = three.gander("-dir", "m", "sqlite:x.db", "-timeout", "300ms", "--output=json", "up")
    assert result.json["error"]["message"] == "stopped: it took longer than -timeout 300ms"
    assert result.json["failed"]["path"].endswith("00004_slow.sql")
    start = time.monotonic()
    result = three.goose("-dir", "m", "sqlite3", "x.db", "-timeout", "300ms", "up")
    assert result.code == 1 and "context deadline exceeded" in result.err
    assert time.monotonic() - start < 5


def test_timeout_while_connecting(three):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        url = f"postgres://u@127.0.0.1:{deaf.getsockname()[1]}/d"
        start = time.monotonic()
        result = three.gander("-dir", "m", url, "-timeout=300ms", "up")
        assert result.code == 75 and time.monotonic() - start < 5


def test_a_busy_database(three):
    three.gander("-dir", "m", "sqlite:x.db", "up-to", "1")
    holder = sqlite3.connect(three.folder / "x.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    threading.Timer(1, lambda: holder.execute("COMMIT")).start()
    assert three.up().code == 0  # it waits for a short while
    holder.close()


def test_a_database_that_does_not_exist(three, postgres):
    result = three.gander(postgres, "version", "-dir", "m")
    assert result.code == 0, result
    url = re.sub(r"(//[^/]*/)[^?]*", r"\1no_such_database", postgres)
    result = three.gander("-dir", "m", url, "version")
    assert result.code == 1 and "no_such_database" in result.err
    assert "  hint: create the database first" in result.err


def test_a_lock_that_is_not_obtained_in_time(shell, postgres):
    shell.write("m/00001_a.sql", "-- +goose Up\nCREATE TABLE cli_locked (a int);\n-- +goose Down\nDROP TABLE cli_locked;\n")
    shell.write("m/00002_b.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\nDO $$ BEGIN RAISE EXCEPTION "
                "'later' USING ERRCODE = '55P03'; END $$;\n")  # fmt: skip
    base = ["-dir", "m", "-table", "cli_lock_versions", postgres]
    result = shell.gander(*base, "up")
    assert result.code == 75 and "1 statement before the failing one stays" in result.err
    assert shell.gander(*base, "reset").code == 0
