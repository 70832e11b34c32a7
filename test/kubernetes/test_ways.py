"""One folder in every way that there is, and by goose: the same schema, the same version table, and goose goes on after each."""
import contextlib
import difflib
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from cluster import GANDER, IMAGE, POSTGRES, Namespace, call
from compose_project import Project, from_debian, images_are_here, podman
from needed import ROOT, program
from place import Place, tunnel
from workload import Application

FOLDER = ROOT / "test/team_migrations"
LAST = len(list(FOLDER.glob("*.sql")))
OPTION_B = ("--image", IMAGE, "--image-pull-policy", "IfNotPresent", "--pg-image", POSTGRES)


class Ways:
    """What each needs, and how it is gone. All begin with an empty database."""

    def __init__(self, server, goose, folder, stack):
        self.server, self.goose, self.folder, self.stack = server, goose, folder, stack
        self.address = f"127.0.0.1:{stack.enter_context(tunnel(server.namespace, 'pod/postgresql-0'))}"

    def space(self, security):
        """A namespace that is gone with the test."""
        made = Namespace(security)
        self.stack.callback(made.remove)
        return made

    def empty(self):
        """A new one in the server that the cluster's ways share, and its URL for pods."""
        made = self.server.database()

        def beside(*words):
            return self.server.namespace.kubectl("exec", "postgresql-0", "--", *words).stdout

        return Place(made.name, made.password, made.name, self.address, beside), made.url

    def by_goose(self, *words):
        place, _ = self.empty()
        call(self.goose, "-dir", FOLDER, "postgres", place.url(), *words)
        return place

    def local(self):
        place, _ = self.empty()
        call(GANDER, "-dir", FOLDER, "postgres", place.url(), "up")
        return place

    def port_forward(self):
        place, url = self.empty()
        self.server.namespace.kube("port-forward", "--", "-dir", FOLDER, url, "up")
        return place

    def job(self):
        place, url = self.empty()
        space = self.space("restricted")
        space.secret("of-job", {"url": url})
        space.kube("up", "-dir", FOLDER, "--image", IMAGE, "--secret", "of-job/url")
        return place

    def init_container(self):
        place, url = self.empty()
        space = self.space("restricted")
        space.secret("of-pods", {"url": url})
        flags = ("--secret", "of-pods/url")
        space.apply(space.render(FOLDER, "up", what="config-map", flags=flags))
        application = Application(space)
        application.patch(space.render(FOLDER, "up", what="init-container", flags=flags), self.folder)
        application.scale(2)
        application.rolled_out()
        return place

    def option_b(self):
        space = self.space("baseline")
        space.environment = {"PGPASSWORD": "of-b"}
        space.kube("deploy-postgres", "-dir", FOLDER, *OPTION_B)

        def beside(*words):
            return space.kubectl("exec", "deployment/postgresql", "-c", "postgresql", "--", *words).stdout

        address = f"127.0.0.1:{self.stack.enter_context(tunnel(space, 'svc/postgresql'))}"
        return Place("slm_user", "of-b", "action_history", address, beside)

    def compose(self):
        project = Project(self.folder, from_debian())
        self.stack.callback(project.remove)
        shutil.rmtree(project.folder / "migrations")
        shutil.copytree(FOLDER, project.folder / "migrations")
        done = project.up()
        assert done.returncode == 0, done.stdout + done.stderr
        (container,) = project.containers("postgres")

        def beside(*words):
            return podman("exec", container, *words).stdout

        return Place("slm_user", "test_password", "action_history", f"{project.address('postgres')}:5432", beside)


def goose_goes_on(goose, place, migrated):
    """What it leaves when it has taken all of it back."""

    def run(*words):
        done = call(goose, "-dir", FOLDER, "postgres", place.url(), *words)
        return done.stdout + done.stderr

    call(GANDER, "test", "verify", "-dir", FOLDER, place.url())
    assert "Pending" not in run("status")
    assert f"no migrations to run. current version: {LAST}" in run("up")
    assert f"OK   {LAST:05}_" in run("down")
    assert place.versions() == migrated[1][:-1]
    assert f"OK   {LAST:05}_" in run("up")
    assert place.seen() == migrated
    run("down-to", "0")
    return place.seen()


def lacking():
    """What compose needs and is not here; under CI=true that is a failure."""
    try:
        images_are_here()
        from_debian()
    except pytest.skip.Exception as exception:
        return str(exception)


def the_same(expected, found):
    """Each of what was found, by the name of its way."""
    for way, (dump, versions) in found.items():
        differences = "\n".join(difflib.unified_diff(expected[0].splitlines(), dump.splitlines(), "goose", way, lineterm=""))
        assert not differences, differences
        assert versions == expected[1], way


def test_every_way_leads_to_the_same_and_goose_goes_on(server, tmp_path):
    goose, without_compose = program("goose"), lacking()
    with contextlib.ExitStack() as stack, ThreadPoolExecutor() as pool:
        ways = Ways(server, goose, tmp_path, stack)
        chosen = [ways.local, ways.port_forward, ways.job, ways.init_container, ways.option_b]
        chosen += [] if without_compose else [ways.compose]
        begun = {way.__name__: pool.submit(way) for way in chosen}
        migrated = ways.by_goose("up").seen()
        nothing = ways.by_goose("status").seen()  # an empty database with goose's table
        assert migrated[1] == [f"{version}|t" for version in range(LAST + 1)] and nothing[1] == ["0|t"]
        assert [migrated[0].count(f"\nCREATE {what} ") for what in ("EXTENSION", "FUNCTION", "TRIGGER", "TYPE")] == [2, 5, 4, 1]

        places = {name: each.result() for name, each in begun.items()}
        the_same(migrated, dict(zip(places, pool.map(Place.seen, places.values()), strict=True)))
        left = pool.map(lambda place: goose_goes_on(goose, place, migrated), places.values())
        the_same(nothing, dict(zip(places, left, strict=True)))
    if without_compose:
        pytest.skip("all but compose: " + without_compose)
