"""gander in a real cluster: any one that KUBECONFIG names, with the images in it (scripts/test-kubernetes sees to that)."""
import os

import pytest
from needed import missing
from cluster import GANDER, Namespace, call
from postgres import Server


@pytest.fixture(scope="session")
def cluster():
    """One that somebody named on purpose: the current context of ~/.kube/config may be anybody's."""
    if not os.environ.get("KUBECONFIG"):
        missing("KUBECONFIG names no cluster: kind create cluster --kubeconfig k; export KUBECONFIG=$PWD/k")
    answer = call("kubectl", "get", "--raw", "/readyz", "--request-timeout=20s", check=False)
    if answer.returncode != 0:
        missing(f"no cluster answers at {os.environ['KUBECONFIG']}: kind create cluster\n{answer.stderr}")
    if not os.access(GANDER, os.X_OK):
        missing(f"no {GANDER}: scripts/test-kubernetes builds it; or GANDER_BIN_DIR")


@pytest.fixture(scope="session")
def server(cluster):
    """Shared by tests, each of which has a database of its own in it."""
    namespace = Namespace()
    yield Server(namespace).start().ready()
    namespace.remove()


@pytest.fixture
def database(server):
    return server.database()


def connected(database, security):
    namespace = Namespace(security)
    namespace.secret("postgres-secret", {"connection-string": database.url})
    return namespace


@pytest.fixture
def namespace(database):
    """Of those where PodSecurity admits only what is restricted, with the Secret of the test's own database."""
    made = connected(database, "restricted")
    yield made
    made.remove()


@pytest.fixture
def open_namespace(database):
    """For manifests that somebody wrote without a thought of that."""
    made = connected(database, "baseline")
    yield made
    made.remove()


class Migrations:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()

    def __fspath__(self):
        return str(self.folder)

    __str__ = __fspath__

    def write(self, version, up, down=None, head=""):
        text = f"{head}-- +goose Up\n{up}\n" + (f"\n-- +goose Down\n{down}\n" if down else "")
        (self.folder / f"{version:05}_m{version}.sql").write_text(text)

    def table(self, version):
        self.write(version, f"CREATE TABLE t{version} (id int);", f"DROP TABLE t{version};")

    def remove(self, version):
        (self.folder / f"{version:05}_m{version}.sql").unlink()


@pytest.fixture
def migrations(tmp_path):
    """A folder with two of them."""
    made = Migrations(tmp_path / "migrations")
    made.table(1)
    made.table(2)
    return made
