"""Runs the built program, under either name, in a folder of its own and with an environment of its own."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import psycopg2
import pytest
from needed import missing

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")  # others use the same server at the same time
DATABASE = "cli_" + WORKER
BIN = pathlib.Path(os.environ.get("GANDER_BIN_DIR", ROOT / "build")).resolve()
GOLDEN = ROOT / "test" / "golden" / "json"


class Run:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def json(self):
        assert self.out.count("\n") == 1 and self.out.endswith("\n"), self.out
        return json.loads(self.out)

    def __repr__(self):
        return f"exit code {self.code}\nstdout:\n{self.out}\nstderr:\n{self.err}"


class Shell:
    """A folder and an environment in which gander and goose are called."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def table(self, version, name=None):
        """A migration that makes the table t<version>."""
        return self.write(
            f"m/{version:05}_{name or f't{version}'}.sql",
            f"-- +goose Up\nCREATE TABLE t{version} (a int);\n\n-- +goose Down\nDROP TABLE t{version};\n",
        )

    def call(self, name, *words, **environment):
        return Run(
            subprocess.run(
                [str(BIN / name), *words],
                cwd=self.folder,
                env={**self.environment, **environment},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        )

    def gander(self, *words, **environment):
        return self.call("gander", *words, **environment)

    def goose(self, *words, **environment):
        return self.call("goose", *words, **environment)

    def up(self, *words):
        result = self.gander("-dir", "m", "sqlite:x.db", "up", *words)
        assert result.code == 0, result
        return result


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def three(shell):
    """A folder m with three migrations."""
    for version in (1, 2, 3):
        shell.table(version)
    return shell


def without_root():
    """The beginning of a line that takes root's power over files away; nobody else needs one."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        missing("no setpriv")
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]


@pytest.fixture(scope="session")
def postgres():
    url = os.environ.get("GANDER_TEST_POSTGRES")
    if not url:
        missing("no PostgreSQL: run this through scripts/with-postgres")
    return url


@pytest.fixture(scope="session")
def database(postgres):
    """One of this worker's own: a migration lock is one for each database."""
    connection = psycopg2.connect(postgres)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    return postgres.replace("/postgres?", f"/{DATABASE}?")


def masked(text):
    """A JSON document without what differs from run to run."""
    text = re.sub(r'"\d{4}-\d\d-\d\dT[\d:.]+Z?"', '"TIME"', text)
    text = re.sub(r'"(duration_ms)":[\d.e+-]+', r'"\1":0', text)
    text = re.sub(r'("tool":\{"name":"gander","version":)"[^"]+"', r'\1"VERSION"', text)
    text = re.sub(r'("port":)"\d+"', r'\1"PORT"', text)
    text = re.sub(r'("user":"postgres","name":)"\w+"', r'\1"NAME"', text)
    return re.sub(r"(?<!\d)20\d{12}(?!\d)", "20010203040506", text)


def same_as_golden(name, text):
    """Compares with test/golden/json/<name>.json; GANDER_UPDATE_GOLDEN=1 writes the file instead."""
    shown = json.dumps(json.loads(masked(text)), indent=2, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{name}.json"
    if os.environ.get("GANDER_UPDATE_GOLDEN"):
        path.write_text(shown)
    assert shown == path.read_text()
