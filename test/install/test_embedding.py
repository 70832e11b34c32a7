"""gander_embed_migrations: any bytes, and a build that notices every change."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import succeed

CONSUMER = Path(__file__).parent / "consumer"
AWKWARD = {
    ".00007_hidden.sql": b"x",
    "00001_every_byte.sql": bytes(range(256)) * 2,
    "00002_empty.sql": b"",
    "00003_code.sql": rb""")" )delim" \" \\ ??/ R"( ${X} @Y@ %s [=[ ]=] ;""" + b"\r\n\0\n",
    "00004 blanks.sql": "ä€🪿".encode(),
    "00005_digits.sql": b"\x01" + b"23abc",
    "00006_code.go": b"package main",
}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "embedded"
    folder.mkdir()
    for name, text in AWKWARD.items():
        (folder / name).write_bytes(text)
    (folder / "README.md").write_bytes(b"not a migration")
    return folder


class Program:
    """print_embedded, built from a folder of files."""

    def __init__(self, installed, folder, build):
        self.build = build
        succeed(
            *("cmake", "-S", CONSUMER, "-B", build, "-G", "Ninja"),
            *(f"-DCMAKE_PREFIX_PATH={installed.prefix}", f"-DEMBED_DIRECTORY={folder}"),
        )

    def embedded(self):
        """Builds it and returns what it holds."""
        succeed("cmake", "--build", self.build, "--target", "print_embedded")
        output = subprocess.run([self.build / "print_embedded"], check=True, capture_output=True).stdout
        files = {}
        while output:
            head, _, output = output.partition(b"\n")
            path, _, size = head.decode().rpartition(" ")
            files[os.path.basename(path)] = output[: int(size)]
            output = output[int(size) + 1 :]
        return files


def test_any_bytes_and_every_change(installed, folder, tmp_path):
    if installed.kind == "shared":
        pytest.skip("the same CMake code as with a static library")
    program = Program(installed, folder, tmp_path / "build")
    assert program.embedded() == AWKWARD
    assert "no work to do" in succeed("cmake", "--build", program.build, "--target", "print_embedded")

    (folder / "00002_empty.sql").write_bytes(b"not any more")
    assert program.embedded() == AWKWARD | {"00002_empty.sql": b"not any more"}
    (folder / "00008_new.sql").write_bytes(b"new")
    (folder / "00001_every_byte.sql").unlink()
    names = set(AWKWARD) - {"00001_every_byte.sql"} | {"00008_new.sql"}
    assert set(program.embedded()) == names


@pytest.mark.parametrize("kind", ["missing", "empty", "semicolon", "quote"])
def test_what_cannot_be_embedded_is_said(installed, tmp_path, kind):
    folder = tmp_path / "folder"
    names = {"semicolon": "1_a;b.sql", "quote": '1_a"b.sql', "empty": "README.md"}
    if kind != "missing":
        folder.mkdir()
        (folder / names[kind]).write_text("-- +goose Up\n")
    with pytest.raises(AssertionError) as error:
        Program(installed, folder, tmp_path / "build")
    said = {"missing": "is not a directory", "empty": "no *.sql file in"}.get(kind, "rename this file")
    assert said in " ".join(str(error.value).split())
