"""What many processes, signals and broken connections do to a database, on real servers.

GANDER_TEST_SCALE multiplies the repetitions, GANDER_TEST_SEED chooses the moments; both are printed.
"""
import os
import pathlib
import random
import shutil
import socket
import subprocess
import time
import uuid
from urllib.parse import urlsplit

import psycopg2
import pytest
from needed import missing
from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("GANDER_BIN_DIR", ROOT / "build")).resolve()
SCALE = int(os.environ.get("GANDER_TEST_SCALE", "1"))
SEED = int(os.environ.get("GANDER_TEST_SEED") or random.SystemRandom().randrange(10**9))


def pytest_report_header():
    return f"GANDER_TEST_SCALE={SCALE} GANDER_TEST_SEED={SEED}"


def pytest_configure(config):
    # The same moments in every worker, and in a run that is to be seen again.
    os.environ["GANDER_TEST_SEED"] = str(SEED)


def until(condition, seconds=20, what="it did not come to pass"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.01)
    pytest.fail(what)


class Database:
    """One of its own on the server that scripts/with-postgres provides."""

    def __init__(self, server):
        self.server = urlsplit(server)
        self.name = "safety_" + uuid.uuid4().hex[:12]
        with_admin(server, f"CREATE DATABASE {self.name}")

    def url(self, port=None, **parameters):
        words = "&".join(f"{name}={value}" for name, value in {"sslmode": "disable", **parameters}.items())
        address = f"127.0.0.1:{port or self.server.port}"
        return f"postgres://{self.server.username}@{address}/{self.name}?{words}"

    def connect(self):
        connection = psycopg2.connect(self.url())
        connection.autocommit = True
        return connection

    def ask(self, sql):
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else None
        finally:
            connection.close()


def with_admin(server, sql):
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


def pg_ctl(home):
    """Starts, stops and restarts the server that scripts/with-postgres keeps in that folder."""
    home = pathlib.Path(home)
    pid = int((home / "data/postmaster.pid").read_text().split()[0])
    program = pathlib.Path(os.readlink(f"/proc/{pid}/exe")).parent / "pg_ctl"
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def control(*words):
        argv = [*as_user, program, *words, "--silent", "--wait", "--pgdata", home / "data", "--log", home / "server.log"]
        subprocess.run(argv, check=True, cwd=home, stdout=subprocess.DEVNULL)

    return control


@pytest.fixture(scope="session")
def server():
    url = os.environ.get("GANDER_TEST_POSTGRES")
    if not url:
        missing("no PostgreSQL server (GANDER_TEST_POSTGRES); scripts/with-postgres provides one")
    return url


@pytest.fixture
def database(server):
    made = Database(server)
    yield made
    with_admin(server, f"DROP DATABASE IF EXISTS {made.name} WITH (FORCE)")


class Pooler:
    """PgBouncer in transaction mode before the server: no two transactions need share a connection."""

    def __init__(self, server, folder, size=8):
        self.port = free_port()
        to = urlsplit(server)
        (folder / "users.txt").write_text('"postgres" ""\n')
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\n* = host=127.0.0.1 port={to.port} user=postgres\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\n"
            f"auth_type = any\nauth_file = {folder}/users.txt\npool_mode = transaction\n"
            f"default_pool_size = {size}\nmax_client_conn = 200\nignore_startup_parameters = extra_float_digits\n"
        )
        as_user = []
        if os.geteuid() == 0:  # it refuses to run as root
            for path in [folder, *folder.parents]:
                if path == pathlib.Path("/tmp"):
                    break
                path.chmod(0o755)
            as_user = ["runuser", "-u", "postgres", "--"]
        self.process = subprocess.Popen(
            [*as_user, "pgbouncer", folder / "pgbouncer.ini"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(self.answers, what="PgBouncer does not start")

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def close(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="session")
def pooler(server, tmp_path_factory):
    if not shutil.which("pgbouncer"):
        missing("no PgBouncer: apt-get install pgbouncer")
    made = Pooler(server, tmp_path_factory.mktemp("pgbouncer"))
    yield made
    made.close()


class Folder:
    """Migration files."""

    def __init__(self, path):
        self.path = path
        path.mkdir()

    def write(self, version, up, down="SELECT 1;", head=""):
        (self.path / f"{version:05}_step.sql").write_text(f"{head}-- +goose Up\n{up}\n-- +goose Down\n{down}\n")


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "migrations")


def start(folder, dbstring, *words, first=(), **environment):
    """Gander, running, with nothing of our own environment but PATH."""
    argv = [str(BIN / "gander"), *first, "-dir", str(folder.path), dbstring, *words]
    return subprocess.Popen(
        argv,
        env={"PATH": os.environ["PATH"], **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Ended:
    def __init__(self, process, timeout=120):
        self.out, self.err = process.communicate(timeout=timeout)
        self.code = process.returncode

    def __repr__(self):
        return f"exit code {self.code}\nstdout:\n{self.out}\nstderr:\n{self.err}"


def run(folder, dbstring, *words, **environment):
    return Ended(start(folder, dbstring, *words, **environment))
