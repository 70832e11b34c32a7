"""Puts Gander and the tools that are used in its place through the same tests, and prints one table.

scripts/peers builds what is needed and runs this beside a PostgreSQL server of its own.
"""
import argparse
import os
import statistics
import sys

import psycopg2
from conftest import SEED, pg_ctl
from peer_tools import TOOLS, NotToBeHad
from peer_trials import Concurrently, Inserts, Kill, Late, Stop, scene


def say(text):
    print(text, file=sys.stderr, flush=True)


def options():
    parser = argparse.ArgumentParser(prog="scripts/peers", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each test is run; the table gives medians")
    parser.add_argument("--kills", type=int, default=8, metavar="N", help="how often each tool is killed")
    names = [tool.name for tool in TOOLS]
    parser.add_argument("--only", action="append", choices=names, metavar="TOOL", help="one of " + ", ".join(names))
    return parser.parse_args()


def provided(names):
    """Those that are here or can be built. One that cannot be is left out, and said to be."""
    tools = []
    for tool in TOOLS:
        if names is None or tool.name in names:
            try:
                tool.provide()
                tools.append(tool)
            except NotToBeHad as error:
                if tool.name == "gander":
                    sys.exit(f"there is no gander to be tested: {error}")
                say(f"LEFT OUT: {tool.name} {tool.version}: {error}")
    return tools


def can_do_it_alone(tool, server):
    """Otherwise its figures would show that we do not know how to use it."""
    trial = Concurrently()
    with scene(tool, server) as at:
        if not trial.is_good(trial.run(at, processes=1), processes=1):
            sys.exit(f"{tool.name} fails without any disturbance:\n" + "\n".join(at.output()))


def measure(trial, tool, server):
    """What came of it, and whether it was good."""
    with scene(tool, server) as at:
        result = trial.run(at)
        good = trial.is_good(result)
        say(f"{trial.title}: {tool.name}: {trial.words(result)}")
        if not good:
            for line in at.output(last=None if tool.name == "gander" else 3):
                say("    " + line)
        return result, good


def row(trial, results):
    return trial.words({name: statistics.median_low(result[name] for result in results) for name in results[0]})


def show(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    rows.insert(1, ["-" * width for width in widths])
    for cells in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |")


def main():
    chosen = options()
    server = os.environ["GANDER_TEST_POSTGRES"]
    tools = provided(chosen.only)
    if not tools:
        sys.exit("no tool is left to be tested")
    trials = [Concurrently(), Inserts(), Stop(), Kill(chosen.kills), Late(pg_ctl(os.environ["GANDER_TEST_POSTGRES_SOCKET"]))]
    for tool in tools:
        can_do_it_alone(tool, server)
    results = {(tool, trial): [] for tool in tools for trial in trials}
    failed = False
    for trial in trials:
        for _ in range(chosen.runs if trial.repeated else 1):
            for tool in tools:  # in turns, so that all feel the same weather
                result, good = measure(trial, tool, server)
                results[tool, trial].append(result)
                failed |= tool.name == "gander" and not good
    connection = psycopg2.connect(server)
    version = connection.info.parameter_status("server_version")
    connection.close()
    print(f"PostgreSQL {version}, {os.cpu_count()} cores, medians of {chosen.runs}, GANDER_TEST_SEED={SEED}\n")
    rows = [["", *(trial.title for trial in trials)]]
    rows += [[f"{tool.name} {tool.version}", *(row(trial, results[tool, trial]) for trial in trials)] for tool in tools]
    show(rows)
    sys.exit(failed)


if __name__ == "__main__":
    main()
