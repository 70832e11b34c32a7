"""What becomes of depends_on under each runner, as docs/compose.md has it in a table, and the fixture of examples/compose."""
import sys
import threading

import pytest
from compose_project import ROOT, podman
from conftest import BROKEN, DOCKER, NEW, OLD, RUNNERS, under, until

HEALTH = """
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U slm_user -d action_history"]
      interval: 1s
      retries: 30"""


def row(name):
    for line in (ROOT / "docs/compose.md").read_text().splitlines():
        if line.startswith((f"| {name} |", f"| {name}, on podman's API |")):
            return [cell.strip() for cell in line.split("|")][2:-1]
    raise AssertionError(f"no row {name}")


def application(project):
    """When it starts: after the migrations, at once, or never."""
    podman("wait", *project.containers("migrate"))
    times = {}
    for service, what in (("migrate", "FinishedAt"), ("app", "StartedAt")):
        for each in project.containers(service):
            text = podman("inspect", each, "--format", "{{.State." + what + ".Unix}}").stdout
            times[service] = max(int(text), times.get(service, 0))
    if times.get("app", 0) <= 0:
        return "never"
    return "after them" if times["app"] >= times["migrate"] else "at once"


ALONE = ", migrate without depends_on"
SHAPES = [(name, shape) for name in RUNNERS for shape in ("", ALONE) if not shape or name == NEW]
of_each_shape = pytest.mark.parametrize("runner, shape", SHAPES, indirect=["runner"])


def prepare(project, shape):
    project.change("POSTGRES_USER: slm_user", "POSTGRES_USER: slm_user\n      START_DELAY: 3")
    if shape == ALONE:
        project.change("    depends_on:\n      postgres: {condition: service_started} # it waits for the database itself\n", "")


@of_each_shape
def test_what_the_condition_does(project, runner, shape):
    prepare(project, shape)
    project.compose("up", "-d")
    seen = application(project)
    assert "to version: 2" in project.log("migrate")
    assert seen == row(runner["NAME"] + shape)[0]


@of_each_shape
def test_what_the_condition_does_when_the_migrations_fail(project, runner, shape):
    prepare(project, shape)
    project.write("00003_twice.sql", BROKEN)
    up = project.compose("up", "-d")
    app = application(project)
    assert "the run has failed" in project.log("migrate")
    ran = project.compose("run", "--rm", "migrate")
    assert [app, "0" if up.returncode == 0 else "1", str(ran.returncode)] == row(runner["NAME"] + shape)[1:]


@under(NEW, DOCKER)
def test_a_health_check_may_stay(project, runner):
    project.change("POSTGRES_DB: action_history\n", f"POSTGRES_DB: action_history{HEALTH}\n")
    project.change("service_started", "service_healthy")
    over = threading.Event()

    def timers():  # which are systemd's, where there is one
        while not over.wait(0.5):
            for container in project.containers("postgres"):
                podman("healthcheck", "run", container, check=False)

    thread = threading.Thread(target=timers)
    thread.start()
    try:
        done = project.compose("up", "-d")
        until(lambda: project.containers("migrate") and "to version: 2" in project.log("migrate"), what=done.stderr)
    finally:
        over.set()
        thread.join()


def suite(project):
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    return project.call(*words)


def everything():
    """The names of what there is: containers, networks, volumes."""
    return [set(podman(*words).stdout.split()) for words in (["ps", "-aq"], ["network", "ls", "-q"], ["volume", "ls", "-q"])]


@under(OLD)
def test_the_fixture_leaves_nothing_behind_and_a_developer_s_stack_alone(project):
    assert project.up().returncode == 0
    before = everything()
    done = suite(project)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout
    assert everything() == before
    assert project.ask("SELECT count(*) FROM action_traces") == ["0"]


@under(NEW)
def test_the_fixture_is_loud(project):
    project.write("00003_twice.sql", BROKEN)
    done = suite(project)
    assert done.returncode == 1, done.stdout
    assert "the migrations failed: exit code 1" in done.stdout and "/migrations/00003_twice.sql:3:1: ERROR" in done.stdout


def test_the_fixture_without_a_runner(plain):
    plain.environment["COMPOSE"] = "no-such-compose"
    done = suite(plain)
    assert done.returncode == 1 and "no-such-compose is not installed" in done.stdout, done.stdout
