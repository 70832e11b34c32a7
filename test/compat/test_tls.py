"""Which authorities vouch for a server, and whether a key's password is found: goose and ours decide alike."""
import os
import subprocess
from pathlib import Path

import pytest
from harness.tool import World

MODES = ["require", "verify-ca", "verify-full"]


@pytest.fixture
def certificates(server):
    """The server's own, which serves as the system's bundle too; and a client's key with a password."""
    return os.environ["GANDER_TEST_POSTGRES_CERTIFICATE"], os.environ["GANDER_TEST_POSTGRES_KEY"]


def exits(tmp_path, goose, ours, server, host, query, env):
    url = f"postgres://postgres@{host}:{server.parts['port']}/postgres?{query}"
    found = []
    for name, binary in (("goose", goose), ("ours", ours)):
        world = World(binary, tmp_path / name, None)
        (world.root / "m").mkdir(exist_ok=True)
        (world.root / "m" / "1_a.sql").write_text("-- +goose Up\n-- +goose StatementBegin\nDO $$ BEGIN ASSERT "
            "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()); END $$;\n-- +goose StatementEnd\n")  # fmt: skip
        found.append(world.call(("-dir", "m", "-no-versioning", "postgres", url, "up"), env).exit)
    return found


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("sslmode", MODES)
def test_authorities(tmp_path, goose, ours, server, certificates, host, sslmode):
    certificate, _ = certificates
    other = tmp_path / "other.crt"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=other", "-keyout",
                    tmp_path / "other.key", "-out", other], check=True, capture_output=True)  # fmt: skip
    right = int(sslmode == "verify-full" and host == "localhost")
    wrong = int(sslmode != "require")
    for query, env, expected in (
        (f"sslmode={sslmode}", {"SSL_CERT_FILE": certificate}, right),
        (f"sslmode={sslmode}", {"SSL_CERT_FILE": str(other)}, wrong),
        ("", {"PGSSLMODE": sslmode, "SSL_CERT_FILE": certificate}, right),
        (f"sslmode={sslmode}&sslrootcert={certificate}", {"SSL_CERT_FILE": str(other)}, right),
        (f"sslmode={sslmode}&sslrootcert={other}", {"SSL_CERT_FILE": certificate}, 1),
        (f"sslmode={sslmode}&sslrootcert=system", {"SSL_CERT_FILE": certificate}, int(host == "localhost")),
        (f"sslmode={sslmode}", {"PGSSLROOTCERT": "system", "SSL_CERT_FILE": str(other)}, 1),
    ):
        assert exits(tmp_path, goose, ours, server, host, query, env) == [expected, expected], (query, env)


def test_a_key_with_a_password(tmp_path, goose, ours, server, certificates):
    certificate, key = certificates
    locked = tmp_path / "locked.key"
    # Of the kind that Go can read, with a DEK-Info line.
    subprocess.run(["openssl", "rsa", "-aes256", "-traditional", "-passout", "pass:s3cret", "-in", key, "-out", locked], check=True,
                   capture_output=True)  # fmt: skip
    locked.chmod(0o600)
    query = f"sslmode=require&sslcert={certificate}&sslkey={locked}"
    for more, env, expected in (
        ("&sslpassword=s3cret", {}, 0), ("", {"PGSSLPASSWORD": "s3cret"}, 0), ("", {}, 1), ("&sslpassword=wrong", {}, 1),
    ):  # fmt: skip
        assert exits(tmp_path, goose, ours, server, "127.0.0.1", query + more, env) == [expected, expected], (more, env)
