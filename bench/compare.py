#!/usr/bin/env python3
"""Measures Gander beside goose in one run and prints the ratios. scripts/bench provides what it needs."""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import folders
from databases import Postgres, Sqlite
from parser_speed import parser_speed
from programs import interleaved, peak_of, run


@dataclass
class Line:
    """Of the table: what was measured, for both, and the ratio that Gander must not exceed."""

    what: str
    goose: float
    gander: float
    unit: str
    target: float | None = None

    def ratio(self):
        return self.gander / self.goose

    def missed(self):
        return self.target is not None and self.ratio() > self.target

    def __str__(self):
        target = "" if self.target is None else f"{self.target:.2f}{' MISSED' if self.missed() else ''}"
        return f"| {self.what} | {self.goose:.1f} {self.unit} | {self.gander:.1f} {self.unit} | {self.ratio():.3f} | {target} |"


HEAD = "| | goose | Gander | ratio | at most |\n|---|--:|--:|--:|--:|"


def start_up(programs, runs):
    samples = interleaved(programs, runs * 4, lambda name: None, lambda name: ["-version"])
    yield Line("start-up (`-version`)", samples["goose"], samples["gander"], "ms", 0.35)


def with_applied(programs, database, folder, count, runs):
    """Nothing left to do, and a look at how things stand."""
    database.create("template")
    run([programs["goose"], "-dir", str(folder), database.driver, database.string("template"), "up"])
    assert database.rows("template") == count + 1
    for name in programs:
        database.copy("template", name)
    for command, target in (("up", 0.35), ("status", 0.02)):
        samples = interleaved(
            programs,
            runs,
            lambda name: None,
            lambda name: ["-dir", str(folder), database.driver, database.string(name), command],
        )
        what = f"{command} with {count:,} applied, {database.title}"
        yield Line(what, samples["goose"], samples["gander"], "ms", target)


def fresh(programs, database, folder, what, count, runs, memory_target=None):
    """`up` on an empty database."""

    def arguments(name):
        return ["-dir", str(folder), database.driver, database.string(name), "up"]

    samples = interleaved(programs, runs, database.create, arguments)
    for name in programs:
        assert database.rows(name) == count + 1
    yield Line(f"{what}, {database.title}", samples["goose"], samples["gander"], "ms")
    if memory_target:
        peaks = interleaved(programs, 3, database.create, arguments, measure=peak_of)
        yield Line(f"{what}, {database.title}: peak memory", peaks["goose"], peaks["gander"], "MB", memory_target)


def measure(programs, scratch, runs, applied):
    one = folders.tables(scratch / "w1", 1)
    hundred = folders.tables(scratch / "w2", 100)
    thousand = folders.rows(scratch / "w3", 1000)
    big = folders.inserts(scratch / "w4", 10_000)
    many = folders.rows(scratch / "w6", applied)

    yield from start_up(programs, runs)
    for database in (Postgres(os.environ["GANDER_TEST_POSTGRES"]), Sqlite(scratch)):
        yield from with_applied(programs, database, many, applied, runs)
        yield from fresh(programs, database, one, "up, 1 migration", 1, runs)
        yield from fresh(programs, database, hundred, "up, 100 migrations", 100, runs, memory_target=0.33)
        yield from fresh(programs, database, thousand, "up, 1,000 small migrations", 1000, min(runs, 3))
        yield from fresh(programs, database, big, "up, 10,000 statements in one", 1, runs)
        for name in ("template", *programs):
            database.drop(name)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gander", required=True, type=Path)
    arguments.add_argument("--goose", required=True, type=Path)
    arguments.add_argument("--runs", type=int, default=7, help="runs of each program at each task (default 7)")
    arguments.add_argument("--applied", type=int, default=5000, help="migrations applied before up and status")
    arguments.add_argument("--check", action="store_true", help="fail when a ratio is above its target")
    options = arguments.parse_args()

    programs = {"goose": str(options.goose.absolute()), "gander": str(options.gander.absolute())}
    lines = []
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="gander-bench-") as scratch:
        for line in measure(programs, Path(scratch), options.runs, options.applied):
            print(line, flush=True)
            lines.append(line)
    for line in parser_speed(options.gander.absolute().parent / "bench" / "parse_bench"):
        print(line)
    sys.exit(options.check and any(line.missed() for line in lines))


if __name__ == "__main__":
    main()
