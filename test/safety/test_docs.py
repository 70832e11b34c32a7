"""docs/safety.md says which test proves what: those tests are there."""
import re

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs/safety.md").read_text()
LINK = re.compile(r"\]\(\.\./(test/\w+/test_\w+\.py)\)")
NAME = re.compile(r"`(test_\w+)`")


def proofs():
    """Each table row and paragraph that names a test file, with the tests it names."""
    for part in re.split(r"\n\n|\n(?=\|)", PAGE):
        if files := LINK.findall(part):
            yield pytest.param(files, NAME.findall(part), id=files[0])


@pytest.mark.parametrize("files, names", proofs())
def test_every_proof_that_is_named_is_there(files, names):
    text = "".join((ROOT / file).read_text() for file in files)
    assert [name for name in names if f"def {name}(" not in text] == []


def test_no_name_stands_without_its_file():
    assert {name for part in proofs() for name in part.values[1]} == set(NAME.findall(PAGE))
