"""examples/adopt/migrations.go before and after its patch, in a suite outside of the cluster."""
import os
import re
import shutil
import subprocess

import pytest
from cluster import GANDER, ROOT, call
from needed import missing

ADOPT = ROOT / "examples/adopt"


def go_program(folder, database):
    """test/suite with the file in the folder, on the test's own database."""
    path = folder / "migrations.go"
    text = path.read_text().replace("deployment/postgresql", "statefulset/postgresql")
    for name, value in (("postgresUser", database.name), ("postgresPassword", database.password), ("postgresDatabase", database.name)):
        text, changed = re.subn(rf'({name} += )".*"', rf'\1"{value}"', text)
        assert changed == 1
    path.unlink()
    shutil.copytree(ROOT / "test/suite", folder, dirs_exist_ok=True)
    (folder / "infrastructure").mkdir()
    (folder / "infrastructure/migrations.go").write_text(text)
    done = subprocess.run(["go", "build", "-o", "program", "."], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "program"


@pytest.fixture
def suites(tmp_path, database, migrations):
    """That from before the patch, and that from after it."""
    if not shutil.which("go"):
        missing("no Go: https://go.dev/dl")
    environment = {"GANDER_BIN": GANDER, "MIGRATIONS": str(migrations)}
    words = (database.server.namespace.name, os.environ["KUBECONFIG"])
    made = []
    for name in ("before", "after"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(ADOPT / "before/migrations.go", folder)
        if name == "after":
            subprocess.run(["git", "apply", "-p1", ADOPT / "migrations.go.patch"], cwd=folder, check=True)
        program = go_program(folder, database)
        made.append(lambda verb, program=program: call(program, verb, *words, environment=environment, check=False))
    return made


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
    assert failed.returncode == 3 and 'm3.sql:3:1: ERROR: relation "t4" does not exist' in failed.stderr, failed
    assert database.tables() == ["t1", "t2"] and database.versions() == [1, 2]
    assert after("verify").returncode == 3
    migrations.table(3)
    for verb in ("apply", "apply", "verify"):
        done = after(verb)
        assert done.returncode == 0, done
    assert database.versions() == [1, 2, 3]
    assert database.password not in failed.stdout + failed.stderr
