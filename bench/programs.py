"""The two programs, and what runs of them cost."""

import os
import statistics
import sys
import tempfile
import time


def run(argv):
    """Runs a program to its end; returns the milliseconds it took. It must succeed, or the figures would mean nothing."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    null = os.open(os.devnull, os.O_RDWR)
    errors = os.memfd_create("stderr")
    redirect = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, errors, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, environment, file_actions=redirect)
    _, status = os.waitpid(pid, 0)
    elapsed = time.perf_counter() - start
    text = os.pread(errors, 4096, 0).decode(errors="replace")
    os.close(null)
    os.close(errors)
    if status != 0:
        sys.exit(f"{' '.join(argv)} failed ({os.waitstatus_to_exitcode(status)}): {text}")
    return elapsed * 1000


def peak_of(argv):
    """The most memory a run of a program has had in use, in MB. A child of this process would never read below
    Python's own peak, which it inherits; GNU time is small."""
    with tempfile.NamedTemporaryFile("r") as figure:
        run(["/usr/bin/time", "--quiet", "-f", "%M", "-o", figure.name, *argv])
        return int(figure.read()) / 1024


def interleaved(programs, runs, prepare, arguments, measure=run):
    """The median of `measure` for each program, run `runs` times in turns, so that both feel the same weather.
    `prepare(name)` is not measured; `arguments(name)` are what the program is given."""
    samples = {name: [] for name in programs}
    for number in range(runs):
        order = list(programs) if number % 2 == 0 else list(reversed(programs))
        for name in order:
            prepare(name)
            samples[name].append(measure([programs[name], *arguments(name)]))
    return {name: statistics.median(values) for name, values in samples.items()}
