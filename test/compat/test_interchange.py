"""The two tools take turns on one database; after every step it is what it would be had only goose touched it."""

import os
import random

import pytest
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
