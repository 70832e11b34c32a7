"""The image that scripts/image builds, in real containers."""
import os
import pathlib
import shutil
import subprocess
import uuid

import pytest
from needed import missing

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGE = os.environ.get("GANDER_TEST_IMAGE", "localhost/gander:dev")


def podman(*words, check=True, timeout=120, **how):
    done = subprocess.run(["podman", *map(str, words)], capture_output=True, text=True, timeout=timeout, **how)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="session")
def image():
    if not shutil.which("podman") or podman("image", "exists", IMAGE, check=False).returncode != 0:
        missing(f"no image {IMAGE}: scripts/image builds it")
    return IMAGE


@pytest.fixture
def name():
    """For a container or a network; whatever has it is gone at the end."""
    made = "gander-test-" + uuid.uuid4().hex[:8]
    yield made
    podman("rm", "--force", "--ignore", "--time", "0", made)
    podman("network", "rm", "--force", made, check=False)
