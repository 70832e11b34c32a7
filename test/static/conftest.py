"""The static command, a folder that is its whole world, and a server that speaks TLS."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg2
import pytest
from needed import missing

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def gander():
    path = Path(os.environ.get("GANDER_STATIC_BIN") or ROOT / "build-static" / "gander")
    if not os.access(path, os.X_OK):
        missing(f"no static command at {path} (GANDER_STATIC_BIN); scripts/static builds one")
    return path


class Image:
    """A root folder with the command in it and nothing else, as in a container image made from scratch."""

    def __init__(self, folder, gander):
        self.folder = folder
        folder.chmod(0o755)
        shutil.copy(gander, folder / "gander")
        self.write("migrations/1_session.sql", "-- +goose Up\nCREATE TABLE session AS SELECT 1 AS one;\n-- +goose Down\nDROP TABLE session;\n")

    def write(self, path, text):
        (self.folder / path).parent.mkdir(exist_ok=True)
        (self.folder / path).write_text(text)

    def run(self, *arguments, **environment):
        """Runs the command there, by a user who is in no /etc/passwd."""
        enter = ["chroot", "--userspec=4711:4711"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "chroot"]
        argv = [*enter, self.folder, "/gander", "-dir", "/migrations", *arguments]
        return subprocess.run(argv, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, timeout=60)


@pytest.fixture
def image(tmp_path, gander):
    if os.geteuid() != 0 and subprocess.run(["unshare", "--map-root-user", "true"], capture_output=True).returncode != 0:
        missing("neither root nor user namespaces are here, so no chroot")
    return Image(tmp_path, gander)


class Server:
    """scripts/with-postgres's, with a database of our own in it."""

    name = f"gander_static_{os.getpid()}"

    def __init__(self, url):
        self.admin = psycopg2.connect(url)
        self.admin.autocommit = True
        self.ask(f"CREATE DATABASE {self.name}")
        parameters = self.admin.get_dsn_parameters()
        self.port = parameters["port"]
        self.user = parameters["user"]
        self.database = psycopg2.connect(url, dbname=self.name)
        self.database.autocommit = True

    def ask(self, sql, connection=None):
        with (connection or self.admin).cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None

    def url(self, address, **parameters):
        words = "&".join(f"{name}={value}" for name, value in parameters.items())
        return f"postgres://{self.user}@{address}:{self.port}/{self.name}?{words}"

    def close(self):
        self.database.close()
        self.ask(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.admin.close()


@pytest.fixture
def server():
    url = os.environ.get("GANDER_TEST_POSTGRES")
    if not url:
        missing("no PostgreSQL server (GANDER_TEST_POSTGRES); scripts/with-postgres provides one")
    server = Server(url)
    yield server
    server.close()
