"""The two tools take turns on one database; after every step it is what it would be had only goose touched it."""

import os
import random
import sqlite3
import subprocess

import pytest
from cases.common import THREE, table
from harness import folder
from harness.case import BOTH
from harness.compare import differences
from harness.walk import Walk

WALKS = max(10, round(30 * float(os.environ.get("GANDER_TEST_SCALE") or 1)))  # 300 in a full run


@pytest.mark.parametrize("number", range(WALKS))
def test_taking_turns(number, worlds, goose, ours):
    seed = os.environ["GANDER_TEST_SEED"]
    dice = random.Random(f"{seed} {number}")
    walk = Walk(dice)
    reference, mixed = worlds(BOTH[number % 2])
    for world in (reference, mixed):
        world.lay_out(walk.files)
    turns = [dice.choice((goose, ours)) for _ in walk.script]

    def take_turn(step):
        mixed.binary = turns[step]

    found = differences(reference, mixed, walk.script, {}, take_turn)
    played = ["goose" if turn == goose else "ours" for turn in turns]
    assert not found, "\n".join([f"GANDER_TEST_SEED={seed}, walk {number}, turns: {' '.join(played)}", *found])


def test_goose_goes_on_in_a_folder_with_after_steps(tmp_path, goose, ours):
    after = "CREATE TABLE IF NOT EXISTS runs (a integer);\nINSERT INTO runs VALUES (1);\n"
    for name, text in {**THREE, "migrations/runs.sql.after": after}.items():
        folder.put(tmp_path, name, text)

    def call(binary, *words):
        line = [binary, "-dir", "migrations", "sqlite3", "x.db", *words]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True)
        return done.stdout + done.stderr

    call(goose, "up-to", "2")
    assert "runs.sql.after" in call(ours.with_name("gander"), "up")
    assert call(goose, "status").count(".sql") == 3
    call(goose, "down")
    folder.put(tmp_path, "migrations/00004_dove.sql", table("dove"))
    assert "after" not in call(goose, "up")
    call(goose, "reset")
    with sqlite3.connect(tmp_path / "x.db") as connection:
        assert connection.execute("SELECT a FROM runs").fetchall() == [(1,)]
