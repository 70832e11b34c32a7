"""--ready-port: an up that stays, for a container beside the database's."""
import json
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import psycopg2
import pytest

from conftest import BIN
from ports import free_port


def ask(url, sql):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


def answer(port, host="127.0.0.1"):
    """The status, or None where nobody listens."""
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/", timeout=5) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def until(port, status):
    end = time.monotonic() + 20
    while answer(port) != status:
        assert time.monotonic() < end, f"no {status} in time"
        time.sleep(0.05)


@pytest.fixture
def fresh(database):
    ask(database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return database


@pytest.fixture
def staying(three, fresh):
    """Starts an up that stays; whatever is left of it in the end is killed."""
    begun = []

    def start(port, *words):
        line = [str(BIN / "gander"), "-dir", "m", fresh, "up", "--ready-port", port, *words]
        process = subprocess.Popen(
            line, cwd=three.folder, env=three.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def test_it_is_ready_behind_the_last_after_step_and_stays_until_it_is_stopped(three, staying, fresh):
    three.write("m/slow.after", "SELECT pg_sleep(1.5);\n")
    port = str(free_port())
    process = staying(port)
    seen = set()
    end = time.monotonic() + 20
    while 200 not in seen and time.monotonic() < end:
        seen.add(answer(port))
        time.sleep(0.02)
    assert 503 in seen and 200 in seen
    assert answer(port, "[::1]") in (200, None)  # None on a machine without IPv6
    assert process.poll() is None
    lines = [process.stdout.readline() for _ in range(5)]
    assert lines[3].startswith("OK   slow.after") and lines[4] == "gander: successfully migrated database to version: 3\n"
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=10) == ("", "") and process.returncode == 0


def test_what_somebody_takes_away_and_brings_back(staying, fresh):
    port = str(free_port())
    process = staying(port)
    until(port, 200)
    ask(fresh, "DELETE FROM goose_db_version WHERE version_id = 3")
    until(port, 503)
    ask(fresh, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, true)")
    until(port, 200)
    assert process.poll() is None


def test_a_lost_connection_ends_it(staying, fresh):
    port = str(free_port())
    process = staying(port, "--output", "json")
    until(port, 200)
    document = json.loads(process.stdout.readline())
    assert document["command"] == "up" and len(document["done"]) == 3
    ask(fresh, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    out, _ = process.communicate(timeout=10)
    assert process.returncode == 75 and out == ""  # one document is printed, not two
    assert answer(port) is None


def test_it_is_not_ready_after_a_failure(three, staying):
    three.write("m/00004_broken.sql", "-- +goose Up\nCREATE TABLE;\n")
    port = str(free_port())
    process = staying(port)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1 and "m/00004_broken.sql:2:13" in err
    assert answer(port) is None


def test_several_who_ask_and_one_who_says_nothing(staying):
    port = str(free_port())
    staying(port)
    until(port, 200)
    with socket.create_connection(("127.0.0.1", int(port))):
        until(port, 200)


def test_a_port_that_is_taken_is_told_before_anything_is_done(three, staying, fresh):
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        process = staying(port)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 1 and f"--ready-port {port}: Address already in use" in err
    assert three.gander(fresh, "version").out == "gander: version 0\n"


@pytest.mark.parametrize("value", ["0", "65536", "http", ""])
def test_what_is_no_port(three, value):
    result = three.gander("-dir", "m", "sqlite:x.db", "up", "--ready-port", value)
    assert result.code == 2 and "-ready-port: must be a port, from 1 to 65535" in result.err


def test_it_needs_the_version_table(three):
    result = three.gander("-dir", "m", "sqlite:x.db", "up", "--ready-port", "8086", "-no-versioning")
    assert result.code == 2 and "without versioning nothing tells" in result.err
