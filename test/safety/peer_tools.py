"""The tools that are compared: where each comes from, how its files look, and how it is called."""
import os
import pathlib
import subprocess
import tempfile
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "gander"


class Migration(NamedTuple):
    """What is to be done, in no tool's words."""

    version: int
    sql: str
    transaction: bool = True


class NotToBeHad(Exception):
    pass


def built(name, module, version, package, tags=""):
    """A Go program, built once. Not by `go install`, which also asks for a list of the module's versions: not every
    mirror has one."""
    folder = CACHE / f"peers-{name}-{version}"
    if not (folder / name).exists():
        with tempfile.TemporaryDirectory() as empty:
            for words in (
                ["mod", "init", "peers"],
                ["mod", "edit", f"-require={module}@{version}"],
                ["build", "-mod=mod", f"-tags={tags}", "-o", folder / name, package],
            ):
                run(["go", *words], cwd=empty, env={**os.environ, "CGO_ENABLED": "0"})
    return folder / name


def run(argv, **options):
    try:
        done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    except OSError as error:
        raise NotToBeHad(str(error)) from error
    if done.returncode != 0:
        raise NotToBeHad(done.stdout.strip())
    return done.stdout.strip()


class Goose:
    name, version = "goose", "3.29.0"
    recorded = "SELECT version_id FROM goose_db_version WHERE version_id > 0"
    wait = []  # the options that let it wait for a database, where it has any

    def provide(self):
        self.program = run([ROOT / "scripts/goose"]).splitlines()[-1]

    def write(self, folder, migration):
        head = "" if migration.transaction else "-- +goose NO TRANSACTION\n"
        (folder / f"{migration.version:05}_step.sql").write_text(f"{head}-- +goose Up\n{migration.sql}\n")

    def argv(self, folder, url, wait):
        return ["-dir", folder, "postgres", url, "up"]


class Gander(Goose):
    name = "gander"
    wait = ["--wait", "30s"]

    def provide(self):
        self.program = pathlib.Path(os.environ.get("GANDER_BIN_DIR", ROOT / "build")).resolve() / "gander"
        self.version = run([self.program, "-version"]).split()[1]

    def argv(self, folder, url, wait):
        return [*super().argv(folder, url, wait), *wait]


class Dbmate:
    name, version = "dbmate", "2.35.0"
    recorded = "SELECT version::int FROM schema_migrations"
    wait = ["--wait", "--wait-timeout", "30s"]

    def provide(self):
        module = "github.com/amacneil/dbmate/v2"
        self.program = built(self.name, module, f"v{self.version}", module)

    def write(self, folder, migration):
        options = "" if migration.transaction else " transaction:false"
        text = f"-- migrate:up{options}\n{migration.sql}\n-- migrate:down\n"
        (folder / f"{migration.version:05}_step.sql").write_text(text)

    def argv(self, folder, url, wait):
        return ["--url", url, "--migrations-dir", folder, "--no-dump-schema", *wait, "up"]


class GolangMigrate:
    """A file is sent as one query: in an implicit transaction, unless it is a single statement that has none."""

    name, version = "golang-migrate", "4.20.1"
    recorded = "SELECT generate_series(1, version - dirty::int) FROM schema_migrations"
    wait = []

    def provide(self):
        module = "github.com/golang-migrate/migrate/v4"
        self.program = built(self.name, module, f"v{self.version}", f"{module}/cmd/migrate", "postgres")

    def write(self, folder, migration):
        (folder / f"{migration.version:05}_step.up.sql").write_text(migration.sql + "\n")

    def argv(self, folder, url, wait):
        return ["-path", folder, "-database", url, "up"]


class Tern:
    name, version = "tern", "2.3.4"
    recorded = "SELECT generate_series(1, version) FROM schema_version"
    wait = []

    def provide(self):
        module = "github.com/jackc/tern/v2"
        self.program = built(self.name, module, f"v{self.version}", module)

    def write(self, folder, migration):
        tail = "" if migration.transaction else "\n---- tern: disable-tx ----\n"
        (folder / f"{migration.version:03}_step.sql").write_text(f"{tail}{migration.sql}\n")

    def argv(self, folder, url, wait):
        return ["migrate", "--migrations", folder, "--conn-string", url]


TOOLS = [Gander(), Goose(), Dbmate(), GolangMigrate(), Tern()]
