"""A database that some way has led to, as it is seen from here and from beside its server."""
import contextlib
import re
import subprocess
from dataclasses import dataclass
from typing import Callable


@contextlib.contextmanager
def tunnel(namespace, to):
    """The port here that leads to PostgreSQL there, as anybody's kubectl opens it."""
    words = ["kubectl", "-n", namespace.name, "port-forward", to, ":5432"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        yield int(re.search(r"127\.0\.0\.1:(\d+) ", process.stdout.readline())[1])
    finally:
        process.terminate()
        process.wait()


@dataclass
class Place:
    user: str
    password: str
    database: str
    address: str  # host and port for those who are here
    beside: Callable[..., str]  # what a command prints that runs in the server's container

    def url(self, address=None):
        return f"postgres://{self.user}:{self.password}@{address or self.address}/{self.database}?sslmode=disable"

    def dump(self):
        """The schema as text by pg_dump, without the two lines that are others each time."""
        text = self.beside("pg_dump", "--schema-only", "--no-owner", self.url("127.0.0.1"))
        return re.sub(r"^\\(un)?restrict .*\n", "", text, flags=re.M)

    def versions(self):
        """The rows of the version table."""
        sql = "SELECT version_id, is_applied FROM goose_db_version ORDER BY id"
        return self.beside("psql", "-XqtAc", sql, self.url("127.0.0.1")).split()

    def seen(self):
        return self.dump(), self.versions()
