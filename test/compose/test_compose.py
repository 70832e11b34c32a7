"""A team's migrate service: what it does, and what stops when it fails."""
import concurrent.futures
import time

import pytest
from compose_project import podman
from conftest import BROKEN, DOCKER, NEW, OLD, under, until


def applied(project):
    return project.ask("SELECT version_id FROM goose_db_version ORDER BY id")


def test_from_clean_again_and_back(project):
    done = project.up()
    assert done.returncode == 0, done
    assert "gander: successfully migrated database to version: 2" in done.stdout
    until(lambda: "(1 row)" in project.log("app"), what="the application does not get its table")
    done = project.up()
    assert done.returncode == 0 and "no migrations to run. current version: 2" in done.stdout, done
    assert applied(project) == ["0", "1", "2"]
    assert project.gander("down").returncode == 0
    assert applied(project) == ["0", "1"]


def test_a_broken_migration_stops_the_bring_up(project):
    project.write("00003_twice.sql", BROKEN)
    done = project.up()
    assert done.returncode == 1, done
    assert "/migrations/00003_twice.sql:3:1" in done.stderr and 'relation "twice" already exists' in done.stderr
    assert "the migrations failed: exit code 1" in done.stderr
    assert applied(project) == ["0", "1", "2"]
    assert project.containers("app") == []


@under(OLD, DOCKER)
def test_only_this_run_counts(project):
    """Not that of a container somebody has run by hand, nor that of an earlier try."""
    assert project.up().returncode == 0
    project.compose("run", "-T", "migrate", "-dir", "/migrations", "version")
    project.write("00003_twice.sql", BROKEN)
    done = project.up()
    assert done.returncode == 1 and "00003_twice.sql:3:1" in done.stderr, done
    assert project.containers("app") == []
    project.write("00003_twice.sql", BROKEN.replace("CREATE TABLE twice (a int);\n", "", 1))
    done = project.up()
    assert done.returncode == 0 and "to version: 3" in done.stdout and "failed" not in done.stderr, done


def test_what_is_mended_in_compose_yaml_counts(plain):
    plain.change("slm_user:test_password@", "slm_user:tset_password@")
    done = plain.up()
    assert done.returncode == 1 and "password authentication failed" in done.stderr, done
    plain.change("slm_user:tset_password@", "slm_user:test_password@")
    done = plain.up()
    assert done.returncode == 0 and "to version: 2" in done.stdout and "password" not in done.stderr, done


def test_two_projects_in_one_folder(plain):
    """Each has its own database and looks at its own run."""
    assert plain.up().returncode == 0
    plain.write("00003_twice.sql", BROKEN)
    other = plain.beside()
    try:
        assert other.up().returncode == 1
        assert other.containers("app") == [] and len(plain.containers("app")) == 1
    finally:
        other.remove()


def test_an_image_that_is_not_there(plain):
    plain.environment["GANDER_IMAGE"] = "localhost/nowhere:1"
    done = plain.up()
    assert done.returncode != 0 and "the service migrate was not created" in done.stderr, done


def test_a_database_that_comes_late(plain):
    plain.change("POSTGRES_USER: slm_user", "POSTGRES_USER: slm_user\n      START_DELAY: 10")
    done = plain.up()
    assert done.returncode == 0, done
    assert "waiting up to 30s" in done.stderr and applied(plain) == ["0", "1", "2"]


def test_three_at_once_and_goose_by_name(plain):
    for version in range(3, 40):
        plain.write(f"{version:05}_more.sql", f"-- +goose Up\nCREATE TABLE more{version} (a int);\n")
    assert plain.compose("up", "-d", "postgres").returncode == 0
    here = plain.by_address("postgres")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        ends = list(pool.map(lambda _: plain.gander("up", options=here), range(3)))
    assert [each.returncode for each in ends] == [0, 0, 0], ends
    assert applied(plain) == [str(version) for version in range(40)]
    status = plain.gander("status", entrypoint="goose")
    assert status.returncode == 0 and "00039_more.sql" in status.stderr and "Pending" not in status.stderr


def test_the_command_may_name_goose(plain):
    """As services have it whose image was without an entry point."""
    plain.change('command: ["-dir"', 'command: ["goose", "-dir"')
    done = plain.up()
    assert done.returncode == 0 and "goose: successfully migrated database to version: 2" in done.stdout + done.stderr, done


@pytest.mark.parametrize("runner", [OLD, NEW], indirect=True)
def test_an_application_that_protects_itself(project):
    """The condition does not hold it back under these; the gate does."""
    project.write("00003_twice.sql", BROKEN)
    both = ["-f", "compose.yaml", "-f", "compose.gated.yaml"]
    project.build_application()
    assert project.compose(*both, "up", "-d", "postgres").returncode == 0
    project.name_the_address("postgres")
    project.compose(*both, "up", "-d", "--no-deps", "migrate", "app")
    (migrate,) = project.containers("migrate")
    assert podman("wait", migrate).stdout.strip() == "1"
    waits = "waiting for 1 migration of /migrations: the next is 00003_twice.sql"
    until(lambda: waits in project.log("app"), what="the gate does not say what it waits for")
    assert "count" not in project.log("app")
    project.write("00003_twice.sql", BROKEN.replace("CREATE TABLE twice (a int);\n", "", 1))
    assert project.gander("up").returncode == 0
    # What psql does then is not looked at: podman 4.3's name server may be making its list anew, for `up` has just left.
    until(lambda: "the schema has all migrations of /migrations" in project.log("app"), what="the gate does not open")


def test_stop_in_the_middle(plain):
    plain.write("00003_slow.sql", "-- +goose Up\nSELECT pg_sleep(60);\n")
    assert plain.compose("up", "-d", "postgres").returncode == 0
    plain.compose("up", "-d", "--no-deps", "migrate")
    (container,) = plain.containers("migrate")
    running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND state = 'active'"
    until(lambda: plain.ask(running) == ["1"], what="it does not get there")
    began = time.monotonic()
    podman("stop", container)
    assert podman("wait", container).stdout.strip() == "143"
    assert time.monotonic() - began < 1.5  # half a second is podman's own
    assert plain.ask(running) == ["0"] and applied(plain) == ["0", "1", "2"]
