"""A suite's Go file before and after it is replaced (examples/adopt, examples/go-ginkgo), outside of the cluster."""
import os

import pytest
from cluster import GANDER, call
from suites import BEFORE, DROP_IN, go_program


@pytest.fixture
def suites(tmp_path, database, migrations):
    """That from before, and that from after it. The database is a StatefulSet's here."""
    environment = {"GANDER_BIN": GANDER, "MIGRATIONS": str(migrations)}
    words = (database.server.namespace.name, os.environ["KUBECONFIG"])
    values = {"PostgresUser": database.name, "PostgresPassword": database.password, "PostgresDB": database.name}
    old = tmp_path / "migrations.go"
    old.write_text(BEFORE.read_text().replace("deployment/", "statefulset/"))
    programs = (go_program(tmp_path / "before", old, **values), go_program(tmp_path / "after", DROP_IN, **values))
    return [lambda verb, program=program, **more: call(program, verb, *words, environment={**environment, **more}, check=False) for program in programs]


def test_a_suite_before_and_after(suites, database, migrations):
    """psql's errors pass; so does a second run, which finds everything there already. Nothing is recorded."""
    before, after = suites
    migrations.write(3, "CREATE TABLE t3 (id int);\nALTER TABLE t4 ADD COLUMN b int;")
    for said in ('relation "t4" does not exist', ""):
        done = before("apply")
        assert done.returncode == 0 and said in done.stdout, done
    assert database.tables() == ["t1", "t2", "t3"] and database.ask("SELECT to_regclass('goose_db_version') IS NULL") == ["t"]
    database.ask("DROP TABLE t1, t2, t3")

    failed = after("apply")
    assert failed.returncode == 3 and failed.stderr.splitlines()[-3].startswith(f"MigrationFailed {migrations}/00003_m3.sql 3 "), failed
    assert database.tables() == ["t1", "t2"] and database.versions() == [1, 2]
    assert after("verify").returncode == 3
    migrations.table(3)
    for verb in ("apply", "apply", "verify"):
        done = after(verb, DATABASE_URL="postgres://nobody@localhost/none", GOOSE_DBSTRING="postgres://nobody@localhost/none")
        assert done.returncode == 0, done
    assert database.versions() == [1, 2, 3]
    assert database.password not in failed.stdout + failed.stderr


def test_the_context_ends_what_the_server_is_at(suites, database, migrations):
    migrations.write(3, "SELECT pg_sleep(300);")
    late = suites[1]("apply", LIMIT="8s")
    assert late.returncode == 3 and "DeadlineExceeded\n" in late.stderr and "SIGTERM" in late.stderr, late
    assert database.at_work() == [] and database.versions() == [1, 2]
