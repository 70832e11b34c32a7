"""The image for arm64, and the command that is in it, under qemu."""

import json
import os
import shutil
import subprocess

import pytest
from needed import missing

IMAGE = os.environ.get("GANDER_TEST_IMAGE_ARM64", "localhost/gander:test-arm64")


def podman(*words):
    done = subprocess.run(["podman", *map(str, words)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def image():
    if not shutil.which("podman") or subprocess.run(["podman", "image", "exists", IMAGE]).returncode != 0:
        missing(f"no image {IMAGE}: scripts/image --arch arm64 --drivers postgres,sqlite --tag {IMAGE} builds it")
    return json.loads(podman("image", "inspect", IMAGE))[0]


@pytest.fixture(scope="session")
def root(image, tmp_path_factory):
    """The image's files."""
    folder = tmp_path_factory.mktemp("arm64")
    container = podman("create", "--platform", "linux/arm64", image["Id"]).strip()
    try:
        podman("export", "--output", folder / "image.tar", container)
    finally:
        podman("rm", container)
    (folder / "root").mkdir()
    subprocess.run(["tar", "-C", folder / "root", "--no-same-owner", "-xf", folder / "image.tar"], check=True)
    return folder / "root"


@pytest.fixture(scope="session")
def gander(root):
    """Runs the command, under one of its names."""
    qemu = shutil.which("qemu-aarch64-static") or missing("no qemu-aarch64-static: apt-get install qemu-user-static")

    def run(*words, name="gander"):
        argv = [qemu, "-0", name, root / "usr/local/bin" / name, *map(str, words)]
        done = subprocess.run(argv, env={}, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run
