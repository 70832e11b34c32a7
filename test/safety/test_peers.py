"""scripts/peers, which puts Gander and others through the same tests: that it runs, and that it can tell."""
import os
import subprocess

from conftest import BIN, ROOT
from needed import missing


def peers(folder, *words):
    environment = {**os.environ, "GANDER_BIN_DIR": str(folder)}
    argv = [ROOT / "scripts/peers", "--only", "gander", "--runs", "1", *words]
    done = subprocess.run(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode == 69:
        missing(done.stderr)
    return done


def cells(done):
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("| gander ")]
    return [cell.strip() for cell in row.strip("|").split("|")][1:]


def test_gander_ends_well_in_every_trial():
    done = peers(BIN, "--kills", "2")
    assert done.returncode == 0, done
    concurrently, inserts, stop, kill, late = cells(done)
    assert [concurrently, inserts, kill, late] == ["8 of 8", "8 of 8", "2 of 2", "waits"]
    assert float(stop.removesuffix(" s")) < 1


def test_a_gander_that_takes_no_lock_fails(tmp_path):
    careless = tmp_path / "gander"
    careless.write_text(f'#!/bin/sh\nexec {BIN}/gander "$@" --lock none\n')
    careless.chmod(0o755)
    for _ in range(5):  # on a busy machine eight may come one after the other by chance
        done = peers(tmp_path, "--kills", "1")
        if done.returncode != 0:
            break
    assert done.returncode == 1 and cells(done)[:2] != ["8 of 8", "8 of 8"], done
