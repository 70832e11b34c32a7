"""The command without shared libraries does all that the other one does, alone in an empty root folder."""

import os
import re
import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path

import pytest
from name_server import NameServer
from needed import missing

NAME_SERVER = "127.0.0.153"


def succeeds(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_names_no_loader_and_no_library(gander):
    header = gander.read_bytes()[:4096]
    start, size, count = struct.unpack_from("<Q", header, 32)[0], *struct.unpack_from("<HH", header, 54)
    kinds = {struct.unpack_from("<I", header, start + number * size)[0] for number in range(count)}
    assert 1 in kinds, "PT_LOAD: not an ELF file of 64 bits"
    assert not kinds & {2, 3}, "PT_DYNAMIC, PT_INTERP: it wants a loader"


def test_it_is_small(gander):
    """With every driver in it, and PostgreSQL's parser. The image, which has one driver, has a limit of its own."""
    assert gander.stat().st_size <= 12_000_000


@pytest.mark.parametrize("name", ["gander", "goose"])
def test_it_says_its_version(gander, name):
    assert re.search(r"\d+\.\d+\.\d+", succeeds(subprocess.run([gander.parent / name, "-version"], capture_output=True, text=True)))


def test_sqlite(image):
    (image.folder / "data").mkdir()
    (image.folder / "data").chmod(0o777)
    succeeds(image.run("sqlite3", "/data/x.db", "up"))
    with sqlite3.connect(image.folder / "data" / "x.db") as database:
        assert database.execute("SELECT one FROM session").fetchall() == [(1,)]


def up(image, server, url, **environment):
    """Whether TLS was in use on the connection that migrated."""
    image.write(
        "migrations/1_session.sql",
        "-- +goose Up\nCREATE TABLE session AS SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid();\n",
    )
    succeeds(image.run("postgres", url, "up", **environment))
    ((ssl,),) = server.ask("SELECT ssl FROM session", server.database)
    return ssl


def test_tcp(image, server):
    assert up(image, server, server.url("127.0.0.1", sslmode="disable")) is False


def test_a_unix_socket(image, server):
    folder = os.environ.get("GANDER_TEST_POSTGRES_SOCKET")
    if not folder:
        missing("no socket of a server (GANDER_TEST_POSTGRES_SOCKET); scripts/with-postgres provides one")
    inside = image.folder / "socket"
    inside.mkdir()
    # A chroot sees no socket outside it, but a link of the same inode in it.
    os.link(f"{folder}/.s.PGSQL.{server.port}", inside / f".s.PGSQL.{server.port}")
    assert up(image, server, server.url("", host="/socket", sslmode="disable")) is False


def test_tls(image, server):
    assert up(image, server, server.url("127.0.0.1", sslmode="require")) is True


def test_tls_with_the_certificate_checked(image, server):
    certificate = os.environ.get("GANDER_TEST_POSTGRES_CERTIFICATE")
    if not certificate:
        missing("no certificate of a server (GANDER_TEST_POSTGRES_CERTIFICATE); scripts/with-postgres provides one")
    strict = {"sslmode": "verify-full", "sslrootcert": "/root.crt"}
    image.write("root.crt", Path(certificate).read_text())
    assert up(image, server, server.url("127.0.0.1", **strict)) is True
    image.write("etc/hosts", "127.0.0.1 impostor\n")
    assert "does not match host name" in image.run("postgres", server.url("impostor", **strict), "status").stderr


def test_a_host_of_etc_hosts(image, server):
    image.write("etc/hosts", "127.0.0.1 database\n")
    assert up(image, server, server.url("database", sslmode="disable")) is False


def test_a_host_of_dns(image, server):
    try:
        names = NameServer(NAME_SERVER, "database.gander.test")
    except PermissionError:
        missing("not root, who alone may be a name server")
    image.write("etc/resolv.conf", f"nameserver {NAME_SERVER}\nsearch gander.test\n")
    try:
        assert up(image, server, server.url("database", sslmode="disable")) is False
        assert names.question in names.asked
    finally:
        names.close()


def test_a_host_that_is_not(image, server):
    image.write("etc/hosts", "127.0.0.1 database\n")
    done = image.run("postgres", server.url("elsewhere.invalid"), "up")
    assert done.returncode == 75
    assert 'could not translate host name "elsewhere.invalid"' in done.stderr


def test_plugins_for_names_are_not_looked_for(image, server):
    image.write("etc/nsswitch.conf", "passwd: plugin\nhosts: plugin\nservices: plugin\n")
    image.write("etc/hosts", "127.0.0.1 database\n")
    assert up(image, server, server.url("database", sslmode="disable")) is False


def test_the_user_of_the_machine_is_the_default_one(image, server):
    image.write("etc/passwd", f"{server.user}:x:{4711 if os.geteuid() == 0 else 0}:0::/:/none\n")
    url = server.url("127.0.0.1", sslmode="disable").replace(f"{server.user}@", "")
    assert up(image, server, url) is False


def test_a_user_without_a_name_must_give_one(image, server):
    url = server.url("127.0.0.1", sslmode="disable").replace(f"{server.user}@", "")
    done = image.run("postgres", url, "up")
    assert done.returncode == 2
    assert "could not look up local user ID" in done.stderr and "  hint: the connection string names no user" in done.stderr
    assert up(image, server, url, PGUSER=server.user) is False


def test_it_installs_itself_for_a_world_without_libraries(image, gander):
    done = subprocess.run([gander, "install", image.folder / "tools"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr  # no note of shared libraries
    shutil.copy(image.folder / "tools" / "goose", image.folder / "gander")
    assert "no problem found" in image.run("validate").stdout
    done = image.run("install", "/tools")
    assert done.returncode == 1 and "hint: /proc must be mounted" in done.stderr
