"""What cmake --install leaves behind."""

import re
import subprocess

from conftest import ROOT, succeed


def test_everything_is_there(installed):
    have = {str(path.relative_to(installed.prefix)) for path in installed.prefix.rglob("*") if not path.is_dir()}
    have = {re.sub(r"^lib/[^/]+-linux-gnu/", "lib/", path) for path in have}
    headers = {str(path.relative_to(ROOT)) for path in (ROOT / "include/gander").rglob("*.hpp")}
    pages = {f"share/man/man1/{path.name}" for path in (ROOT / "man").glob("*.1")}
    ending = "so" if installed.kind == "shared" else "a"
    libraries = {f"lib/libgander.{ending}", f"lib/libgander_testing.{ending}"}
    wanted = headers | pages | libraries | {"bin/gander", "bin/goose", "share/doc/gander/LICENSE"}
    assert not wanted - have
    assert not {path for path in have if path.startswith("include/")} - headers


def test_no_header_shows_what_the_library_is_made_with(installed):
    for header in installed.prefix.glob("include/gander/*.hpp"):
        included = set(re.findall(r"#include [<\"]([^>\"]+)", header.read_text()))
        assert all(re.fullmatch(r"gander/\w+\.hpp|[a-z_]+", name) for name in included), header


def test_runs_from_wherever_it_is_moved(installed, tmp_path):
    moved = tmp_path / "moved"
    succeed("cp", "-a", installed.prefix, moved)
    assert (moved / "bin/goose").readlink().name == "gander"
    assert succeed(moved / "bin/gander", "-version").startswith("gander ")
    assert succeed(moved / "bin/goose", "-version").startswith("goose version: ")


def install_beside(build, folder, **environment):
    done = subprocess.run(
        ["cmake", "--install", build, "--prefix", "/opt/gander"],
        env={"PATH": "/usr/bin:/bin", "DESTDIR": str(folder)} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_real_goose_is_left_alone(installed, tmp_path):
    other = tmp_path / "opt/gander/bin/goose"
    other.parent.mkdir(parents=True)
    other.write_text("somebody's goose")
    assert f"{other} is there already" in " ".join(install_beside(installed.build, tmp_path).split())
    assert other.read_text() == "somebody's goose"


def test_installs_twice_into_a_staging_folder(installed, tmp_path):
    for _ in range(2):
        assert install_beside(installed.build, tmp_path) == ""
    assert (tmp_path / "opt/gander/bin/goose").readlink().name == "gander"
