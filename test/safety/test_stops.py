"""Stopped or cut off at any moment: what is reported is true, and a second run comes to the same end."""
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import time

import pytest
from conftest import BIN, ROOT, SCALE, SEED, Database, Ended, pg_ctl, run, start, until, with_admin
from network import Proxy

STEPS = 12
ROUNDS = range(4 * SCALE)


def steps(folder):
    for version in range(1, STEPS + 1):
        folder.write(
            version,
            f"CREATE TABLE t{version} (a int);\nSELECT pg_sleep(0.02);\nINSERT INTO t{version} VALUES ({version});\n"
            f"UPDATE total SET a = a + {version};" if version > 1 else "CREATE TABLE total (a int);\nINSERT INTO total VALUES (0);",
        )


def moment(*words):
    """When it happens: the same in every run with the same seed."""
    return random.Random(f"{SEED} {words}").uniform(0, 0.6)


def versions_of(steps_):
    return {step["version"] for step in steps_}


def recorded(database):
    if database.ask("SELECT to_regclass('goose_db_version')") == [(None,)]:
        return set()
    return {version for (version,) in database.ask("SELECT version_id FROM goose_db_version WHERE version_id > 0")}


def check_report(ended, database):
    """Every step is where the report says it is."""
    document = json.loads(ended.out)
    done = recorded(database)
    if "done" not in document:  # it failed before its first step
        assert done == set() and ended.code != 0, ended
        return
    assert versions_of(document["done"]) <= done, ended
    known = versions_of(document["skipped"])
    failed = document["failed"]
    if failed and failed["outcome"] == "not_applied":
        known.add(failed["version"])
    assert not known & done, ended
    assert (ended.code == 0) == (len(document["done"]) == STEPS), ended


def converges(folder, database):
    ended = run(folder, database.url(), "up")
    assert ended.code == 0, ended
    assert database.ask("SELECT version_id FROM goose_db_version ORDER BY id") == [(n,) for n in range(STEPS + 1)]
    assert database.ask("SELECT a FROM total") == [(sum(range(2, STEPS + 1)),)]
    for version in range(2, STEPS + 1):
        assert database.ask(f"SELECT a FROM t{version}") == [(version,)]


def backends(database):
    return f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}' AND application_name LIKE 'gander %'"


@pytest.mark.parametrize("round_", ROUNDS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal(number, round_, database, folder):
    steps(folder)
    process = start(folder, database.url(), "--output", "json", "up")
    time.sleep(moment("signal", number, round_))
    began = time.monotonic()
    process.send_signal(number)
    ended = Ended(process)
    assert time.monotonic() - began < 1.2
    assert ended.code in (0, 128 + number, -number), ended  # -number: before it had begun to listen
    if ended.code >= 0:
        check_report(ended, database)
    if ended.code > 0:
        assert json.loads(ended.out)["error"]["exit_code"] == ended.code
    converges(folder, database)


@pytest.mark.parametrize("round_", ROUNDS)
def test_kill(round_, database, folder):
    steps(folder)
    process = start(folder, database.url(), "up")
    time.sleep(moment("kill", round_))
    process.kill()
    Ended(process)
    converges(folder, database)


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_connection_that_is_cut(round_, database, folder):
    steps(folder)
    proxy = Proxy(database.server.port)
    process = start(folder, database.url(port=proxy.port), "--output", "json", "up")
    time.sleep(moment("cut", round_))
    proxy.cut()
    ended = Ended(process)
    proxy.close()
    check_report(ended, database)
    assert ended.code in (0, 75), ended
    converges(folder, database)


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_backend_that_is_terminated(round_, database, folder):
    steps(folder)
    process = start(folder, database.url(), "--output", "json", "up")
    time.sleep(moment("terminate", round_))
    database.ask(f"SELECT pg_terminate_backend(pid) FROM ({backends(database)}) AS ours")
    ended = Ended(process)
    check_report(ended, database)
    assert ended.code in (0, 75), ended
    converges(folder, database)


class OwnServer:
    """One that may be restarted without disturbing others."""

    def __init__(self):
        self.process = subprocess.Popen(
            [ROOT / "scripts/with-postgres", "sh", "-c", "env | grep GANDER_TEST_; exec sleep 3600"],
            stdout=subprocess.PIPE,
            text=True,
        )
        found = {}
        while "GANDER_TEST_POSTGRES" not in found or "GANDER_TEST_POSTGRES_SOCKET" not in found:
            name, _, value = self.process.stdout.readline().strip().partition("=")
            assert name, "with-postgres has ended"
            found[name] = value
        self.url = found["GANDER_TEST_POSTGRES"]
        self.home = pathlib.Path(found["GANDER_TEST_POSTGRES_SOCKET"])
        # A throw-away server forgets its last commits when it crashes; this one must not.
        with_admin(self.url, "ALTER SYSTEM SET synchronous_commit = on")
        with_admin(self.url, "SELECT pg_reload_conf()")

    def restart(self):
        pg_ctl(self.home)("restart", "--mode=immediate")

    def close(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def own_server():
    made = OwnServer()
    yield made
    made.close()


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_server_that_is_restarted(round_, own_server, folder):
    steps(folder)
    database = Database(own_server.url)
    process = start(folder, database.url(), "--output", "json", "up")
    time.sleep(moment("restart", round_))
    own_server.restart()
    ended = Ended(process)
    check_report(ended, database)
    assert ended.code in (0, 75), ended
    converges(folder, database)


@pytest.mark.parametrize("round_", ROUNDS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_sqlite(number, round_, tmp_path, folder):
    slow = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 60000) SELECT count(*) FROM c;"
    folder.write(1, "CREATE TABLE total (a int);\nINSERT INTO total VALUES (0);")
    for version in range(2, STEPS + 1):
        folder.write(version, f"CREATE TABLE t{version} (a int);\n{slow}\nUPDATE total SET a = a + {version};")
    file = tmp_path / "x.db"
    process = start(folder, f"sqlite:{file}", "up")
    time.sleep(moment("sqlite", number, round_) / 2)
    process.send_signal(number)
    assert Ended(process).code in (0, 128 + number, -number)
    assert run(folder, f"sqlite:{file}", "up").code == 0
    with sqlite3.connect(file) as connection:
        versions = connection.execute("SELECT version_id FROM goose_db_version ORDER BY id").fetchall()
        assert versions == [(version,) for version in range(STEPS + 1)]
        assert connection.execute("SELECT a FROM total").fetchall() == [(sum(range(2, STEPS + 1)),)]


# What is promised of a single stop.


def busy(folder, database, *words, first="", **environment):
    """A run that is in the middle of a step which holds ACCESS EXCLUSIVE on the table t."""
    database.ask("CREATE TABLE t (a int)")
    folder.write(1, first + "ALTER TABLE t ADD COLUMN b int;\nSELECT pg_sleep(60);")
    process = start(folder, database.url(), *words, "up", **environment)
    sleeping = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{database.name}' AND query LIKE 'SELECT pg_sleep%'"
    until(lambda: database.ask(sleeping), what="it does not get there")
    return process


def test_an_application_is_not_kept_waiting_after_sigterm(database, folder):
    process = busy(folder, database)
    began = time.monotonic()
    process.terminate()
    database.ask("SELECT * FROM t")
    assert time.monotonic() - began < 1
    ended = Ended(process)
    assert ended.code == 143, ended
    assert "stopped by SIGTERM" in ended.err and "rolled back, nothing of it remains" in ended.err, ended


@pytest.mark.parametrize("mode", ["require", "prefer"])
def test_a_stop_while_connecting_with_tls(mode, database, folder):
    """The thread that connects must not be in the middle of it while the program ends."""
    folder.write(1, "SELECT 1;")
    for round_ in range(60 * SCALE):
        ended = run(folder, database.url(sslmode=mode), "-timeout", f"{1 + round_ % 12}ms", "status")
        assert ended.code in (0, 75), ended


def test_timeout(database, folder):
    process = busy(folder, database, "-timeout", "500ms")
    ended = Ended(process)
    assert ended.code == 75 and "longer than -timeout 500ms" in ended.err, ended
    assert database.ask("SELECT * FROM t") == []


@pytest.mark.parametrize("first", ["", "RESET ALL;\n"])
def test_after_kill_no_backend_runs_on(first, database, folder):
    process = busy(folder, database, first=first)
    process.kill()
    process.wait()
    until(lambda: not database.ask(backends(database)), 10, "its backend runs on")


def test_a_signal_is_heard_beside_a_timeout(database, folder):
    process = busy(folder, database, "-timeout", "10m")
    process.terminate()
    ended = Ended(process)
    assert ended.code == 143 and "stopped by SIGTERM" in ended.err, ended
    assert database.ask("SELECT * FROM t") == []


def test_a_signal_that_was_ignored_stays_ignored(database, folder):
    folder.write(1, "SELECT pg_sleep(0.3);")
    old = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        process = start(folder, database.url(), "up")
    finally:
        signal.signal(signal.SIGHUP, old)
    time.sleep(0.1)
    process.send_signal(signal.SIGHUP)
    assert Ended(process).code == 0


def test_a_second_signal_leaves_at_once(database, folder):
    process = busy(folder, database)
    ((backend,),) = database.ask(backends(database))
    os.kill(backend, signal.SIGSTOP)  # now nothing answers
    try:
        process.terminate()
        time.sleep(0.2)
        began = time.monotonic()
        process.terminate()
        assert process.wait() == 143 and time.monotonic() - began < 0.3
    finally:
        os.kill(backend, signal.SIGCONT)


def test_a_reader_who_does_not_read_keeps_nobody_alive(database, folder):
    folder.write(1, "SELECT 1;\n" * 20000)
    process = start(folder, database.url(), "-v", "up")  # it fills the pipe, and nobody empties it
    time.sleep(1)
    assert process.poll() is None
    began = time.monotonic()
    process.terminate()
    assert process.wait(5) == 143 and time.monotonic() - began < 1.3
    process = start(folder, database.url(), "-v", "-timeout", "1s", "up")
    began = time.monotonic()
    assert process.wait(5) == 75 and time.monotonic() - began < 2.3
    until(lambda: not database.ask(backends(database)), 2, "its backend runs on")


def test_a_server_that_does_not_answer_is_left_within_a_second(database, folder):
    process = busy(folder, database)
    ((backend,),) = database.ask(backends(database))
    os.kill(backend, signal.SIGSTOP)
    try:
        began = time.monotonic()
        process.terminate()
        assert Ended(process).code == 143
        assert time.monotonic() - began < 1.2
    finally:
        os.kill(backend, signal.SIGCONT)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes namespaces here")
def test_as_the_first_process_of_a_container(database, folder):
    database.ask("CREATE TABLE t (a int)")
    folder.write(1, "ALTER TABLE t ADD COLUMN b int;\nSELECT pg_sleep(60);")
    gander = ROOT / "build/gander" if "GANDER_BIN_DIR" not in os.environ else pathlib.Path(os.environ["GANDER_BIN_DIR"]) / "gander"
    process = subprocess.Popen(
        ["unshare", "--pid", "--fork", "--kill-child", gander, "-dir", folder.path, database.url(), "up"],
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: database.ask(backends(database)), what="it does not get there")
    time.sleep(0.3)
    (child,) = subprocess.check_output(["pgrep", "-P", str(process.pid)], text=True).split()
    began = time.monotonic()
    os.kill(int(child), signal.SIGTERM)
    _, err = process.communicate(timeout=10)
    assert time.monotonic() - began < 1.2 and "stopped by SIGTERM" in err, err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes namespaces here")
def test_as_the_first_process_of_a_container_before_it_knows_where_to_connect(folder, tmp_path):
    os.mkfifo(tmp_path / "secret")  # nobody will ever write to it
    process = subprocess.Popen(
        ["unshare", "--pid", "--fork", "--kill-child", BIN / "gander", "-dir", folder.path, "up"],
        env={"PATH": os.environ["PATH"], "GANDER_DBSTRING_FILE": str(tmp_path / "secret")},
    )
    child = until(lambda: subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split())
    until(lambda: "gander" in pathlib.Path(f"/proc/{child[0]}/cmdline").read_text())
    time.sleep(0.3)
    began = time.monotonic()
    os.kill(int(child[0]), signal.SIGTERM)
    assert process.wait(timeout=10) == 143
    assert time.monotonic() - began < 1.2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may put another resolv.conf there")
def test_with_a_name_server_that_never_answers(tmp_path, folder):
    import socket

    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.0.0.99", 53))
    (tmp_path / "resolv.conf").write_text("nameserver 127.0.0.99\n")
    folder.write(1, "SELECT 1;")
    gander = pathlib.Path(os.environ.get("GANDER_BIN_DIR", ROOT / "build")) / "gander"
    script = f"mount --bind {tmp_path}/resolv.conf /etc/resolv.conf && exec {gander} -dir {folder.path} postgres://a@b.example/c up"
    process = subprocess.Popen(["unshare", "--mount", "sh", "-c", script], stderr=subprocess.PIPE, text=True)
    time.sleep(0.5)
    began = time.monotonic()
    process.terminate()
    _, err = process.communicate(timeout=30)
    silent.close()
    assert time.monotonic() - began < 1.2 and process.returncode == 143 and "stopped by SIGTERM" in err, err
