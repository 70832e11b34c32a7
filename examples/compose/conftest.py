"""The same bring-up as ./up, for a test suite: no test runs on a schema that is not there. It has a project of its own,
so that what a developer has brought up beside it stays as it is."""
import os
import pathlib
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ENGINE = os.environ.get("ENGINE", "podman")
PROJECT = f"action-history-test-{os.getpid()}"
COMPOSE = [*os.environ.get("COMPOSE", "podman-compose").split(), "-p", PROJECT]


def run(*words, check=True):
    """What it prints."""
    environment = {**os.environ, "COMPOSE_PROJECT_NAME": PROJECT}
    try:
        done = subprocess.run(words, cwd=HERE, env=environment, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.fail(f"{words[0]} is not installed", pytrace=False)
    if check and done.returncode != 0:
        pytest.fail(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout.strip()


def containers(*filters):
    words = [f"--filter=label=com.docker.compose.{each}" for each in (f"project={PROJECT}", *filters)]
    return run(ENGINE, "ps", "-aq", *words).split()


def container(service):
    found = containers(f"service={service}")
    if not found:
        pytest.fail(f"the service {service} was not created", pytrace=False)
    return found[0]


def log(service):
    done = subprocess.run([ENGINE, "logs", container(service)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return f"-- {service}\n{done.stdout}"


def migrate():
    run(*COMPOSE, "up", "-d", "postgres")
    run(*COMPOSE, "up", "-d", "--no-deps", "migrate")
    code = int(run(ENGINE, "wait", container("migrate")))
    if code != 0:
        pytest.fail(f"the migrations failed: exit code {code}\n{log('migrate')}{log('postgres')}", pytrace=False)


def remove():
    """The containers with their volumes first: not every runner's down takes these."""
    for service in ("app", "migrate", "postgres"):
        for each in containers(f"service={service}"):
            run(ENGINE, "rm", "-f", "-v", each)
    run(*COMPOSE, "down", "-v", check=False)
    run(ENGINE, "network", "rm", f"{PROJECT}_default", check=False)


@pytest.fixture(scope="session")
def stack():
    """The database with its migrations, then the application. Gone at the end, with its volumes."""
    try:
        migrate()
        run(*COMPOSE, "up", "-d", "--no-deps", "app")
        yield
    finally:
        remove()


@pytest.fixture
def psql(stack):
    """Runs a statement in the database's container; its rows as text."""
    connection = ["-h", "127.0.0.1", "-U", "slm_user", "-d", "action_history"]
    return lambda sql: run(ENGINE, "exec", "-e", "PGPASSWORD=test_password", container("postgres"), "psql", *connection, "-qtAc", sql)
