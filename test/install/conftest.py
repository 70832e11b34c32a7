"""Installs Gander, static and shared, and builds programs against what was installed."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("GANDER_BIN_DIR") or ROOT / "build")


def succeed(*argv, **options):
    """Runs a command and returns what it printed; its whole output is the message when it fails."""
    done = subprocess.run([str(word) for word in argv], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    assert done.returncode == 0, f"{' '.join(map(str, argv))} failed:\n{done.stdout}"
    return done.stdout


class Installed:
    """A copy of Gander under a prefix, and the programs built with it."""

    def __init__(self, kind, build, folder):
        self.kind = kind
        self.build = build
        self.folder = folder
        self.prefix = folder / "prefix"
        succeed("cmake", "--install", build, "--prefix", self.prefix)

    def project(self, source, *options):
        """Configures and builds a project that uses the library; returns its build folder."""
        build = self.folder / Path(source).name
        succeed("cmake", "-S", source, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}", *options)
        succeed("cmake", "--build", build)
        return build


@pytest.fixture(scope="session", params=["static", "shared"])
def installed(request, tmp_path_factory):
    build = BUILD
    if request.param == "shared":
        succeed("cmake", "--preset", "shared", cwd=ROOT)
        succeed("cmake", "--build", "--preset", "shared", cwd=ROOT)
        build = ROOT / "build-shared"
    elif not (BUILD / "cmake_install.cmake").exists():
        pytest.fail(f"{BUILD} is not a build folder; scripts/test makes one (GANDER_BIN_DIR)")
    return Installed(request.param, build, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def consumer(installed):
    return installed.project(Path(__file__).parent / "consumer")
