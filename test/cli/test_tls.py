"""sslmode up to verify-full, authorities from every place they may come from, and client certificates, against a server that
speaks TLS."""
import os
import pathlib
import secrets
import shutil
import subprocess
import time
from urllib.parse import quote

import pytest
from conftest import BIN
from secret_forms import secret, server  # noqa: F401 (a fixture)

BUNDLES = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
]  # fmt: skip
REFUSED = "certificate verify failed"


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Authority:
    """Signs client certificates."""

    def __init__(self, certificate, key):
        self.certificate, self.key = pathlib.Path(certificate), pathlib.Path(key)

    def sign(self, folder, user):
        """user.crt and user.key."""
        openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={user}", "-keyout", f"{user}.key", "-out", "request")
        openssl(folder, "x509", "-req", "-in", "request", "-CA", str(self.certificate), "-CAkey", str(self.key),
                "-days", "2", "-set_serial", str(secrets.randbits(64)), "-out", f"{user}.crt")  # fmt: skip
        (folder / f"{user}.key").chmod(0o600)
        return str(folder / f"{user}.crt"), str(folder / f"{user}.key")


@pytest.fixture(scope="module")
def ours(postgres):
    """The server's own authority, which signed its certificate."""
    return Authority(os.environ["GANDER_TEST_POSTGRES_CERTIFICATE"], os.environ["GANDER_TEST_POSTGRES_KEY"])


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """An authority that the server's certificate is not from."""
    folder = tmp_path_factory.mktemp("authority")
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=stranger", "-keyout", "key",
            "-out", "certificate")  # fmt: skip
    return Authority(folder / "certificate", folder / "key")


@pytest.fixture
def database(shell, server):  # noqa: F811
    """Runs `version` over parameters of a connection string and variables. Success is success over TLS."""
    shell.write("m/00001_tls.sql", "-- +goose Up\nDO $$ BEGIN\n"
                "  ASSERT (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), 'no TLS';\nEND $$;\n")  # fmt: skip

    def call(*parameters, name="gander", host=server.host, user="postgres", **variables):
        query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in parameters)
        url = f"postgres://{user}@{host}:{server.port}/postgres?{query}"
        return shell.call(name, "-dir", "m", "-no-versioning", "postgres", url, "up", **{"GANDER_LOCK": "none", **variables})

    return call


def mode(name):
    return ("sslmode", name)


def worked(result):
    return (result.code, result.err) == (0, "")


def refused(result, *words):
    return result.code != 0 and all(word in result.err for word in words)


# Whom the server's certificate is held against.


@pytest.mark.parametrize("sslmode", ["prefer", "require"])
def test_without_verification_no_authority_is_needed(database, stranger, sslmode):
    assert worked(database(mode(sslmode)))
    assert worked(database(mode(sslmode), SSL_CERT_FILE=str(stranger.certificate)))
    assert worked(database(PGSSLMODE=sslmode))


@pytest.mark.parametrize("sslmode", ["require", "verify-ca", "verify-full"])
def test_a_named_authority_decides(database, ours, stranger, sslmode):
    assert worked(database(mode(sslmode), ("sslrootcert", ours.certificate)))
    assert worked(database(PGSSLMODE=sslmode, PGSSLROOTCERT=str(ours.certificate)))
    assert refused(database(mode(sslmode), ("sslrootcert", stranger.certificate)), REFUSED)
    assert refused(database(PGSSLMODE=sslmode, PGSSLROOTCERT=str(stranger.certificate)), REFUSED)
    result = database(mode(sslmode), ("sslrootcert", stranger.certificate), SSL_CERT_FILE=str(ours.certificate))
    assert refused(result, REFUSED, "hint: name a file with the authority that signed the server's certificate")


def test_verify_full_looks_at_the_name_too(database, ours):
    root = ("sslrootcert", ours.certificate)
    assert worked(database(mode("verify-ca"), root, host="localhost"))
    result = database(mode("verify-full"), root, host="localhost")
    assert refused(result, 'does not match host name "localhost"', "hint: connect by a name that is in the server's certificate")


@pytest.mark.parametrize("name", ["gander", "goose"])
@pytest.mark.parametrize("sslmode", ["verify-ca", "verify-full"])
def test_without_one_the_system_s_bundle_serves(database, ours, stranger, name, sslmode):
    bundle = {"SSL_CERT_FILE": str(ours.certificate)}
    assert database(mode(sslmode), name=name, **bundle).code == 0
    assert database(PGSSLMODE=sslmode, name=name, **bundle).code == 0
    assert refused(database(mode(sslmode), name=name, SSL_CERT_FILE=str(stranger.certificate)), REFUSED)


def test_with_the_system_s_bundle_the_name_counts_too(database, ours):
    bundle = {"SSL_CERT_FILE": str(ours.certificate)}
    assert worked(database(mode("verify-ca"), host="localhost", **bundle))
    assert refused(database(mode("verify-full"), host="localhost", **bundle), "does not match host name")


@pytest.mark.skipif(not any(map(os.path.exists, BUNDLES)), reason="no ca-certificates here")
def test_the_system_s_bundle_is_found_without_ssl_cert_file(database):
    result = database(mode("verify-full"))
    assert refused(result, REFUSED) and "root certificate file" not in result.err
    assert refused(database(mode("verify-full"), SSL_CERT_FILE=""), REFUSED)


def test_a_bundle_that_is_not_there_is_named(database):
    result = database(mode("verify-full"), SSL_CERT_FILE="/nowhere/roots")
    assert refused(result, 'root certificate file "/nowhere/roots" does not exist', "hint: name a file", "SSL_CERT_FILE")


def test_root_crt_at_home_comes_before_the_system_s(shell, database, ours, stranger):
    root = shell.write(".postgresql/root.crt", ours.certificate.read_text())
    assert worked(database(mode("verify-full"), SSL_CERT_FILE=str(stranger.certificate)))
    assert worked(database(mode("verify-full")))
    root.write_text(stranger.certificate.read_text())
    assert refused(database(mode("verify-full"), SSL_CERT_FILE=str(ours.certificate)), REFUSED)


@pytest.mark.parametrize("sslmode", [(), [mode("prefer")], [mode("verify-full")]], ids=["none", "prefer", "verify-full"])
def test_sslrootcert_system_asks_for_verify_full(database, ours, stranger, sslmode):
    system = ("sslrootcert", "system")
    bundle = {"SSL_CERT_FILE": str(ours.certificate)}
    assert worked(database(*sslmode, system, **bundle))
    assert worked(database(*sslmode, PGSSLROOTCERT="system", **bundle))
    assert refused(database(*sslmode, system, host="localhost", **bundle), "does not match host name")
    assert refused(database(*sslmode, system, SSL_CERT_FILE=str(stranger.certificate)), REFUSED)


def test_what_a_service_file_says_counts(shell, server, ours, stranger):  # noqa: F811
    place = f"[mine]\nhost={server.host}\nport={server.port}\nuser=postgres\ndbname=postgres\n"
    shell.write(".pg_service.conf", place + "sslmode=verify-full\n")
    words = ["postgres", "service=mine", "version"]
    assert worked(shell.gander(*words, SSL_CERT_FILE=str(ours.certificate)))
    assert refused(shell.gander(*words, SSL_CERT_FILE=str(stranger.certificate)), REFUSED)
    shell.write(".pg_service.conf", place + f"sslmode=verify-full\nsslrootcert={ours.certificate}\n")
    assert worked(shell.gander(*words, SSL_CERT_FILE=str(stranger.certificate)))


def test_a_mounted_secret_may_hold_the_authority(shell, server, ours, stranger):  # noqa: F811
    keys = {"host": server.host, "port": server.port, "user": "postgres", "dbname": "postgres", "sslmode": "verify-full\n"}
    right, wrong = ours.certificate.read_text(), stranger.certificate.read_text()
    for folder, root, works in (
        ("a", right, True), ("b", wrong, False), ("c", str(ours.certificate) + "\n", True), ("d", str(stranger.certificate), False),
    ):  # fmt: skip
        result = shell.gander("version", GANDER_DBSTRING_FILE=secret(shell, folder, {**keys, "sslrootcert": root}))
        assert worked(result) if works else refused(result, REFUSED), result


# Client certificates.


@pytest.fixture
def bearer(server):  # noqa: F811
    """A role that must show a certificate."""
    name = f"bearer_{os.getpid()}_{secrets.token_hex(4)}"
    server.run(f"CREATE ROLE {name} LOGIN IN ROLE needs_certificate")
    server.run("SELECT pg_advisory_xact_lock(1); " f"GRANT ALL ON SCHEMA public TO {name}")  # at once two collide
    yield name
    server.run("SELECT pg_advisory_xact_lock(1); " f"DROP OWNED BY {name}")


def test_a_client_certificate_lets_its_user_in(shell, database, ours, bearer):
    certificate, key = ours.sign(shell.folder, bearer)
    root = ("sslrootcert", ours.certificate)
    both = [("sslcert", certificate), ("sslkey", key)]
    assert worked(database(mode("verify-full"), root, *both, user=bearer))
    assert worked(database(mode("require"), *both, user=bearer))
    assert database(*both, user=bearer, name="goose").code == 0
    variables = {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": str(ours.certificate), "PGSSLCERT": certificate, "PGSSLKEY": key}
    assert worked(database(user=bearer, **variables))
    assert refused(database(mode("disable"), *both, user=bearer), "pg_hba.conf rejects connection")


def test_a_client_certificate_at_home_is_found(shell, database, ours, bearer):
    (shell.folder / ".postgresql").mkdir()
    for path, name in zip(ours.sign(shell.folder, bearer), ("postgresql.crt", "postgresql.key")):
        shutil.move(path, shell.folder / ".postgresql" / name)
    assert worked(database(mode("require"), user=bearer))


def test_no_certificate_or_another_s_does_not(shell, database, ours, stranger, bearer):
    assert refused(database(mode("require"), user=bearer), "requires a valid client certificate")
    certificate, key = ours.sign(shell.folder, "somebody")
    assert refused(database(mode("require"), ("sslcert", certificate), ("sslkey", key), user=bearer), "certificate authentication failed")
    certificate, key = stranger.sign(shell.folder, bearer)
    assert refused(database(mode("require"), ("sslcert", certificate), ("sslkey", key), user=bearer), "unknown ca")


def test_a_mounted_secret_may_hold_certificate_and_key(shell, server, ours, bearer):  # noqa: F811
    certificate, key = (pathlib.Path(path).read_text() for path in ours.sign(shell.folder, bearer))
    keys = {"host": server.host, "port": server.port, "user": bearer, "dbname": "postgres", "sslmode": "verify-full",
            "sslrootcert": ours.certificate.read_text(), "sslcert": certificate, "sslkey": key}  # fmt: skip
    folder = secret(shell, "mounted", keys)
    open_to_all = shell.gander("version", GANDER_DBSTRING_FILE=folder)
    assert refused(open_to_all, f'private key file "{folder}/sslkey" has group or world access', "defaultMode: 0440")
    (shell.folder / "mounted" / "sslkey").resolve().chmod(0o400)
    assert worked(shell.gander("version", GANDER_DBSTRING_FILE=folder))
    assert worked(shell.gander("version", GANDER_DBSTRING_FILE="mounted"))


@pytest.fixture
def locked(shell, ours, bearer):
    """A client certificate whose key has a password."""
    certificate, key = ours.sign(shell.folder, bearer)
    openssl(shell.folder, "rsa", "-aes256", "-passout", "pass:Sw0rd fish'", "-in", key, "-out", "locked.key")
    (shell.folder / "locked.key").chmod(0o600)
    return [mode("require"), ("sslcert", certificate), ("sslkey", shell.folder / "locked.key")]


def test_a_key_may_have_a_password(database, locked, bearer):
    assert worked(database(*locked, ("sslpassword", "Sw0rd fish'"), user=bearer))
    assert worked(database(*locked, user=bearer, PGSSLPASSWORD="Sw0rd fish'"))
    assert worked(database(*locked, ("sslpassword", "Sw0rd fish'"), user=bearer, PGSSLPASSWORD="wrong"))


def test_nobody_is_asked_for_a_key_s_password(shell, server, locked, bearer):  # noqa: F811
    """With a terminal or an open pipe as input: OpenSSL would wait there for ever."""
    query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in locked)
    for parameter in ("", "&sslpassword=Sw0rd"):
        url = f"postgres://{bearer}@{server.host}:{server.port}/postgres?{query}{parameter}"
        start = time.monotonic()
        process = subprocess.Popen([BIN / "gander", url, "version"], cwd=shell.folder, env=shell.environment, text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)  # fmt: skip
        try:
            code = process.wait(timeout=20)
        finally:
            process.kill()
        out, err = process.communicate()
        assert code != 0 and time.monotonic() - start < 10
        assert "could not load private key file" in err and "pass phrase" not in out + err and "Sw0rd" not in out + err
