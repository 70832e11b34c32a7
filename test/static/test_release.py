"""What a release publishes, made by scripts/release from the static command that is there already."""

import fcntl
import json
import os
import re
import subprocess
import tarfile
import urllib.parse

import pytest
import yaml
from conftest import ROOT
from needed import missing

EPOCH = 1_700_000_000
ARCHITECTURE = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True).stdout.strip()
VERSION = re.search(r"project\(gander VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
NAME = f"gander-{VERSION}-linux-{ARCHITECTURE}"


def run(*argv, **how):
    done = subprocess.run([str(word) for word in argv], cwd=how.pop("cwd", ROOT), capture_output=True, text=True, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def make(folder):
    run("scripts/release", "--arch", ARCHITECTURE, folder, env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)})


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    if not (ROOT / "build-static" / "gander").exists():
        missing("no build-static/gander; scripts/static builds it")
    folder = tmp_path_factory.mktemp("release")
    with open(ROOT / "build-static" / "release-test.lock", "w") as lock:  # one build at a time, with several workers
        fcntl.flock(lock, fcntl.LOCK_EX)
        make(folder)
    return folder


def test_nothing_else_is_published(release):
    assert sorted(path.name for path in release.iterdir()) == ["SHA256SUMS", f"{NAME}.spdx.json", f"{NAME}.tar.gz"]


def test_the_archive(release):
    with tarfile.open(release / f"{NAME}.tar.gz") as archive:
        members = archive.getmembers()
    modes = {"": 0o755, "/LICENSE": 0o644, "/README": 0o644, "/THIRD-PARTY": 0o644, "/gander": 0o755, "/gander.1": 0o644, "/goose": 0o777}
    assert {each.name: each.mode for each in members} == {NAME + name: mode for name, mode in modes.items()}
    assert [each.name for each in members] == sorted(each.name for each in members)
    assert {(each.uid, each.gid, each.uname, each.gname, each.mtime) for each in members} == {(0, 0, "root", "root", EPOCH)}
    (link,) = (each for each in members if each.issym())
    assert (link.name, link.linkname) == (f"{NAME}/goose", "gander")


def test_the_licences_of_all_that_is_linked_in(release):
    with tarfile.open(release / f"{NAME}.tar.gz") as archive:
        text = archive.extractfile(f"{NAME}/THIRD-PARTY").read().decode()
    packages = json.loads((release / f"{NAME}.spdx.json").read_text())["packages"]
    locators = [each["externalRefs"][0]["referenceLocator"] for each in packages]
    debian = [urllib.parse.unquote(each.removeprefix("pkg:deb/debian/").split("@")[0]) for each in locators if each.startswith("pkg:deb/")]
    assert len(debian) > 5 and not [each for each in debian if f"\n{each}\n=====" not in "\n" + text]
    assert "vendor/protobuf-c" in text, "libpg-query brings it along"
    assert "PostgreSQL Global Development Group" in text and "OpenSSL" in text


def test_the_sbom_lies_beside_it(release):
    document = json.loads((release / f"{NAME}.spdx.json").read_text())
    names = {each["name"] for each in document["packages"]}
    assert names >= {"gander", "libpq", "openssl", "glibc", "libstdc++", "libpg-query", "sqlite3", "fmt", "libyaml", "nlohmann-json"}
    assert "ca-certificates" not in names, "that is in the image"
    assert document["creationInfo"]["created"] == "2023-11-14T22:13:20Z"


def test_readme_tells_how_to_take_it(release, tmp_path):
    """The lines of README.md, on this machine's architecture and with another place than /usr/local/bin."""
    (block,) = re.findall(r"(?:^    .*\n)*^    sha256sum .*\n(?:^    .*\n)*", (ROOT / "README.md").read_text(), re.MULTILINE)
    lines = re.sub(r"gander-\d+\.\d+\.\d+-linux-amd64", NAME, block).replace("sudo ", "").replace("/usr/local/bin", str(tmp_path))
    run("cp", "-r", f"{release}/.", ".", cwd=tmp_path)
    run("bash", "-euc", lines, cwd=tmp_path)
    assert run(tmp_path / "gander", "-version").startswith(f"gander {VERSION}\n")
    assert run(tmp_path / "goose", "-version").startswith("goose version: ")


def test_a_changed_byte_is_noticed(release, tmp_path):
    run("cp", "-r", f"{release}/.", tmp_path)
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=tmp_path)
    with open(tmp_path / f"{NAME}.tar.gz", "ab") as archive:
        archive.write(b"x")
    assert subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True).returncode == 1


def test_packed_again_it_has_the_same_bytes(release, tmp_path):
    command = tmp_path / "copied"
    run("cp", ROOT / "build-static" / "gander", command)  # another time, another place, another umask
    command.chmod(0o700)
    words = [ARCHITECTURE, "postgres,sqlite", command, tmp_path / "made"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "TZ": "Asia/Tokyo"}
    run("bash", "-c", 'umask 077; exec deploy/release/pack "$@"', "pack", *words, env=env)
    for name in (f"{NAME}.tar.gz", f"{NAME}.spdx.json"):
        assert (tmp_path / "made" / name).read_bytes() == (release / name).read_bytes()


def test_a_tag_of_another_version_is_refused():
    run("scripts/release", "--check", f"v{VERSION}")
    for tag in ("v9.9.9", VERSION, f"v{VERSION}-rc1"):
        done = subprocess.run(["scripts/release", "--check", tag], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr == f"release: the tag is {tag}, and CMakeLists.txt says version {VERSION}\n"


def steps(path):
    return [step for job in yaml.safe_load(path.read_text())["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_a_workflow(path):
    document = yaml.safe_load(path.read_text())
    assert document["defaults"]["run"]["shell"] == "bash -euo pipefail {0}"
    assert "contents" in document["permissions"]
    for step in steps(path):
        assert ("run" in step) != ("uses" in step), step
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), "ours or GitHub's, and nobody can change it"
            continue
        assert "${{" not in step["run"], "what is put into a shell's text is run: give it as a variable"
        run("bash", "-n", input=step["run"])
        for script in re.findall(r"(?:scripts|deploy/\w+)/[a-z]\w*", step["run"]):
            assert os.access(ROOT / script, os.X_OK), script


def test_the_release_uses_these_scripts():
    text = "\n".join(step.get("run", "") for step in steps(ROOT / ".github/workflows/release.yml"))
    order = ["scripts/release --check", "debian:12 scripts/release", "images build", "images push", "gh release create"]
    assert sorted(order, key=text.index) == order, "nothing is published before all of it is built"
