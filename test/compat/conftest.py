"""What the tests need: the real goose, our binary called goose, a PostgreSQL server. Nothing is fetched here."""

import os
import random
from pathlib import Path

import needed
import pytest
from harness.postgres import Server
from harness.sqlite import Sqlite
from harness.tool import World, executable

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "gander", "goose-v3.29.0", "goose")
PROVIDE = "run scripts/test, which provides it"


def pytest_configure(config):
    """One seed for all workers, new in every run."""
    if hasattr(config, "workerinput"):
        os.environ["GANDER_TEST_SEED"] = config.workerinput["gander_seed"]
    else:
        os.environ.setdefault("GANDER_TEST_SEED", str(random.SystemRandom().randrange(10**9)))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    node.workerinput["gander_seed"] = os.environ["GANDER_TEST_SEED"]


def pytest_report_header():
    return f"random walks: GANDER_TEST_SEED={os.environ['GANDER_TEST_SEED']} repeats them"


def missing(what):
    needed.missing(f"{what}; {PROVIDE}")


@pytest.fixture(scope="session")
def goose():
    path = Path(os.environ.get("GANDER_TEST_GOOSE") or CACHE)
    if not executable(path):
        missing(f"no goose v3.29.0 at {path} (GANDER_TEST_GOOSE)")
    return path


@pytest.fixture(scope="session")
def ours():
    path = Path(os.environ.get("GANDER_BIN_DIR") or ROOT / "build", "goose")
    if not executable(path):
        missing(f"no binary of ours at {path} (GANDER_BIN_DIR)")
    return path


@pytest.fixture(scope="session")
def server():
    url = os.environ.get("GANDER_TEST_POSTGRES")
    if not url:
        missing("no PostgreSQL server (GANDER_TEST_POSTGRES)")
    return Server(url)


@pytest.fixture(scope="session")
def pair(server):
    """Two databases of this worker, one for each tool."""
    names = [f"gander_compat_{os.getpid()}_{side}" for side in ("a", "b")]
    databases = [server.database(name) for name in names]
    yield databases
    for database in databases:
        server.drop(database)


@pytest.fixture
def worlds(request, tmp_path, goose, ours):
    """Makes the worlds of the two tools for a driver: nodb, sqlite3 or postgres."""

    def make(driver):
        roots = [tmp_path / "goose", tmp_path / "ours"]
        if driver == "nodb":
            databases = [None, None]
        elif driver == "sqlite3":
            databases = [Sqlite(root) for root in roots]
        else:
            databases = request.getfixturevalue("pair")
            for database in databases:
                database.empty()
        return [World(*parts) for parts in zip((goose, ours), roots, databases)]

    return make
