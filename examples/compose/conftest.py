"""The same bring-up as ./up, for a test suite: no test runs on a schema that is not there."""
import os
import pathlib
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent
COMPOSE = os.environ.get("COMPOSE", "podman-compose").split()
ENGINE = os.environ.get("ENGINE", "podman")


def run(*words):
    done = subprocess.run(words, cwd=HERE, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout.strip()


def container(service):
    labels = {"service": service, "project.working_dir": HERE}
    words = [word for each in labels.items() for word in ("--filter", "label=com.docker.compose.%s=%s" % each)]
    return run(ENGINE, "ps", "-aq", *words).splitlines()[0]


def log(service):
    return subprocess.run([ENGINE, "logs", container(service)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


@pytest.fixture(scope="session")
def stack():
    """The database with its migrations, then the application. Gone at the end, with its volumes."""
    try:
        run(*COMPOSE, "up", "-d", "postgres")
        run(*COMPOSE, "up", "-d", "--no-deps", "migrate")
        code = int(run(ENGINE, "wait", container("migrate")))
        if code != 0:
            pytest.fail(f"the migrations failed: exit code {code}\n{log('migrate')}", pytrace=False)
        run(*COMPOSE, "up", "-d", "--no-deps", "app")
        yield
    finally:
        run(*COMPOSE, "down", "-v")


@pytest.fixture
def psql(stack):
    """Runs a statement in the database's container; its rows as text."""
    connection = ["-h", "127.0.0.1", "-U", "slm_user", "-d", "action_history"]
    return lambda sql: run(ENGINE, "exec", "-e", "PGPASSWORD=test_password", container("postgres"), "psql", *connection, "-qtAc", sql)
