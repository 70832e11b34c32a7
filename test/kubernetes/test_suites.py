"""examples/go-ginkgo and examples/pytest on a database in the cluster, with nothing but what is in them."""
import os

import pytest
from cluster import GANDER, IMAGE, POSTGRES, ROOT, Namespace, call
from suites import DROP_IN, ginkgo, go_program, pytest_suite

IMAGES = f"--image {IMAGE} --image-pull-policy IfNotPresent --pg-image {POSTGRES}"


@pytest.fixture
def space(cluster):
    made = Namespace("baseline")
    yield made
    made.remove()


def environment(space):
    return {"NAMESPACE": space.name, "KUBECONFIG": os.environ["KUBECONFIG"], "GANDER_BIN": GANDER}


def test_a_ginkgo_suite_with_four_processes_deploys_and_verifies(space):
    done = ginkgo(**environment(space), DEPLOY_FLAGS=IMAGES)
    assert done.returncode == 0 and "Running in parallel across 4 processes" in done.stdout, done.stdout + done.stderr
    assert "8 Passed" in done.stdout and space.get("deployment", "postgresql")["status"]["readyReplicas"] == 1


def test_a_pytest_suite_with_four_workers(space):
    """The template is made once, and each worker's copy is gone at the end."""
    folder = ROOT / "examples/compose/migrations"
    space.environment = {"PGPASSWORD": "a/b c"}
    space.kube("deploy-postgres", "-dir", folder, *IMAGES.split())
    done = pytest_suite(**environment(space), **space.environment, GOOSE_MIGRATION_DIR=str(folder))
    assert done.returncode == 0 and "12 passed" in done.stdout, done.stdout + done.stderr
    psql = """PGPASSWORD="$POSTGRES_PASSWORD" psql -XqtA -h 127.0.0.1 -U slm_user -d action_history"""
    query = "SELECT datname FROM pg_database WHERE datname LIKE 'gander%'"
    (left,) = space.kubectl("exec", "-i", "deployment/postgresql", "-c", "postgresql", "--", "sh", "-c", psql, stdin=query).stdout.split()
    assert left.startswith("gander_template_")


def test_a_suite_hears_where_a_deployed_migration_is_broken(space, migrations, tmp_path):
    """By the name that the file has here; and of an image that is not there that PostgreSQL is not ready."""
    migrations.write(3, "SELECT 1;\nSELECT * FROM nowhere;")
    program = go_program(tmp_path / "suite", DROP_IN)
    variables = {"GANDER_BIN": GANDER, "MIGRATIONS": str(migrations)}

    def deploy(flags):
        return call(program, "deploy", space.name, os.environ["KUBECONFIG"], environment={**variables, "DEPLOY_FLAGS": flags}, check=False)

    failed = deploy(IMAGES)
    assert failed.returncode == 3 and f"MigrationFailed {migrations}/00003_m3.sql 3 ERROR: " in failed.stderr, failed
    stuck = deploy(IMAGES.replace(POSTGRES, "localhost/nowhere:1") + " --name other --start-timeout 3s")
    assert stuck.returncode == 3 and "PostgresNotReady of kube\n" in stuck.stderr and "localhost/nowhere:1" in stuck.stderr, stuck
