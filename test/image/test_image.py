"""What is in the image, and that it runs in the narrowest of containers."""
import io
import json
import re
import shutil
import signal
import subprocess
import tarfile
import time

from conftest import ROOT, podman


def contents(image, name):
    podman("create", "--name", name, image)
    archive = subprocess.run(["podman", "export", name], capture_output=True, check=True).stdout
    return tarfile.open(fileobj=io.BytesIO(archive))


def test_every_file_is_accounted_for(image, name):
    files = {each.name: each for each in contents(image, name) if not each.isdir()}
    assert sorted(files) == [
        "etc/ssl/certs/ca-certificates.crt",
        "usr/local/bin/gander",
        "usr/local/bin/goose",
        "usr/share/sbom/gander.spdx.json",
    ]
    assert files["usr/local/bin/goose"].islnk(), "a second copy"
    assert sum(each.size for each in files.values()) <= 10_000_000
    assert int(podman("image", "inspect", image, "--format", "{{.Size}}").stdout) <= 10_000_000


def test_its_configuration(image):
    config = json.loads(podman("image", "inspect", image).stdout)[0]["Config"]
    assert config["User"] == "65532:65532" and config["WorkingDir"] == "/"
    assert config["Entrypoint"] == ["/usr/local/bin/gander"] and not config.get("Cmd")
    assert sorted(config["Env"]) == ["GANDER_WAIT=30s", "GOOSE_MIGRATION_DIR=/migrations", "PATH=/usr/local/bin"]
    labels = {name.removeprefix("org.opencontainers.image."): text for name, text in config["Labels"].items()}
    assert labels["licenses"] == "MIT" and re.fullmatch(r"\d+\.\d+\.\d+", labels["version"])
    assert {"title", "description", "revision", "source"} <= set(labels)


def test_the_sbom_says_what_is_linked(image, name):
    document = json.load(contents(image, name).extractfile("usr/share/sbom/gander.spdx.json"))
    assert document["spdxVersion"] == "SPDX-2.3"
    packages = {each["name"]: each for each in document["packages"]}
    assert set(packages) >= {"gander", "libpq", "openssl", "glibc", "libstdc++", "libpg-query", "protobuf-c", "fmt", "libyaml", "nlohmann-json", "ca-certificates"}
    assert "sqlite3" not in packages
    for each in packages.values():
        assert each["versionInfo"]
        assert re.match(r"pkg:(deb/debian|generic)/[^@]+@[^?]+\?arch=", each["externalRefs"][0]["referenceLocator"])
    related = {each["relatedSpdxElement"] for each in document["relationships"]}
    assert related == {each["SPDXID"] for each in document["packages"]}
    assert "pgx" in podman("run", "--rm", image, "beta", "drivers").stdout


NARROW = ["--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges"]


def test_it_answers_to_both_names(image):
    assert re.fullmatch(r"gander \d+\.\d+\.\d+\n.*", podman("run", "--rm", *NARROW, image, "-version").stdout, re.DOTALL)
    assert podman("run", "--rm", *NARROW, "--entrypoint", "goose", image, "-version").stdout.startswith("goose version: v3.29.0")


def test_any_user_may_run_it(image, tmp_path):
    (tmp_path / "00001_a.sql").write_text("-- +goose Up\nSELECT 1;\n")
    tmp_path.chmod(0o755)
    for user in ("65532:65532", "1234567:0", "0:0"):
        done = podman("run", "--rm", *NARROW, "--user", user, "-v", f"{tmp_path}:/migrations:ro", image, "validate")
        assert "1 file read, no problem found" in done.stdout


def test_migrations_are_baked_in(image, name, tmp_path):
    """FROM gander and COPY are all that it takes."""
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations/00001_a.sql").write_text("-- +goose Up\nSELECT 1;\n")
    (tmp_path / "Containerfile").write_text(f"FROM {image}\nCOPY migrations /migrations\n")
    baked = f"localhost/{name}"
    podman("build", "--tag", baked, tmp_path)
    try:
        assert "1 file read, no problem found" in podman("run", "--rm", *NARROW, baked, "validate").stdout
    finally:
        podman("rmi", baked)


def test_as_the_first_process_it_stops_within_a_second(image, name, tmp_path):
    (tmp_path / "00001_a.sql").write_text("-- +goose Up\nSELECT 1;\n")
    tmp_path.chmod(0o755)
    words = ["-v", f"{tmp_path}:/migrations:ro", image, "postgres://u@192.0.2.1/d", "up", "--wait", "60s"]
    podman("run", "--detach", "--name", name, *NARROW, *words)
    time.sleep(1.5)
    began = time.monotonic()
    podman("kill", "--signal", signal.SIGTERM.name, name)
    assert podman("wait", name).stdout.strip() == "143"
    assert time.monotonic() - began < 1.5  # half a second of podman's own
    assert "stopped by SIGTERM, while waiting for the database" in podman("logs", name).stderr


def test_it_installs_itself_into_a_volume(image, tmp_path):
    tmp_path.chmod(0o777)  # as an emptyDir is
    for _ in range(2):
        done = podman("run", "--rm", *NARROW, "-v", f"{tmp_path}:/tools", image, "install", "/tools")
        assert (done.stdout, done.stderr) == ("gander: installed /tools/gander and /tools/goose\n", "")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["gander", "goose"]
    shown = subprocess.run([tmp_path / "goose", "-version"], capture_output=True, text=True, check=True).stdout
    assert shown.startswith("goose version: v3.29.0")
    tmp_path.chmod(0o755)
    done = podman("run", "--rm", *NARROW, "-v", f"{tmp_path}:/tools", image, "install", "/tools", check=False)
    assert done.returncode == 1 and "hint: the folder must be writable for user 65532" in done.stderr


def test_what_examples_adopt_makes_of_a_containerfile(image, name, tmp_path):
    shutil.copy(ROOT / "examples/adopt/before/Containerfile", tmp_path)
    subprocess.run(["git", "apply", "-p1", ROOT / "examples/adopt/Containerfile.patch"], cwd=tmp_path, check=True)
    (tmp_path / "migrations/after").mkdir(parents=True)
    (tmp_path / "migrations/00001_a.sql").write_text("-- +goose Up\nSELECT 1;\n")
    (tmp_path / "migrations/after/grants.sql").write_text("SELECT 1;\n")
    baked = f"localhost/{name}"
    podman("build", "--build-arg", f"GANDER={image}", "--tag", baked, tmp_path)
    try:
        config = json.loads(podman("image", "inspect", baked).stdout)[0]["Config"]
        assert config["Cmd"] == ["up"] and {"GANDER_AFTER=/migrations/after", "GANDER_WAIT=2m"} <= set(config["Env"])
        assert "/migrations/after/grants.sql" in [f"/{each.name}" for each in contents(baked, name)]
        assert "1 file read, no problem found" in podman("run", "--rm", *NARROW, baked, "validate").stdout
    finally:
        podman("rm", name)
        podman("rmi", baked)
