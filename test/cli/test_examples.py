"""examples/adopt: each patch applies to its neutral file, what it makes works, and the README counts right. With the Go
file that takes the place of the fourth."""
import os
import re
import shlex
import shutil
import subprocess
import urllib.parse

import psycopg2
import pytest
import yaml

from conftest import BIN, ROOT, WORKER
from needed import program
from suites import BEFORE, DROP_IN, go_program

ADOPT = ROOT / "examples/adopt"
FILES = ("compose.yaml", "migration-job.yaml", "Containerfile")
OWNER, READER = "adopt_owner_" + WORKER, "adopt_reader_" + WORKER
PASSWORD = "a@b/c#d'e%f\\g h"
SLIP = "-- +goose Up\nCREATE TABLE t3 (a int);\nALTER TABLE t4 ADD COLUMN b int;\n"
GRANT = f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER};"


class Server:
    """A database with nothing in it, that belongs to a role with a password which no quoting survives by luck."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.url = url
        self.place = {"PGHOST": parts.hostname, "PGPORT": str(parts.port), "PGDATABASE": parts.path[1:]}
        self.owner = {**self.place, "PGUSER": OWNER, "PGPASSWORD": PASSWORD}

    def ask(self, sql, *values):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            rows = cursor.fetchall() if cursor.description else None
        connection.close()
        return rows

    def versions(self):
        (found,) = self.ask("SELECT to_regclass('goose_db_version')")
        if found == (None,):
            return None
        return [version for (version,) in self.ask("SELECT version_id FROM goose_db_version WHERE version_id > 0 ORDER BY id")]

    def reader_may_read(self, table):
        return self.ask("SELECT has_table_privilege(%s, %s, 'SELECT')", READER, table) == [(True,)]


@pytest.fixture
def server(database):
    made = Server(database)
    remove = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO public;" + "".join(f"DROP ROLE IF EXISTS {role};" for role in (OWNER, READER))
    made.ask(remove)
    made.ask(f"CREATE ROLE {READER}")
    made.ask(f"CREATE ROLE {OWNER} LOGIN PASSWORD %s IN ROLE needs_password", PASSWORD)
    made.ask(f"ALTER SCHEMA public OWNER TO {OWNER}")
    yield made
    made.ask(remove)


def before(name):
    return (ADOPT / "before" / name).read_text()


@pytest.fixture
def after(tmp_path):
    """What a patch makes of a copy."""

    def patched(name):
        folder = tmp_path / "patched"
        folder.mkdir(exist_ok=True)
        shutil.copy(ADOPT / "before" / name, folder)
        done = subprocess.run(["git", "apply", "-p1", ADOPT / f"{name}.patch"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return (folder / name).read_text()

    return patched


def counts(name):
    """The lines that a patch removes and adds; its first two lines are names."""
    signs = [line[:1] for line in (ADOPT / f"{name}.patch").read_text().splitlines()[2:]]
    return signs.count("-"), signs.count("+")


def test_the_readme_counts_right():
    rows = re.findall(r"^\| \[(\S+)\]\(before/\1\) \| \[(\d+) out, (\d+) in\]\(\1\.patch\) \|", (ADOPT / "README.md").read_text(), re.M)
    assert {name: (int(out), int(into)) for name, out, into in rows} == {name: counts(name) for name in FILES}
    assert {path.name for path in (ADOPT / "before").iterdir()} == {*FILES, BEFORE.name}


# compose.yaml


def services(text):
    return yaml.safe_load(text)["services"]


def test_in_compose_only_the_service_that_migrates_changes(after):
    new, old = services(after("compose.yaml")), services(before("compose.yaml"))
    example = services((ROOT / "examples/compose/compose.yaml").read_text())["migrate"]
    example["image"] = re.fullmatch(r"\$\{\w+:-(.*)\}", example["image"]).group(1)
    migrate = new.pop("migrate")
    assert migrate.pop("depends_on") == old.pop("migrate")["depends_on"]
    del example["depends_on"]
    assert (migrate, new) == (example, old)


def in_folder(shell, words):
    """With the container's folders where they are here."""
    here = {"migrations": shell.folder / "m", "after": shell.folder / "after"}
    return [re.sub(r"(?<!\w)/(migrations|after)\b", lambda found: str(here[found[1]]), word) for word in words]


def sh(shell, script, **environment):
    (script,) = in_folder(shell, [script])
    return subprocess.run(["sh", "-c", script], env={**shell.environment, **environment}, capture_output=True, text=True, timeout=60)


def test_the_loop_hides_a_failure_and_its_successor_does_not(three, server, after):
    three.write("m/00003_t3.sql", SLIP)
    (loop,) = services(before("compose.yaml"))["migrate"]["command"]
    for error in ('relation "t4" does not exist', 'relation "t3" already exists'):
        done = sh(three, loop.replace("$$", "$"), **server.owner)
        assert done.returncode == 0 and done.stdout.endswith("Migrations complete!\n") and error in done.stderr, done
    assert server.versions() is None
    server.ask(f"DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION {OWNER}")

    done = three.gander(*in_folder(three, services(after("compose.yaml"))["migrate"]["command"]), GOOSE_DRIVER="postgres", **server.owner)
    assert done.code == 1 and '00003_t3.sql:3:1: ERROR: relation "t4" does not exist' in done.err, done
    assert server.versions() == [1, 2]


# migrations.go, which another file replaces


@pytest.fixture
def suite(three, server, tmp_path):
    """Calls what examples/go-ginkgo has as a suite does, on the database that PGHOST and PGPORT name."""
    values = {"PostgresUser": OWNER, "PostgresPassword": PASSWORD, "PostgresDB": server.place["PGDATABASE"]}
    program = go_program(tmp_path / "suite", DROP_IN, **values)
    place = {**server.place, "GANDER_BIN": str(BIN / "gander"), "MIGRATIONS": str(three.folder / "m")}

    def call(verb, *tables, **environment):
        words = [program, verb, "", "", *tables]
        return subprocess.run(words, env={**three.environment, **place, **environment}, capture_output=True, text=True, timeout=60)

    return call


def test_what_the_suite_calls_before_is_a_go_file(tmp_path):
    go_program(tmp_path / "suite", BEFORE)


def test_the_drop_in_is_of_the_standard_library_and_short():
    text = DROP_IN.read_text()
    assert text.count("\n") < 250 and "." not in re.search(r"import \((.*?)\)", text, re.S)[1]
    assert text.startswith("// Package infrastructure") and "exec.Command" in text


def test_the_suite_applies_and_verifies(suite, three, server):
    first, again = suite("apply"), suite("apply", DATABASE_URL="postgres://nobody@localhost/none", GOOSE_DBSTRING="x.db", GOOSE_DRIVER="sqlite3")
    assert (first.returncode, again.returncode) == (0, 0), (first, again)
    assert "applied " in first.stdout and "00003_t3.sql" in first.stdout and again.stdout == ""
    assert suite("verify").returncode == 0 and suite("verify", "t1", "t3").stdout == "found all 2\n"
    three.table(4)
    behind, lacking = suite("verify"), suite("verify", "t1", "t4")
    assert behind.returncode == 3 and "00004_t4.sql: version 4 is not applied" in behind.stderr, behind
    assert lacking.returncode == 3 and "table t4 is not there" in lacking.stderr and "table t1" not in lacking.stderr
    assert all(each.stderr.startswith("plain\n") for each in (behind, lacking))


def test_a_connection_string_in_a_file_does_not_count(suite, three, server):
    elsewhere = str(three.write("dbstring", "postgres://nobody@localhost:1/none\n"))
    for name in ("GANDER_DBSTRING_FILE", "GOOSE_DBSTRING_FILE"):
        done = suite("apply", **{name: elsewhere})
        assert done.returncode == 0, done
    assert server.versions() == [1, 2, 3]


def test_the_suite_applies_a_part_and_the_rest_later(suite, three, server):
    three.write("m/sets.yaml", "audit: [t2]\n")
    part = suite("audit")
    assert part.returncode == 0 and server.versions() == [2], part
    assert "left out" in part.stdout and "00003_t3.sql: " in part.stdout
    assert suite("tables", "t3").returncode == 0 and server.versions() == [2, 3]
    assert suite("apply").returncode == 0 and server.versions() == [2, 3, 1]
    nowhere = suite("tables", "t9")
    assert nowhere.returncode == 3 and nowhere.stderr.startswith("plain\n") and "table t9" in nowhere.stderr, nowhere


def test_the_suite_discovers(suite, three):
    assert suite("discover").stdout.split() == ["00001_t1.sql", "00002_t2.sql", "00003_t3.sql"]
    three.table(3, "again")
    twice = suite("discover")
    assert twice.returncode == 3 and "duplicate version 3" in twice.stderr, twice


def test_the_suite_hears_of_a_failure(suite, three, server):
    slip = three.write("m/00003_t3.sql", SLIP)
    failed = suite("apply")
    told = 'ERROR: relation "t4" does not exist (SQLSTATE 42P01)'
    assert failed.returncode == 3 and failed.stderr.startswith(f"MigrationFailed {slip} 3 {told}\nof test apply\n"), failed
    assert f"the suite sees: gander test apply: {slip}:3:1: {told}" in failed.stderr and PASSWORD not in failed.stderr
    assert server.versions() == [1, 2]
    slip.write_text("-- +goose Up\nCREATE TABLE t3 (a int)\n")
    unread = suite("apply")
    assert unread.returncode == 3 and unread.stderr.startswith(f"MigrationFailed {slip} 2 "), unread


def test_the_suite_hears_that_no_server_is_there(suite):
    for verb in ("apply", "verify"):
        done = suite(verb, PGPORT="1")
        assert done.returncode == 3 and done.stderr.startswith(f"PostgresNotReady of test {verb}\n"), done
    nothing = suite("apply", GANDER_BIN="/nowhere/gander")
    assert nothing.returncode == 3 and "/nowhere/gander: no such file" in nothing.stderr and "GANDER_BIN says where" in nothing.stderr


@pytest.mark.parametrize("script", ("echo '{}'", "echo Usage:", "echo Usage:; exit 1"))
def test_the_suite_takes_no_other_program_s_word(suite, three, script):
    other = three.write("other", f"#!/bin/sh\n{script}\n")
    other.chmod(0o755)
    for verb in ("apply", "verify", "discover"):
        done = suite(verb, GANDER_BIN=str(other))
        assert done.returncode == 3 and done.stderr.startswith("plain\n"), done
        assert ("no report of gander's" if "exit" not in script else "exit status 1\nUsage:") in done.stderr, done


def test_the_suite_hears_of_what_is_not_the_file_s_fault(suite, three, server):
    """docs/testing.md has the table; test/testing/errors_test.cpp asks the same of C++."""
    busy = three.write("m/00003_t3.sql", "-- +goose Up\n-- +goose StatementBegin\nDO $$ BEGIN RAISE lock_not_available; END $$;\n-- +goose StatementEnd\n")
    for text in (busy.read_text(), "-- +goose Up\nSELECT 1;\nSELECT pg_terminate_backend(pg_backend_pid());\n"):
        busy.write_text(text)
        done = suite("apply")
        assert done.returncode == 3 and done.stderr.startswith(f"MigrationFailed {busy} 3 "), done
        assert "\nof test apply\nretryable\n" in done.stderr, done
    server.ask(f"ALTER ROLE {OWNER} PASSWORD 'another'")
    for verb in ("apply", "verify"):
        refused = suite(verb)
        assert refused.returncode == 3 and refused.stderr.startswith("plain\n") and "password authentication failed" in refused.stderr, refused


def test_the_suite_hears_the_hint(suite, three, server):
    slip = three.write("m/00003_t3.sql", "-- +goose Up\nALTER TABLE t1 ADD name text;\nSELECT nam FROM t1;\n")
    failed = suite("apply")
    assert failed.returncode == 3 and f"the suite sees: gander test apply: {slip}:3:8: ERROR: column" in failed.stderr, failed
    assert 'hint: Perhaps you meant to reference the column "t1.name"' in failed.stderr, failed


def test_the_suite_s_context_ends_what_the_server_is_at(suite, three, server):
    three.write("m/00004_t4.sql", "-- +goose Up\nSELECT pg_sleep(300);\n")
    late = suite("apply", LIMIT="2s")
    assert late.returncode == 3 and late.stderr.startswith("DeadlineExceeded\n") and "SIGTERM" in late.stderr, late
    caused = suite("apply", LIMIT="2s", CAUSE="the node's time is over")
    assert caused.stderr.startswith("DeadlineExceeded\n") and "deadline exceeded: the node's time is over\n" in caused.stderr, caused
    assert suite("apply", LIMIT="1ns").stderr.startswith("DeadlineExceeded\n")
    assert server.ask("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'") == []


# migration-job.yaml

VALUES = {
    ".Release.Name": "shop",
    ".Values.postgresql.host": "postgresql",
    ".Values.postgresql.image": "postgres",
    ".Values.migrations.image": "localhost/gander:dev",
    ".Values.migrations.reader": READER,
}


def rendered(text):
    """Helm's part is names in braces and nothing else."""
    return list(yaml.safe_load_all(re.sub(r"\{\{ (\S+) \}\}", lambda found: VALUES[found[1]], text)))


def pod(documents):
    return documents[0]["spec"]["template"]["spec"]


def test_the_hook_job_keeps_its_variables_and_needs_no_shell(after):
    old, new = rendered(before("migration-job.yaml")), rendered(after("migration-job.yaml"))
    (old_container,), (container,) = pod(old)["containers"], pod(new)["containers"]
    assert container["env"] == old_container["env"] and container["image"] == old_container["image"]
    assert container["args"] == ["-dir", "/migrations", "--wait=2m", "--after=/after/grants.sql", "up"]
    assert "command" not in container and "initContainers" not in pod(new)
    job, grants = new
    assert "hook-succeeded" not in job["metadata"]["annotations"]["helm.sh/hook-delete-policy"]
    assert {each["mountPath"]: each["name"] for each in container["volumeMounts"]} == {"/migrations": "migrations", "/after": "after"}
    assert {each["name"]: each["configMap"]["name"] for each in pod(new)["volumes"]}["after"] == grants["metadata"]["name"]
    assert "annotations" not in grants["metadata"], "it is there before the hook"


@pytest.fixture(scope="session")
def goose():
    return program("goose")


def test_the_hook_job_does_what_its_shell_did(three, server, after, goose):
    """With a plain password; with a difficult one the shell's connection string is another."""
    script = pod(rendered(before("migration-job.yaml")))["containers"][0]["args"][0]
    path = f"{os.path.dirname(goose)}:{os.environ['PATH']}"
    assert sh(three, script, PATH=path, **server.owner).returncode == 1 and server.versions() is None
    server.ask(f"ALTER ROLE {OWNER} PASSWORD 'plain'")
    done = sh(three, script, PATH=path, **{**server.owner, "PGPASSWORD": "plain"})
    assert done.returncode == 0 and server.reader_may_read("t3"), done
    broken = SLIP.replace("t3", "t5").replace("t4", "t6")
    slip = three.write("m/00004_t4.sql", broken)
    assert sh(three, script, PATH=path, **{**server.owner, "PGPASSWORD": "plain"}).returncode == 1
    slip.unlink()

    server.ask(f"DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION {OWNER}; ALTER ROLE {OWNER} PASSWORD %s", PASSWORD)
    job, grants = rendered(after("migration-job.yaml"))
    for name, text in grants["data"].items():
        three.write(f"after/{name}", text)
    words = in_folder(three, pod([job])["containers"][0]["args"])
    for _ in range(2):
        done = three.gander(*words, **server.owner)
        assert done.code == 0 and server.reader_may_read("t3"), done
        server.ask(f"REVOKE ALL ON t3 FROM {READER}")
    assert server.versions() == [1, 2, 3]
    slip.write_text(broken)
    failed = three.gander(*words, **server.owner)
    assert failed.code == 1 and "00004_t4.sql:3:1" in failed.err and not server.reader_may_read("t3"), failed


# Containerfile


def test_the_image_s_settings_do_what_its_shell_did(three, server, after):
    """test/image builds it."""
    text = after("Containerfile")
    (settings,) = re.findall(r"^ENV (.*)$", text, re.M)
    (command,) = re.findall(r"^CMD (.*)$", text, re.M)
    variables = dict(word.split("=", 1) for word in in_folder(three, shlex.split(settings)))
    three.write("m/after/grants.sql", GRANT)
    url = f"postgres://{OWNER}:{urllib.parse.quote(PASSWORD, safe='')}@{server.place['PGHOST']}:{server.place['PGPORT']}/{server.place['PGDATABASE']}"
    done = three.gander(*yaml.safe_load(command), GOOSE_MIGRATION_DIR=str(three.folder / "m"), GOOSE_DBSTRING=url, **variables)
    assert done.code == 0 and server.versions() == [1, 2, 3] and server.reader_may_read("t3"), done
