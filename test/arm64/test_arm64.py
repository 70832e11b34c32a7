"""What is cross-compiled for arm64 is for arm64, and migrates."""

import sqlite3
import struct

from conftest import IMAGE, podman

SOURCE = "-- +goose Up\nCREATE TABLE goose (name TEXT);\nINSERT INTO goose VALUES ('Martin');\n-- +goose Down\nDROP TABLE goose;\n"


def test_the_image_says_so(image):
    assert (image["Architecture"], image["Os"]) == ("arm64", "linux")
    assert image["Config"]["Entrypoint"] == ["/usr/local/bin/gander"]
    assert image["Config"]["User"] == "65532:65532"


def test_every_file_is_accounted_for(image, root):
    files = {str(path.relative_to(root)): path for path in root.rglob("*") if not path.is_dir()}
    ours = {name for name in files if name.partition("/")[0] not in {"dev", "proc", "run", "sys"}}  # podman's own
    assert ours - {"etc/hosts", "etc/hostname", "etc/resolv.conf"} == {
        "etc/ssl/certs/ca-certificates.crt",
        "usr/local/bin/gander",
        "usr/local/bin/goose",
        "usr/share/sbom/gander.spdx.json",
    }
    assert files["usr/local/bin/gander"].samefile(files["usr/local/bin/goose"])
    assert image["Size"] <= 12_000_000, "with every driver in it; deploy/release/images holds a published one to 10 MB"


def test_the_command_is_for_arm64_and_names_no_loader(root):
    header = (root / "usr/local/bin/gander").read_bytes()[:4096]
    assert header[:6] == b"\x7fELF\x02\x01"
    assert struct.unpack_from("<H", header, 18) == (183,), "AArch64"
    start, size, count = struct.unpack_from("<Q", header, 32)[0], *struct.unpack_from("<HH", header, 54)
    kinds = {struct.unpack_from("<I", header, start + number * size)[0] for number in range(count)}
    assert not kinds & {2, 3}, "PT_DYNAMIC, PT_INTERP: it wants a loader"


def test_the_sbom_is_for_arm64(root):
    text = (root / "usr/share/sbom/gander.spdx.json").read_text()
    assert "pkg:deb/debian/libc6-dev@" in text and "arch=amd64" not in text


def test_it_answers_to_both_names(gander):
    assert gander("-version").startswith("gander ")
    assert gander("-version", name="goose").startswith("goose version: ")


def test_it_migrates_up_and_down(gander, tmp_path):
    folder, database = tmp_path / "migrations", tmp_path / "app.db"
    folder.mkdir()
    (folder / "00001_goose.sql").write_text(SOURCE)
    (folder / "00002_more.sql").write_text("-- +goose Up\nINSERT INTO goose VALUES ('Akka');\n-- +goose Down\nDELETE FROM goose WHERE name = 'Akka';\n")
    assert "successfully migrated database to version: 2" in gander("-dir", folder, "sqlite3", database, "up")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT name FROM goose").fetchall() == [("Martin",), ("Akka",)]
    gander("-dir", folder, "sqlite3", database, "down")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT name FROM goose").fetchall() == [("Martin",)]
    gander("-dir", folder, "sqlite3", database, "down")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'goose'").fetchall() == []


def test_postgresql_s_parser_reads_a_file(gander, tmp_path):
    """libpg_query is in it, and works on this architecture."""
    (tmp_path / "00001_a.sql").write_text("-- +goose Up\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;\n")
    assert "1 file read, no problem found" in gander("-dir", tmp_path, "validate")
