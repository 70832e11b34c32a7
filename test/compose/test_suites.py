"""examples/go-ginkgo and examples/pytest on a database in a container, and gander in one too."""
import shlex
import uuid

import pytest
from compose_project import IMAGE, POSTGRES, ROOT, podman
from conftest import until
from suites import ginkgo, pytest_suite


@pytest.fixture(scope="module")
def port(images):
    """Where the database that suites name unless they say otherwise is reached from here."""
    name = "gander" + uuid.uuid4().hex[:8]
    variables = ("-e", "POSTGRES_USER=slm_user", "-e", "POSTGRES_PASSWORD=test_password", "-e", "POSTGRES_DB=action_history")
    podman("run", "-d", "--name", name, "-p", "127.0.0.1::5432", *variables, POSTGRES)
    psql = ("psql", "-h", "127.0.0.1", "-U", "slm_user", "-d", "action_history", "-c", "SELECT 1")
    until(lambda: podman("exec", "-e", "PGPASSWORD=test_password", name, *psql, check=False).returncode == 0, what="no database")
    yield podman("port", name, "5432").stdout.strip().rpartition(":")[2]
    podman("rm", "--force", "--volumes", "--time", "0", name)


def test_a_pytest_suite_with_four_workers_and_no_gander_but_the_image(port):
    url = f"postgres://slm_user:test_password@127.0.0.1:{port}/action_history?sslmode=disable"
    folder = ROOT / "examples/compose/migrations"
    done = pytest_suite(DATABASE_URL=url, GOOSE_MIGRATION_DIR=str(folder), GANDER_IMAGE=IMAGE, PATH="/usr/bin:/bin")
    assert done.returncode == 0 and "12 passed" in done.stdout, done.stdout + done.stderr


def test_a_ginkgo_suite_with_four_processes_and_no_gander_but_the_image(port, tmp_path):
    """GANDER_BIN is a script of one command. Files are where they are here, in the container too, and read by whoever
    made them: a suite's temporary folder is nobody else's."""
    variables = ("GOOSE_MIGRATION_DIR", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE")
    passed = [word for name in variables for word in ("-e", name)]
    folders = ["-v", "/tmp:/tmp:ro", "-v", f"{ROOT}:{ROOT}:ro", "-w", ROOT / "examples/go-ginkgo"]
    line = ["exec", "podman", "run", "--rm", "--network=host", "--user=0", *folders, *passed, IMAGE]
    script = tmp_path / "gander"
    script.write_text("#!/bin/sh\n" + shlex.join(map(str, line)) + ' "$@"\n')
    script.chmod(0o755)
    done = ginkgo(GANDER_BIN=str(script), PGHOST="127.0.0.1", PGPORT=port)
    assert done.returncode == 0 and "8 Passed" in done.stdout, done.stdout + done.stderr
