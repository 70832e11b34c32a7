"""examples/compose under real runners, with the image that scripts/image builds and a PostgreSQL in a container."""
import os
import pathlib
import shutil
import subprocess
import time
import uuid

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGE = os.environ.get("GANDER_TEST_IMAGE", "localhost/gander:dev")
POSTGRES = os.environ.get("GANDER_TEST_POSTGRES_IMAGE", "localhost/gander-test-postgres:15")


def missing(what):
    """A test that cannot run says so; where everything must be there, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def podman(*words, check=True, timeout=120):
    done = subprocess.run(["podman", *map(str, words)], capture_output=True, text=True, timeout=timeout)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def until(condition, seconds=40, what="it did not come to pass"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.1)
    pytest.fail(what)


class Project:
    """A copy of examples/compose, as a user has it."""

    def __init__(self, folder, runner):
        self.name = "gander" + uuid.uuid4().hex[:8]
        self.folder = folder / self.name
        shutil.copytree(ROOT / "examples/compose", self.folder)
        self.environment = {
            **os.environ,
            "COMPOSE_PROJECT_NAME": self.name,
            "COMPOSE": str(runner),
            "POSTGRES_IMAGE": POSTGRES,
            "GANDER_IMAGE": IMAGE,
        }

    def write(self, name, text):
        (self.folder / "migrations" / name).write_text(text)

    def change(self, old, new):
        path = self.folder / "compose.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def call(self, *words, timeout=180):
        return subprocess.run(words, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=timeout)

    def up(self):
        return self.call("./up")

    def compose(self, *words):
        return self.call(self.environment["COMPOSE"], *words)

    def containers(self, service):
        labels = [f"label=com.docker.compose.project={self.name}", f"label=com.docker.compose.service={service}"]
        return podman("ps", "-aq", "--filter", labels[0], "--filter", labels[1]).stdout.split()

    def log(self, service):
        done = podman("logs", self.containers(service)[0])
        return done.stdout + done.stderr

    def ask(self, sql):
        """The rows as words; none while the server is not up."""
        words = ["psql", "-h", "127.0.0.1", "-U", "slm_user", "-d", "action_history", "-tAc", sql]
        return podman("exec", "-e", "PGPASSWORD=test_password", self.containers("postgres")[0], *words, check=False).stdout.split()

    def gander(self, *words, entrypoint="gander"):
        """Another run of the image in the project's network."""
        url = "postgres://slm_user:test_password@postgres:5432/action_history?sslmode=disable"
        return podman(
            "run", "--rm", "--network", f"{self.name}_default", "-v", f"{self.folder}/migrations:/migrations:ro",
            "-e", "GOOSE_DRIVER=postgres", "-e", f"GOOSE_DBSTRING={url}", "--entrypoint", entrypoint, IMAGE, *words, check=False,
        )  # fmt: skip

    def remove(self):
        for container in podman("ps", "-aq", "--filter", f"label=com.docker.compose.project={self.name}").stdout.split():
            podman("rm", "--force", "--volumes", "--time", "0", container)
        podman("network", "rm", "--force", f"{self.name}_default", check=False)


def new_runner(folder):
    """podman-compose as PyPI has it."""
    home = folder / "podman-compose"
    subprocess.run(["python3", "-m", "venv", home], check=True)
    done = subprocess.run([home / "bin/pip", "install", "-q", "podman-compose==1.6.0"], capture_output=True, text=True)
    if done.returncode != 0:
        missing("podman-compose 1.6.0 cannot be installed: " + done.stderr)
    return home / "bin/podman-compose"


@pytest.fixture(scope="session", params=["Debian's podman-compose", "podman-compose 1.6.0"])
def runner(request, tmp_path_factory):
    if request.param == "podman-compose 1.6.0":
        return new_runner(tmp_path_factory.mktemp("runner"))
    if not shutil.which("podman-compose"):
        missing("no podman-compose: apt-get install podman-compose")
    return "podman-compose"


@pytest.fixture(scope="session")
def images():
    for image, how in ((IMAGE, "scripts/image"), (POSTGRES, "podman build -t " + POSTGRES + " test/compose/postgres")):
        if podman("image", "exists", image, check=False).returncode != 0:
            missing(f"no image {image}: {how}")


@pytest.fixture
def project(tmp_path, runner, images):
    made = Project(tmp_path, runner)
    yield made
    made.remove()
