"""What each tool is put through. A trial gives numbers, says which of them are good, and puts medians into words."""
import contextlib
import os
import pathlib
import random
import subprocess
import tempfile
import time

import psycopg2
from conftest import SEED, Database, with_admin
from peer_tools import Migration

PROCESSES = 8
PATIENCE = 60  # seconds, after which a process counts as hanging


class Scene:
    """A database and a folder of migrations, for one trial of one tool."""

    def __init__(self, tool, server, folder):
        self.tool, self.server = tool, server
        self.database = Database(server)
        self.home = pathlib.Path(folder)
        self.migrations = self.home / "migrations"
        self.migrations.mkdir()
        self.said = []

    def write(self, *migrations):
        for migration in migrations:
            self.tool.write(self.migrations, migration)

    def start(self, *wait):
        """The tool, on its way to bring the database up to date."""
        said = tempfile.TemporaryFile("w+")
        self.said.append(said)
        return subprocess.Popen(
            [self.tool.program, *self.tool.argv(self.migrations, self.database.url(), wait)],
            env={"PATH": os.environ["PATH"], "HOME": str(self.home)},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )

    def output(self, last=None):
        """What the processes have said: lines, or the last ones of it."""
        for file in self.said:
            file.seek(0)
        lines = [line for file in self.said for line in file.read().splitlines() if line]
        return lines[-last:] if last else lines

    def ask(self, sql, otherwise=()):
        try:
            return [row[0] for row in self.database.ask(sql)]
        except psycopg2.errors.UndefinedTable:
            return list(otherwise)

    def faults(self, wanted):
        """What of the wanted versions is not there or not recorded, and what is recorded more than once."""
        recorded = self.ask(self.tool.recorded)
        there = set(self.ask("SELECT substr(relname, 2)::int FROM pg_class WHERE relname ~ '^[ti][0-9]+$'"))
        invalid = self.ask("SELECT indexrelid FROM pg_index WHERE NOT indisvalid")
        return {
            "missing": len(set(wanted) - (there & set(recorded))),
            "twice": len(recorded) - len(set(recorded)),
            "invalid": len(invalid),
        }


@contextlib.contextmanager
def scene(tool, server):
    with tempfile.TemporaryDirectory() as folder:
        made = Scene(tool, server, folder)
        try:
            yield made
        finally:
            with_admin(server, f"DROP DATABASE IF EXISTS {made.database.name} WITH (FORCE)")


def codes(*processes):
    """The exit code of each; None of one that hangs, which is ended."""
    deadline = time.monotonic() + PATIENCE
    found = []
    for process in processes:
        try:
            found.append(process.wait(max(deadline - time.monotonic(), 0.01)))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            found.append(None)
    return found


def words(well, **faults):
    """`5 of 8, 1 invalid index, 2 versions twice`"""
    names = {"invalid": "invalid index", "missing": "not applied", "twice": "recorded twice", "rows": "rows too many"}
    return ", ".join([f"{well:g} of {PROCESSES}", *(f"{n:g} {names[name]}" for name, n in faults.items() if n)])


class Trial:
    repeated = True


class Concurrently(Trial):
    """Tables, and after every fourth an index that is made without blocking its readers and writers."""

    title = f"{PROCESSES} at once, CONCURRENTLY"
    plan = [
        Migration(n, f"CREATE INDEX CONCURRENTLY i{n} ON t{n - 1} (a);", transaction=False)
        if n % 5 == 0
        else Migration(n, f"CREATE TABLE t{n} (a int);")
        for n in range(1, 41)
    ]

    def run(self, at, processes=PROCESSES):
        at.write(*self.plan)
        ended = codes(*[at.start() for _ in range(processes)])
        return {"well": ended.count(0), **at.faults([migration.version for migration in self.plan])}

    def is_good(self, result, processes=PROCESSES):
        return result == {"well": processes, "missing": 0, "twice": 0, "invalid": 0}

    def words(self, result):
        return words(**result)


class Inserts(Trial):
    """Rows that do not collide: nothing but a lock keeps them from being written several times."""

    title = f"{PROCESSES} at once, INSERTs"
    plan = [Migration(n, f"INSERT INTO t VALUES ({n});") for n in range(1, 50)]

    def run(self, at):
        at.database.ask("CREATE TABLE t (a int)")
        at.write(*self.plan)
        ended = codes(*[at.start() for _ in range(PROCESSES)])
        rows = at.ask("SELECT a FROM t")
        return {"well": ended.count(0), "missing": len(self.plan) - len(set(rows)), "rows": len(rows) - len(set(rows))}

    def is_good(self, result):
        return result == {"well": PROCESSES, "missing": 0, "rows": 0}

    def words(self, result):
        return words(**result)


class Stop(Trial):
    """SIGTERM in the middle of a migration that keeps everybody from a table: how long an application waits for it."""

    title = "SELECT after SIGTERM"

    def run(self, at):
        at.database.ask("CREATE TABLE t (a int)")
        at.write(Migration(1, "ALTER TABLE t ADD COLUMN b int;\nSELECT pg_sleep(6);"))
        process = at.start()
        there = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{at.database.name}' AND wait_event = 'PgSleep'"
        while not at.database.ask(there):
            if process.poll() is not None:
                raise RuntimeError(f"{at.tool.name} does not get to its second statement: {at.output()}")
            time.sleep(0.01)
        began = time.monotonic()
        process.terminate()
        at.database.ask("SELECT * FROM t")
        waited = time.monotonic() - began
        codes(process)
        return {"seconds": waited}

    def is_good(self, result):
        return result["seconds"] < 1

    def words(self, result):
        return f"{result['seconds']:.2f} s"


class Kill(Trial):
    """kill -9 at random moments, then a second run: does it end well, and is everything there once?"""

    title = "kill -9, then again"
    repeated = False  # each kill is a run
    plan = [
        Migration(n, f"CREATE TABLE t{n} (a int);\nSELECT pg_sleep(0.02);\nINSERT INTO t{n} VALUES ({n});")
        for n in range(1, 21)
    ]

    def __init__(self, kills):
        self.kills = kills

    def run(self, at):
        """`at` itself shows how long an undisturbed run takes; each kill has a database of its own."""
        began = time.monotonic()
        at.write(*self.plan)
        if codes(at.start()) != [0] or not self.is_whole(at):
            raise RuntimeError(f"{at.tool.name} cannot do it alone: {at.output()}")
        length = time.monotonic() - began
        moments = random.Random(f"{SEED} {at.tool.name}")
        return {"well": sum(self.survives(at, moments.uniform(0, length)) for _ in range(self.kills))}

    def survives(self, at, moment):
        with scene(at.tool, at.server) as own:
            own.write(*self.plan)
            process = own.start()
            time.sleep(moment)
            process.kill()
            process.wait()
            well = codes(own.start()) == [0] and self.is_whole(own)
            at.said += own.said
            return well

    def is_whole(self, at):
        faults = at.faults([migration.version for migration in self.plan])
        rows = [at.ask(f"SELECT a FROM t{migration.version}") for migration in self.plan]
        return not any(faults.values()) and rows == [[migration.version] for migration in self.plan]

    def is_good(self, result):
        return result["well"] == self.kills

    def words(self, result):
        return f"{result['well']:g} of {self.kills}"


class Late(Trial):
    """A server that comes up while the tool is already there."""

    title = "server 2 s late"

    def __init__(self, control):
        self.control = control

    def run(self, at):
        at.write(Migration(1, "CREATE TABLE t1 (a int);"))
        self.control("stop", "--mode=fast")
        process = at.start(*at.tool.wait)
        time.sleep(2)
        self.control("start")
        return {"well": int(codes(process) == [0] and not any(at.faults([1]).values()))}

    def is_good(self, result):
        return result == {"well": 1}

    def words(self, result):
        return "waits" if self.is_good(result) else "fails"
