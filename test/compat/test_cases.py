"""The same scripts of commands over the same folders: what the real goose does, ours does."""

import pytest
from cases import ALL
from harness.compare import differences


def _parameters():
    for case in ALL:
        for driver in case.on:
            yield pytest.param(case, driver, id=f"{case.name}-{driver}")


@pytest.mark.parametrize("case, driver", _parameters())
def test_like_goose(case, driver, worlds):
    reference, other = worlds(driver)
    for world in (reference, other):
        world.lay_out(case.files)
    found = differences(reference, other, case.script, case.env)
    assert not found, "\n".join(["the transcripts differ:", *found])


def test_names_are_unique():
    names = [case.name for case in ALL]
    assert len(names) == len(set(names))
