"""docs/choosing.md: every cell of its table leads to a proof that is there, and its numbers are those of examples/adopt."""
import re

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs/choosing.md").read_text()
TEXT, REFERENCES = PAGE.split("\n<!-- The proofs", 1)
PROOF = re.compile(r'^\[([\w-]+)\]: ([^ #]+)(#\S+)?(?: "(test_\w+)")?$', re.M)
PROOFS = {name: (path, anchor, test) for name, path, anchor, test in PROOF.findall(REFERENCES)}
CELL = re.compile(r"\[[^\]]+\]\[([\w-]+)\]|\?|–")


def rows():
    table = TEXT.split("\n## What each gives you\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_each_cell_has_its_proof_or_says_that_there_is_none():
    first, *others = rows()
    assert len(first) == 9 and len(others) > 10
    for row in others:
        assert len(row) == len(first), row
        assert [cell for cell in row[1:] if not CELL.fullmatch(cell)] == [], row[0]


@pytest.mark.parametrize("name", PROOFS)
def test_the_proof_is_there(name):
    path, anchor, test = PROOFS[name]
    file = ROOT / "docs" / path
    assert file.is_file()
    if path.endswith(".py"):
        assert re.search(rf"^def {test}\(", file.read_text(), re.M), f"{path} has no {test}"
    if anchor:
        headings = re.findall(r"^#+ (.*)$", file.read_text(), re.M)
        assert anchor[1:] in [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings]


def test_names_and_proofs_belong_together():
    assert len(PROOFS) == sum(line.startswith("[") for line in REFERENCES.splitlines())
    assert set(re.findall(r"\]\[([\w-]+)\]", TEXT)) == set(PROOFS)


def test_the_lines_are_those_that_the_patches_have():
    table = re.findall(r"^\| [^|]+ \| (\d+) \| (\d+) \|$", TEXT, re.M)
    assert table == re.findall(r"\[(\d+) out, (\d+) in\]", (ROOT / "examples/adopt/README.md").read_text())
