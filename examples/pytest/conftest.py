"""A migrated database for a suite: one of its own for each worker of pytest-xdist, a copy of a template that is made
once. gander is that of GANDER_BIN or the one in PATH, else the image GANDER_IMAGE under ENGINE."""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import threading
import urllib.parse

import pytest

MIGRATIONS = pathlib.Path(os.environ.get("GOOSE_MIGRATION_DIR") or pathlib.Path(__file__).parent / "migrations").resolve()
ENGINE = os.environ.get("ENGINE", "podman")
IMAGE = os.environ.get("GANDER_IMAGE", "localhost/gander:dev")
PROGRAM = os.environ.get("GANDER_BIN") or shutil.which("gander")


def gander(*words, url):
    """What it prints. The connection string is handed on in the environment only, as others may read a list of arguments."""
    others = ("DATABASE_URL", "GOOSE_DBSTRING_FILE", "GANDER_DBSTRING_FILE")  # which may name another database
    place = {"GOOSE_DRIVER": "postgres", "GOOSE_DBSTRING": url, "GOOSE_MIGRATION_DIR": str(MIGRATIONS), **dict.fromkeys(others, "")}
    line = [PROGRAM, *words]
    if not PROGRAM:
        place["GOOSE_MIGRATION_DIR"] = "/migrations"
        variables = [word for name in place for word in ("-e", name)]
        line = [ENGINE, "run", "--rm", "--network=host", "-v", f"{MIGRATIONS}:/migrations:ro", *variables, IMAGE, *words]
    if not shutil.which(line[0]):
        pytest.fail(f"neither gander nor {ENGINE} is installed" if not PROGRAM else f"GANDER_BIN: {PROGRAM} is no program", pytrace=False)
    done = subprocess.run(line, env={**os.environ, **place}, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.fail(f"gander {' '.join(words)}: exit code {done.returncode}\n{done.stderr}", pytrace=False)
    return done.stdout.strip()


@contextlib.contextmanager
def tunnel(namespace, service):
    """A port here that leads to a Service. What kubectl says has to be read, or it stops."""
    line = ["kubectl", "-n", namespace, "port-forward", f"svc/{service}", ":5432"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as kubectl:
        try:
            said = ""
            while not (port := re.search(r"^Forwarding from 127\.0\.0\.1:(\d+)", said, re.M)):
                if not (text := kubectl.stdout.readline()):
                    pytest.fail(f"{' '.join(line)}: {said}", pytrace=False)
                said += text
            threading.Thread(target=kubectl.stdout.read, daemon=True).start()
            yield port[1]
        finally:
            kubectl.terminate()


@pytest.fixture(scope="session")
def server_url():
    """Any database of the server, by a user who may create others: that of DATABASE_URL; or with NAMESPACE the one in a
    cluster that `gander test deploy` made there, with the password PGPASSWORD."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
    elif namespace := os.environ.get("NAMESPACE"):
        password = urllib.parse.quote(os.environ.get("PGPASSWORD", "test_password"), safe="")
        with tunnel(namespace, "postgresql") as port:
            yield f"postgres://slm_user:{password}@127.0.0.1:{port}/action_history"
    else:
        pytest.fail("which server? DATABASE_URL=postgres://user:password@host:5432/postgres, or NAMESPACE", pytrace=False)


@pytest.fixture(scope="session")
def database_url(server_url):
    """The connection string of this worker's own database, with every migration applied. It is dropped at the end."""
    name = gander("test", "database", "create", url=server_url)
    yield urllib.parse.urlsplit(server_url)._replace(path=f"/{name}").geturl()
    gander("test", "database", "drop", name, url=server_url)
