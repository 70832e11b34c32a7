"""examples/compose as a user has it, under podman, with the image that scripts/image builds and a PostgreSQL in a container."""
import copy
import json
import os
import pathlib
import shutil
import subprocess
import uuid

from needed import missing

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGE = os.environ.get("GANDER_TEST_IMAGE", "localhost/gander:dev")
POSTGRES = os.environ.get("GANDER_TEST_POSTGRES_IMAGE", "localhost/gander-test-postgres:15")

# That of compose.yaml.
URL = "postgres://slm_user:test_password@postgres:5432/action_history?sslmode=disable"


def podman(*words, check=True, timeout=120):
    done = subprocess.run(["podman", *map(str, words)], capture_output=True, text=True, timeout=timeout)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def images_are_here():
    if not shutil.which("podman"):
        missing("no podman: apt-get install podman")
    for image, how in ((IMAGE, "scripts/image"), (POSTGRES, "podman build -t " + POSTGRES + " test/compose/postgres")):
        if podman("image", "exists", image, check=False).returncode != 0:
            missing(f"no image {image}: {how}")


def from_debian(_=None):
    """The runner that Debian has."""
    if not shutil.which("podman-compose"):
        missing("no podman-compose: apt-get install podman-compose")
    return {"COMPOSE": "podman-compose"}


class Project:
    """A copy of examples/compose, as a user has it."""

    def __init__(self, folder, runner):
        self.name = "gander" + uuid.uuid4().hex[:8]
        self.folder = folder / self.name
        shutil.copytree(ROOT / "examples/compose", self.folder)
        (self.folder / "migrations").chmod(0o755)
        self.environment = {
            **os.environ,
            "COMPOSE_PROJECT_NAME": self.name,
            **runner,
            "POSTGRES_IMAGE": POSTGRES,
            "GANDER_IMAGE": IMAGE,
        }

    def beside(self):
        """Another project in the same folder."""
        other = copy.copy(self)
        other.name += "b"
        other.environment = {**self.environment, "COMPOSE_PROJECT_NAME": other.name}
        return other

    @property
    def network(self):
        return f"{self.name}_default"

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

    def build_application(self):
        self.environment["APP_IMAGE"] = "localhost/gander-test-application"
        words = ["--build-arg", f"GANDER={IMAGE}", "--build-arg", f"BASE={POSTGRES}", "-t", self.environment["APP_IMAGE"]]
        podman("build", *words, self.folder / "gated")

    def containers(self, service):
        labels = [f"label=com.docker.compose.project={self.name}", f"label=com.docker.compose.service={service}"]
        return podman("ps", "-aq", "--filter", labels[0], "--filter", labels[1]).stdout.split()

    def log(self, service):
        done = podman("logs", self.containers(service)[0])
        return done.stdout + done.stderr

    def address(self, service):
        networks = podman("inspect", self.containers(service)[0], "--format", "{{json .NetworkSettings.Networks}}").stdout
        return json.loads(networks)[self.network]["IPAddress"]

    def by_address(self, service):
        """Options with which a container knows another without podman 4.3's name server, which does not always answer each of
        several that start at once, nor while another leaves."""
        return ["--add-host", f"{service}:{self.address(service)}"]

    def name_the_address(self, service):
        """The same for services."""
        for file in self.folder.glob("compose*.yaml"):
            file.write_text(file.read_text().replace(f"@{service}:", f"@{self.address(service)}:"))

    def ask(self, sql):
        """The rows as words; none while the server is not up."""
        words = ["psql", "-h", "127.0.0.1", "-U", "slm_user", "-d", "action_history", "-tAc", sql]
        return podman("exec", "-e", "PGPASSWORD=test_password", self.containers("postgres")[0], *words, check=False).stdout.split()

    def gander(self, *words, entrypoint="gander", options=()):
        """Another run of the image in the project's network."""
        return podman(
            "run", "--rm", "--network", self.network, *options, "-v", f"{self.folder}/migrations:/migrations:ro",
            "-e", "GOOSE_DRIVER=postgres", "-e", f"GOOSE_DBSTRING={URL}", "--entrypoint", entrypoint, IMAGE, *words, check=False,
        )  # fmt: skip

    def remove(self):
        mine = f"label=com.docker.compose.project={self.name}"
        for container in reversed(podman("ps", "-aq", "--sort", "created", "--filter", mine).stdout.split()):
            podman("rm", "--force", "--volumes", "--time", "0", container)
        podman("pod", "rm", "--force", "--ignore", f"pod_{self.name}")
        podman("network", "rm", "--force", self.network, check=False)
