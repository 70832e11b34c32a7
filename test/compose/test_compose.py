"""A team's migrate service: what it does, and what stops when it fails."""
import concurrent.futures
import signal
import time

from conftest import podman, until

BROKEN = "-- +goose Up\nCREATE TABLE twice (a int);\nCREATE TABLE twice (a int);\n"


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


def test_a_database_that_comes_late(project):
    project.change("POSTGRES_USER: slm_user", "POSTGRES_USER: slm_user\n      START_DELAY: 10")
    done = project.up()
    assert done.returncode == 0, done
    assert "waiting up to 30s" in done.stderr and applied(project) == ["0", "1", "2"]


def test_three_at_once_and_goose_by_name(project):
    for version in range(3, 40):
        project.write(f"{version:05}_more.sql", f"-- +goose Up\nCREATE TABLE more{version} (a int);\n")
    assert project.compose("up", "-d", "postgres").returncode == 0
    with concurrent.futures.ThreadPoolExecutor() as pool:
        ends = list(pool.map(lambda _: project.gander("up"), range(3)))
    assert [each.returncode for each in ends] == [0, 0, 0], ends
    assert applied(project) == [str(version) for version in range(40)]
    status = project.gander("status", entrypoint="goose")
    assert status.returncode == 0 and "00039_more.sql" in status.stderr and "Pending" not in status.stderr


def test_stop_in_the_middle(project):
    project.write("00003_slow.sql", "-- +goose Up\nSELECT pg_sleep(60);\n")
    assert project.compose("up", "-d", "postgres").returncode == 0
    project.compose("up", "-d", "--no-deps", "migrate")
    (container,) = project.containers("migrate")
    running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND state = 'active'"
    until(lambda: project.ask(running) == ["1"], what="it does not get there")
    began = time.monotonic()
    podman("kill", "--signal", signal.SIGTERM.name, container)
    assert podman("wait", container).stdout.strip() == "143"
    assert time.monotonic() - began < 3  # of podman's own
    assert project.ask(running) == ["0"] and applied(project) == ["0", "1", "2"]
