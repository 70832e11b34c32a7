"""examples/compose under real runners."""
import os
import subprocess
import time

import pytest
from compose_project import ROOT, Project, from_debian, images_are_here
from needed import missing, program

# A migration that fails.
BROKEN = "-- +goose Up\nCREATE TABLE twice (a int);\nCREATE TABLE twice (a int);\n"


def until(condition, seconds=40, what="it did not come to pass"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.1)
    pytest.fail(what)


def from_pypi(factory):
    home = factory.mktemp("runner") / "podman-compose"
    for words in (["python3", "-m", "venv", home], [home / "bin/pip", "install", "-q", "podman-compose==1.6.0"]):
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode != 0:
            missing("podman-compose 1.6.0 cannot be installed: " + done.stdout + done.stderr)
    return {"COMPOSE": str(home / "bin/podman-compose")}


def docker_compose(factory):
    """The real one, before podman's API."""
    done = subprocess.run([ROOT / "scripts/docker-compose"], capture_output=True, text=True)
    if done.returncode != 0:
        missing(done.stderr)
    socket = f"unix://{factory.mktemp('podman')}/socket"
    service = subprocess.Popen(["podman", "system", "service", "--time", "0", socket])
    until(lambda: os.path.exists(socket.removeprefix("unix://")), what="podman has no API")
    return {"COMPOSE": done.stdout.strip(), "DOCKER_HOST": socket, "service": service}


OLD, NEW, DOCKER = "podman-compose 1.0.3", "podman-compose 1.6.0", "docker compose 2.40.3"
RUNNERS = {OLD: from_debian, NEW: from_pypi, DOCKER: docker_compose}


def under(*names):
    """Where a run has little time, under these; under all of them with scripts/test --full."""
    chosen = RUNNERS if int(os.environ.get("GANDER_TEST_SCALE") or 1) > 1 else names
    return pytest.mark.parametrize("runner", chosen, indirect=True)


@pytest.fixture(scope="session", params=RUNNERS)
def runner(request, tmp_path_factory):
    """The variables with which it is used."""
    variables = RUNNERS[request.param](tmp_path_factory)
    service = variables.pop("service", None)
    yield {"NAME": request.param, **variables}
    if service:
        service.kill()
        service.wait()


@pytest.fixture(scope="session")
def goose():
    return program("goose")


@pytest.fixture(scope="session")
def images():
    images_are_here()


@pytest.fixture
def project(tmp_path, runner, images):
    """Under each runner."""
    made = Project(tmp_path, runner)
    yield made
    made.remove()


@pytest.fixture
def plain(tmp_path, images):
    """Under one, where runners have no part in what is looked at."""
    made = Project(tmp_path, from_debian())
    yield made
    made.remove()
