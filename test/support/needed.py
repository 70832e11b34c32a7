"""What tests cannot do without, for all suites."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def missing(what):
    """A test that cannot run says so; where everything must be there, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def program(script):
    """The path that scripts/goose and its like print, which build what they name where it is not there yet."""
    done = subprocess.run([ROOT / "scripts" / script], capture_output=True, text=True, check=False)
    if done.returncode == 77:
        missing(done.stderr)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
