"""examples/go-ginkgo and examples/pytest on a PostgreSQL here, with nothing but what is in them."""
import os
import pathlib
import urllib.parse

import psycopg2
import pytest
from conftest import BIN, ROOT, WORKER
from suites import ginkgo, pytest_suite

GANDER = {"GANDER_BIN": str(BIN / "gander")}


def ask(url, *statements):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for each in statements:
            cursor.execute(each)
        rows = cursor.fetchall() if cursor.description else None
    connection.close()
    return rows


@pytest.fixture
def seed(postgres):
    """The database that suites name unless they say otherwise, with the user who owns it."""
    drop = ("DROP DATABASE IF EXISTS action_history WITH (FORCE)", "DROP ROLE IF EXISTS slm_user")
    ask(postgres, *drop, "CREATE ROLE slm_user LOGIN", "CREATE DATABASE action_history OWNER slm_user")
    parts = urllib.parse.urlsplit(postgres)
    yield {"PGHOST": parts.hostname, "PGPORT": str(parts.port)}
    ask(postgres, *drop)


def test_a_ginkgo_suite_with_four_processes(seed):
    done = ginkgo(**seed, **GANDER)
    assert done.returncode == 0 and "Running in parallel across 4 processes" in done.stdout, done.stdout + done.stderr
    assert "8 Passed" in done.stdout and done.stdout.count("applied migrations/00001_users.sql") == 1, done.stdout


@pytest.fixture
def creator(postgres):
    """Who may create databases, and is no superuser; what it has made is looked for by its name."""
    name = "creator_" + WORKER
    ask(postgres, f"DROP ROLE IF EXISTS {name}", f"CREATE ROLE {name} LOGIN CREATEDB")
    yield {"DATABASE_URL": postgres.replace("postgres@", name + "@"), "GOOSE_MIGRATION_DIR": str(ROOT / "examples/compose/migrations")}
    for (each,) in databases(postgres, name):
        ask(postgres, f'ALTER DATABASE "{each}" IS_TEMPLATE false', f'DROP DATABASE "{each}" WITH (FORCE)')
    ask(postgres, f"DROP ROLE {name}")


def databases(postgres, owner):
    return ask(postgres, f"SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = '{owner}'")


def test_a_pytest_suite_with_four_workers(creator, postgres):
    """The template is made once, and each worker's copy is gone at the end."""
    done = pytest_suite(**creator, **GANDER)
    assert done.returncode == 0 and "12 passed" in done.stdout, done.stdout + done.stderr
    ((left,),) = databases(postgres, "creator_" + WORKER)
    assert left.startswith("gander_template_")


def test_a_pytest_suite_s_server_is_the_one_it_names(creator, postgres, shell):
    file = shell.write("dbstring", "postgres://127.0.0.1:1/elsewhere\n")
    others = {"GOOSE_DRIVER": "sqlite3", "GOOSE_DBSTRING": "elsewhere.db"}
    for environment in (others, {"GOOSE_DBSTRING_FILE": str(file)}, {"GANDER_DBSTRING_FILE": str(file)}):
        done = pytest_suite("-k", "nobody", **creator, **GANDER, **environment)
        assert done.returncode == 0 and "8 passed" in done.stdout, done.stdout + done.stderr


def test_a_pytest_suite_is_told_what_is_broken(creator, postgres, shell):
    file = shell.write("m/00001_slip.sql", "-- +goose Up\nSELECT 1;\nSELECT * FROM nowhere;\n")
    done = pytest_suite("-k", "nobody", **{**creator, **GANDER, "GOOSE_MIGRATION_DIR": str(file.parent)})
    assert done.returncode == 1 and "8 errors" in done.stdout, done.stdout + done.stderr
    assert f'{file}:3:15: ERROR: relation "nowhere" does not exist' in done.stdout
    assert databases(postgres, "creator_" + WORKER) == []


KUBECTL = """#!/bin/sh
echo $$ >>{pids}
echo 'W1126 a warning of the client' >&2
{forwards}
exec sleep 300
"""


def kubectl(shell, forwards):
    """One of those that warn before they say the port."""
    file = shell.write("bin/kubectl", KUBECTL.format(pids=shell.folder / "pids", forwards=forwards))
    file.chmod(0o755)
    return {"NAMESPACE": "e2e", "GOOSE_MIGRATION_DIR": str(ROOT / "examples/compose/migrations"), "PATH": f"{file.parent}:{os.environ['PATH']}"}


def is_there(pid):
    return pathlib.Path("/proc", pid, "stat").exists()


def test_a_pytest_suite_behind_a_tunnel(seed, postgres, shell):
    ask(postgres, "ALTER ROLE slm_user CREATEDB")
    there = kubectl(shell, f"echo Forwarding from 127.0.0.1:{seed['PGPORT']} -\\> 5432; echo and more")
    done = pytest_suite("-k", "nobody", **GANDER, **there)
    for (each,) in databases(postgres, "slm_user"):
        if each.startswith("gander_"):
            ask(postgres, f'ALTER DATABASE "{each}" IS_TEMPLATE false', f'DROP DATABASE "{each}" WITH (FORCE)')
    assert done.returncode == 0 and "8 passed" in done.stdout, done.stdout + done.stderr
    pids = (shell.folder / "pids").read_text().split()
    assert len(pids) == 4 and not any(map(is_there, pids))


def test_a_pytest_suite_is_told_why_there_is_no_tunnel(shell):
    done = pytest_suite("-k", "nobody", **GANDER, **kubectl(shell, "echo error: no such service; exit 1"))
    assert done.returncode == 1 and "8 errors" in done.stdout, done.stdout + done.stderr
    assert "W1126 a warning" in done.stdout and "error: no such service" in done.stdout


def test_a_pytest_suite_without_a_server(creator):
    for variables, said in (({}, "which server? DATABASE_URL="), ({**creator, "DATABASE_URL": "postgres://127.0.0.1:1/x"}, "port 1 failed")):
        done = pytest_suite("-k", "nobody", **GANDER, **variables)
        assert done.returncode == 1 and said in done.stdout and "8 errors" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("variables", "said"),
    (({"GANDER_BIN": "/nowhere/gander"}, "GANDER_BIN: /nowhere/gander is no program"), ({"ENGINE": "nowhere"}, "neither gander nor nowhere is installed")),
)
def test_a_pytest_suite_without_a_program(creator, variables, said):
    done = pytest_suite("-k", "nobody", **{**creator, "PATH": "/usr/bin:/bin", **variables})
    assert done.returncode == 1 and said in done.stdout and "8 errors" in done.stdout, done.stdout + done.stderr
    assert "another exception" not in done.stdout and "Traceback" not in done.stdout
