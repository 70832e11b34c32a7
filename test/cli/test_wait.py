"""Waiting for a database that comes late, and not waiting for one that will never come."""
import os
import re
import subprocess
import time
from urllib.parse import urlsplit

import pytest

from conftest import DATABASE, same_as_golden
from stub_server import (
    Stub, closing, dropping_packets, fatal, passes_to, pooling, refuse, silent, speaks_http, starting_up, without_tls,
)  # fmt: skip


def url(port, rest="/d", user="u"):
    return f"postgres://{user}@127.0.0.1:{port}{rest}"


def timed(call, *words, **environment):
    begin = time.monotonic()
    result = call(*words, **environment)
    return result, time.monotonic() - begin


def notes(result):
    return re.findall(r"note: (.*)\n", result.err)


@pytest.fixture
def real(database):
    """Passes on to the real server."""
    where = urlsplit(database)
    return passes_to(where.hostname, where.port)


def on_stub(stub):
    return url(stub.port, "/" + DATABASE, "postgres")


def test_a_server_that_listens_late(shell, real):
    with Stub(real, listening=False) as stub:
        stub.after(0.8, stub.listen)
        result, seconds = timed(shell.gander, on_stub(stub), "wait", "--wait", "20s")
    assert result.code == 0, result
    assert 0.8 <= seconds < 8
    assert notes(result) == [f"127.0.0.1:{stub.port} refused the connection; waiting up to 20s"]
    assert re.fullmatch(rf"gander: 127\.0\.0\.1:{stub.port} answers after \d+(\.\d)?(s|ms)\n", result.out)


def test_each_change_is_told_once(shell, real):
    with Stub(starting_up, listening=False) as stub:
        stub.after(0.6, stub.listen)
        stub.after(2, lambda: setattr(stub, "answer", real))
        result = shell.gander(on_stub(stub), "wait", "--wait", "20s")
    assert result.code == 0, result
    assert notes(result) == [
        f"127.0.0.1:{stub.port} refused the connection; waiting up to 20s",
        f"127.0.0.1:{stub.port} is starting up",
    ]
    assert stub.served > 2


def test_every_command_waits(shell, real):
    shell.write("m/00001_a.sql", "-- +goose Up\nCREATE TABLE cli_waited (a int);\n-- +goose Down\nDROP TABLE cli_waited;\n")
    for command in ("plan", "status", "version", "up", "redo", "reset"):
        with Stub(real, listening=False) as stub:
            stub.after(0.3, stub.listen)
            words = ["-dir", "m", "-table", "cli_wait_versions", on_stub(stub), command]
            result = shell.gander(*words, "--wait", "20s")
        assert result.code == 0, (command, result)
        assert len(notes(result)) == 1


def test_goose_waits_by_the_variable_alone(shell, real):
    shell.write("m/00001_a.sql", "-- +goose Up\n")
    with Stub(real, listening=False) as stub:
        words = ["-dir", "m", "-table", "cli_wait_goose", "postgres", on_stub(stub), "version"]
        assert shell.goose(*words).code == 1
        stub.after(0.3, stub.listen)
        result = shell.goose(*words, GANDER_WAIT="20s")
        assert result.code == 0, result
        assert notes(result) == [f"127.0.0.1:{stub.port} refused the connection; waiting up to 20s"]
        assert "goose: version 0" in result.err
        words[5] += "?default_query_exec_mode=exec"
        assert "note" not in shell.goose(*words).err
        assert len(notes(shell.gander(*words))) == 1
    assert "flag provided but not defined: -wait" in shell.goose("-wait", "1s", *words).err
    assert '"wait": no such command' in shell.goose("postgres", "x", "wait").err
    assert "GANDER_WAIT" in shell.goose(*words, GANDER_WAIT="soon").err


# What is seen, and what it means.
CASES = {
    "refused": (None, " refused the connection", "nothing listens there: the port is wrong"),
    "silent": (silent, " does not answer", "a NetworkPolicy, a firewall"),
    "starting": (starting_up, " is starting up", "allow more time"),
    "full": (refuse("53300", "sorry, too many clients already"), " has too many connections", "others hold"),
    "stopping": (refuse("57P03", "the database system is shutting down"), " is shutting down", "restarted"),
    "closing": (closing, " closed the connection", "a proxy in between"),
    "pooler": (pooling(None), " takes connections, but does not answer", "a proxy in between"),
    "pooler says so": (pooling(fatal("08P01", "query_wait_timeout")), ": FATAL: query_wait_timeout (SQLSTATE 08P01)", "a proxy in between"),
}


@pytest.mark.parametrize("case", CASES)
def test_at_the_end_it_says_what_it_saw_and_what_that_means(shell, case):
    answer, seen, meaning = CASES[case]
    with Stub(answer, listening=answer is not None) as stub:
        result, seconds = timed(shell.gander, url(stub.port), "wait", "--wait", "1s")
    assert result.code == 75, result
    assert 0.7 <= seconds < 3
    assert result.out == ""
    assert f"gander: 127.0.0.1:{stub.port}{seen}; gave up after 1s (" in result.err
    assert re.search(rf"^  hint: .*{meaning}", result.err, re.MULTILINE), result
    told = [] if case in ("silent", "pooler") else [f"127.0.0.1:{stub.port}{seen}; waiting up to 1s"]
    assert notes(result) == told


def test_packets_that_are_dropped(shell):
    with dropping_packets() as port:
        result, seconds = timed(shell.gander, url(port), "wait", "--wait", "1s")
    assert result.code == 75 and 0.7 <= seconds < 3, result
    assert f"127.0.0.1:{port} does not answer; gave up after 1s" in result.err


def test_a_host_that_is_silent_at_first_does_not_eat_the_whole_wait(shell, real):
    with Stub(silent) as stub:
        stub.after(1, lambda: setattr(stub, "answer", real))
        result, seconds = timed(shell.gander, on_stub(stub) + "?connect_timeout=2", "wait", "--wait", "1m")
    assert result.code == 0 and 2 <= seconds < 8, result
    assert notes(result) == [f"127.0.0.1:{stub.port} does not answer; waiting up to 1m"]


def test_a_lost_connection_is_made_again_past_a_host_that_is_silent_at_first(shell, real):
    shell.write("m/00001_slow.sql", "-- +goose Up\nSELECT pg_sleep(1.5);\n")
    with Stub(lambda client: (silent if stub.served == 2 else real)(client)) as stub:
        stub.after(0.7, stub.cut)
        words = ["-dir", "m", "-table", "cli_wait_lost", on_stub(stub)]
        result, seconds = timed(shell.gander, *words, "up")
        assert result.code == 0 and 5 < seconds < 20, result
        assert f"127.0.0.1:{stub.port} does not answer; waiting up to 30s" in notes(result)
        assert shell.gander(*words, "reset").code == 0


def test_a_host_that_is_silent_is_left_for_the_next(shell, real):
    with Stub(silent) as one, Stub(real) as two:
        hosts = f"postgres://postgres@127.0.0.1:{one.port},127.0.0.1:{two.port}/{DATABASE}?connect_timeout=2"
        result, seconds = timed(shell.gander, hosts, "wait")
    assert result.code == 0 and 2 <= seconds < 8, result
    assert f"127.0.0.1:{two.port} answers" in result.out


def test_a_name_that_is_not_known(shell):
    result, seconds = timed(shell.gander, "postgres://u@postgres.invalid/d", "wait", "--wait", "1s")
    assert result.code == 75 and seconds < 3, result
    assert notes(result)[0].startswith("postgres.invalid has no address")
    assert "gander: postgres.invalid has no address" in result.err


def test_a_name_server_that_never_answers(shell, tmp_path):
    source = shell.write("deaf.c", "#include <unistd.h>\nint getaddrinfo() { sleep(60); return -3; }\n")
    library = tmp_path / "deaf.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", library, source], check=True)
    result, seconds = timed(shell.gander, "postgres://u@db/d", "wait", "--wait", "1s", LD_PRELOAD=str(library))
    assert result.code == 75 and 0.7 <= seconds < 3, result
    assert "gander: db has no address: no name server answers; gave up after 1s" in result.err
    result, seconds = timed(shell.gander, "postgres://u@db/d", "wait", "-timeout=300ms", LD_PRELOAD=str(library))
    assert result.code == 75 and seconds < 1.3, result


def fails_at_once(shell, *words, code=1):
    result, seconds = timed(shell.gander, *words, "wait", "--wait", "1m")
    assert result.code == code and seconds < 3, result
    assert notes(result) == []
    return result.err


def test_what_the_server_refuses_for_good(shell, database):
    assert "28P01" in fails_at_once(shell, database.replace("postgres@", "password_user:wrong@"))
    assert "no password supplied" in fails_at_once(shell, database.replace("postgres@", "password_user@"))
    assert "28000" in fails_at_once(shell, database.replace("postgres@", "no_such_user@"))
    assert "3D000" in fails_at_once(shell, re.sub(r"/cli_\w+\?", "/no_such_database?", database))


def test_what_nobody_can_connect_to(shell):
    for words in (["postgres", "port=x"], ["postgres", "host=h hostaddr=x"], ["postgres://h:1/d?sslmode=x"],
                  ["postgres://h/d?service=none"], ["postgres://h/%zz"]):  # fmt: skip
        fails_at_once(shell, *words, code=2)


def test_tls_that_is_refused(shell, database, tmp_path):
    certificate = os.environ["GANDER_TEST_POSTGRES_CERTIFICATE"]
    where = database.split("?")[0]
    by_name = where.replace("127.0.0.1", "localhost") + "?hostaddr=127.0.0.1&sslmode=verify-full"
    other = tmp_path / "other.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=other", "-keyout",
         tmp_path / "other.key", "-out", other], check=True, capture_output=True)  # fmt: skip
    for string, words in (
        (f"{where}?sslmode=verify-ca&sslrootcert={other}", "certificate verify failed"),
        (f"{by_name}&sslrootcert={certificate}", "does not match host name"),
        (f"{where}?sslmode=verify-ca&sslrootcert={tmp_path}/none.crt", "does not exist"),
        (f"{where}?sslmode=verify-ca&sslrootcert={tmp_path}/other.key", "could not read root certificate file"),
        (f"{where}?sslmode=require&sslcert={certificate}", "not private key file"),
        (f"{where}?sslmode=require&sslcert={certificate}&sslkey={tmp_path}/other.key", "could not load private key file"),
        (f"{where}?sslmode=require&channel_binding=require", "channel binding required"),
        (f"{where}?gssencmode=require", "GSSAPI encryption"),
    ):
        assert words in fails_at_once(shell, string)
    accepted = shell.gander(f"{where}?sslmode=verify-full&sslrootcert={certificate}", "wait")
    assert accepted.code == 0, accepted


def test_a_server_without_tls_and_one_that_is_none(shell):
    with Stub(without_tls) as stub:
        err = fails_at_once(shell, url(stub.port, "/d?sslmode=require"))
        assert "server does not support SSL, but SSL was required" in err and "  hint: switch TLS on" in err
    with Stub(speaks_http) as stub:
        assert "  hint: something else than PostgreSQL" in fails_at_once(shell, url(stub.port))
        assert "  hint: something else than PostgreSQL" in fails_at_once(shell, url(stub.port, "/d?sslmode=disable"))


def test_timeout_limits_the_wait_too(shell):
    with Stub(listening=False) as stub:
        result, seconds = timed(shell.gander, url(stub.port), "wait", "--wait", "1m", "-timeout", "500ms")
    assert result.code == 75 and seconds < 1.5, result
    assert "gander: stopped: it took longer than -timeout 500ms" in result.err


def test_without_a_wait_nothing_is_waited_for(shell):
    with Stub(listening=False) as stub:
        for words in (["wait", "--wait", "0"], ["version"]):
            result, seconds = timed(shell.gander, url(stub.port), *words)
            assert result.code == 75 and seconds < 1 and notes(result) == [], result


def test_json(shell, database):
    with Stub(listening=False) as stub:
        result = shell.gander(url(stub.port), "wait", "--wait=500ms", "--output=json")
    assert result.code == 75
    assert result.json["error"]["exit_code"] == 75 and result.json["error"]["code"] == "connection"
    assert "nothing listens there" in result.json["error"]["hint"]
    assert notes(result) == [f"127.0.0.1:{stub.port} refused the connection; waiting up to 500ms"]
    result = shell.gander(database, "wait", GANDER_OUTPUT="json")
    assert result.code == 0 and result.json["database"]["port"] == str(urlsplit(database).port)


def test_sqlite_needs_a_folder_and_no_file(shell):
    result = shell.gander("sqlite:x.db", "wait", "--output=json")
    assert result.code == 0 and not (shell.folder / "x.db").exists()
    same_as_golden("wait", result.out)
    assert shell.gander("sqlite:x.db", "wait").out.startswith("gander: x.db answers after ")
    result, seconds = timed(shell.gander, "sqlite:none/x.db", "wait")
    assert result.code == 1 and seconds < 3 and "the folder must exist" in result.err
