"""gate: blocks until the schema is where it has to be, or answers at once with --check."""
import re
import signal
import socket
import subprocess
import threading
import time

import psycopg2
import pytest

from conftest import BIN, WORKER, same_as_golden

FILES = ["-dir", "m", "sqlite:x.db"]


class Waiting:
    """A gander that runs in the background, with what it has said so far."""

    def __init__(self, shell, *words):
        self.process = subprocess.Popen([str(BIN / "gander"), *words], cwd=shell.folder, env=shell.environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(iter(self.process.stderr.readline, "")))
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()
        self.process.stderr.close()

    def says(self, text):
        """Waits for a line."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if any(text in line for line in list(self.lines)):
                return True
            time.sleep(0.02)
        return False

    def ends(self):
        """Its exit code and stdout."""
        code = self.process.wait(20)
        self.reader.join()
        return code, self.process.stdout.read()


class LatePort:
    """A port on which nobody listens until open() is called; then it leads to the PostgreSQL server."""

    def __init__(self, url):
        host, port = re.search(r"@([^:/]+):(\d+)/", url).groups()
        self.target = (host, int(port))
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = url.replace(f"{host}:{port}", f"127.0.0.1:{self.port}")

    def open(self):
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            server = socket.create_connection(self.target)
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    @staticmethod
    def carry(source, sink):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def sql(shell, database):
    """Runs SQL on the server as its superuser, by way of a file."""

    def run(text):
        shell.write("sql/00001_x.sql", f"-- +goose NO TRANSACTION\n-- +goose Up\n{text}\n")
        result = shell.gander("-dir", "sql", "-no-versioning", database, "up")
        assert result.code == 0, result

    return run


@pytest.fixture
def schema(sql):
    """Its name; gone, with all that is in it, at the end."""
    sql("DROP SCHEMA IF EXISTS cli_gate CASCADE;")
    yield "cli_gate"
    sql("DROP SCHEMA IF EXISTS cli_gate CASCADE;")


@pytest.fixture
def three_in_schema(three, sql, schema):
    """A folder whose three migrations keep to the schema."""
    for version in (1, 2, 3):
        three.write(f"m/{version:05}_t{version}.sql", f"-- +goose Up\nCREATE TABLE {schema}.t{version} (a int);\n")
    three.schema = schema
    three.table_flag = ["-table", f"{schema}.versions"]
    return three


def test_it_opens_when_another_process_has_migrated_sqlite(three):
    with Waiting(three, "sqlite:x.db", "gate", "--version", "3") as gate:
        assert gate.says("gander: note: waiting for the version table\n")
        assert not (three.folder / "x.db").exists()
        three.gander(*FILES, "up-to", "1")
        assert gate.says("gander: note: waiting for version 3: the database is at 1\n")
        three.up()
        assert gate.ends() == (0, "gander: the schema is at version 3\n")
        assert len(gate.lines) <= 3, gate.lines


def test_it_opens_when_another_process_has_migrated_postgres(three_in_schema, sql, database):
    shell = three_in_schema
    base = ["-dir", "m", *shell.table_flag, database]
    with Waiting(shell, *base, "gate") as gate:
        assert gate.says(f'gander: note: waiting for the version table: schema "{shell.schema}" does not exist\n')
        sql(f"CREATE SCHEMA {shell.schema};")
        assert gate.says("gander: note: waiting for the version table\n")
        shell.gander(*base, "up-to", "1")
        assert gate.says("gander: note: waiting for 2 migrations of m: the next is 00002_t2.sql\n")
        assert shell.gander(*base, "up").code == 0
        assert gate.ends() == (0, "gander: the schema has all migrations of m\n")


def test_check_answers_both_ways(three):
    def answer(*words):
        result = three.gander(*FILES, "gate", "--check", *words)
        assert result.err == ""
        return result.code, result.out

    assert answer() == (1, "gander: lacking the version table\n")
    assert answer("--min", "1") == (1, "gander: lacking the version table\n")
    assert not (three.folder / "x.db").exists()
    three.gander(*FILES, "up-to", "2")
    assert answer() == (1, "gander: lacking 1 migration of m: the next is 00003_t3.sql\n")
    assert answer("--version", "2") == (0, "gander: the schema is at version 2\n")
    assert answer("--version", "3") == (1, "gander: lacking version 3: the database is at 2\n")
    assert answer("--min", "1") == (0, "gander: the schema is at version 1 or higher\n")
    assert answer("--min", "1", "--max", "3") == (0, "gander: the schema is at a version from 1 to 3\n")
    assert answer("--max", "1") == (1, "gander: lacking version 1 or lower: the database is at 2\n")
    three.up()
    assert answer() == (0, "gander: the schema has all migrations of m\n")
    assert answer("--exact") == (0, "gander: the schema has the migrations of m and no others\n")
    (three.folder / "m/00002_t2.sql").unlink()
    assert answer()[0] == 0
    assert answer("--exact") == (1, "gander: lacking the roll-back of version 2: it is applied and has no file here\n")


def test_it_judges_the_set_and_not_the_current_version(three):
    (three.folder / "m/00002_t2.sql").unlink()
    three.up()
    three.table(2)
    assert three.gander(*FILES, "up").code == 1
    assert three.gander(*FILES, "gate", "--check", "--version", "3").code == 0
    assert three.gander(*FILES, "gate", "--check").code == 1
    three.up("-allow-missing")
    assert three.gander(*FILES, "version").out == "gander: version 2\n"
    assert three.gander(*FILES, "gate", "--check", "--version", "3").code == 0
    assert three.gander(*FILES, "gate", "--check").code == 0


def test_timeout_says_what_it_saw_last(three):
    three.gander(*FILES, "up-to", "2")
    start = time.monotonic()
    result = three.gander(*FILES, "gate", "--version", "3", "--timeout", "700ms")
    assert result.code == 75 and result.out == "" and 0.6 < time.monotonic() - start < 5
    assert result.err == (
        "gander: note: waiting for version 3: the database is at 2\n"
        "gander: stopped: it took longer than -timeout 700ms, while waiting for version 3: the database is at 2\n"
    )


def test_a_signal_ends_it_at_once_and_it_says_what_it_waited_for(three):
    with Waiting(three, "sqlite:x.db", "gate", "--version", "3") as gate:
        assert gate.says("waiting for the version table\n")
        start = time.monotonic()
        gate.process.send_signal(signal.SIGTERM)
        assert gate.ends() == (143, "") and time.monotonic() - start < 1
        assert gate.lines[-1] == "gander: stopped by SIGTERM, while waiting for the version table\n"


def test_a_version_needs_no_directory(three):
    three.up()
    for words in (["--version", "3"], ["--min", "2"], ["--max", "3"]):
        assert three.gander("-dir", "nowhere", "sqlite:x.db", "gate", *words).code == 0
    result = three.gander("-dir", "nowhere", "sqlite:x.db", "gate")
    assert result.code == 1 and "nowhere directory does not exist" in result.err
    (three.folder / "empty").mkdir()
    result = three.gander("-dir", "empty", "sqlite:x.db", "gate")
    assert result.code == 1 and "no migration files found" in result.err


def test_a_role_that_may_only_select(three_in_schema, sql, database):
    shell = three_in_schema
    role = "cli_gate_reader_" + WORKER
    sql(f"CREATE SCHEMA {shell.schema};\nDROP ROLE IF EXISTS {role};\nCREATE ROLE {role} LOGIN;\n"
        f"GRANT USAGE ON SCHEMA {shell.schema} TO {role};")  # fmt: skip
    reader = re.sub(r"//[^@]*@", f"//{role}@", database)
    try:
        with Waiting(shell, *shell.table_flag, reader, "gate", "--version", "3") as gate:
            assert gate.says("waiting for the version table\n")
            assert shell.gander("-dir", "m", *shell.table_flag, database, "up").code == 0
            denied = "the right to read the version table: permission denied for table versions\n"
            assert gate.says(f"waiting for {denied}")
            result = shell.gander(*shell.table_flag, reader, "gate", "--version", "3", "--check")
            assert (result.code, result.out) == (1, f"gander: lacking {denied}")
            sql(f"GRANT SELECT ON {shell.schema}.versions TO {role};")
            assert gate.ends() == (0, "gander: the schema is at version 3\n")
        assert shell.gander(*shell.table_flag, reader, "gate", "--exact", "-dir", "m", "--check").code == 0
    finally:
        sql(f"DROP OWNED BY {role};\nDROP ROLE {role};")


def test_what_is_hidden_from_a_role_opens_nothing(three_in_schema, sql, database):
    """No rights on the schema, or on the rows: that looks like an empty database, for which --max 0 would be met."""
    shell = three_in_schema
    role = "cli_gate_blind_" + WORKER
    sql(f"CREATE SCHEMA {shell.schema};\nDROP ROLE IF EXISTS {role};\nCREATE ROLE {role} LOGIN;\n")
    assert shell.gander("-dir", "m", *shell.table_flag, database, "up").code == 0
    blind = re.sub(r"//[^@]*@", f"//{role}@", database)
    try:
        path = f"{blind}&search_path={shell.schema}"
        result = shell.gander("-table", "versions", path, "gate", "--max", "0", "--check")
        assert (result.code, result.out) == (1, f"gander: lacking the right to look into schema {shell.schema}\n")
        sql(f"GRANT USAGE ON SCHEMA {shell.schema} TO {role};\nGRANT SELECT ON {shell.schema}.versions TO {role};\n"
            f"ALTER TABLE {shell.schema}.versions ENABLE ROW LEVEL SECURITY;")  # fmt: skip
        result = shell.gander(*shell.table_flag, blind, "gate", "--max", "0", "--check")
        assert result.code == 1 and "lacking a row in the version table" in result.out
    finally:
        sql(f"DROP OWNED BY {role};\nDROP ROLE {role};")


def test_a_statement_timeout_of_the_role_is_no_answer(three_in_schema, sql, database):
    shell = three_in_schema
    sql(f"CREATE SCHEMA {shell.schema};")
    assert shell.gander("-dir", "m", *shell.table_flag, database, "up").code == 0
    connection = psycopg2.connect(database)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {shell.schema}.versions")
        words = [*shell.table_flag, f"{database}&statement_timeout=200ms", "gate", "--min", "1"]
        assert shell.gander(*words, "--check").code == 75
        result = shell.gander(*words, "-timeout", "1s")
        assert result.code == 75 and "waiting for the database: " in result.err
        with Waiting(shell, *words) as gate:
            assert gate.says("waiting for the database: ")
            connection.rollback()
            assert gate.ends()[0] == 0
    connection.close()


def test_a_server_that_is_not_there_yet(three_in_schema, sql, database):
    shell = three_in_schema
    sql(f"CREATE SCHEMA {shell.schema};")
    port = LatePort(database)
    words = [*shell.table_flag, port.url, "gate", "--version", "3"]
    result = shell.gander(*words, "--check")
    assert result.code == 75 and result.out == "" and "refused" in result.err
    result = shell.gander(*words, "--check", "--wait", "300ms")
    assert result.code == 75 and "; waiting up to 300ms\n" in result.err and "gave up after 300ms" in result.err
    result = shell.gander(*words, "-timeout=400ms")
    seen = f"waiting for the database: 127.0.0.1:{port.port} refused the connection\n"
    assert result.code == 75 and result.err.endswith(f"-timeout 400ms, while {seen}")
    with Waiting(shell, *words) as gate:
        assert gate.says(f"gander: note: {seen}")
        port.open()
        assert gate.says("waiting for the version table\n")
        assert shell.gander("-dir", "m", *shell.table_flag, database, "up").code == 0
        assert gate.ends() == (0, "gander: the schema is at version 3\n")
        assert sum("waiting for the database" in line for line in gate.lines) == 1, gate.lines
    port.listener.close()


def test_check_does_not_wait(three_in_schema, sql, database):
    """Neither for a server, whatever GANDER_WAIT says, nor for who holds the version table."""
    shell = three_in_schema
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgres://u@127.0.0.1:{closed.getsockname()[1]}/d"
        start = time.monotonic()
        assert shell.gander(url, "gate", "--min", "1", "--check", GANDER_WAIT="30s").code == 75
        assert time.monotonic() - start < 3
    sql(f"CREATE SCHEMA {shell.schema};")
    assert shell.gander("-dir", "m", *shell.table_flag, database, "up").code == 0
    connection = psycopg2.connect(database)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {shell.schema}.versions")
        start = time.monotonic()
        result = shell.gander(*shell.table_flag, database, "gate", "--min", "1", "--check")
        assert result.code == 75 and 4 < time.monotonic() - start < 9, result
        assert "gander: stopped: it took longer than -timeout 5s" in result.err
        result = shell.gander(*shell.table_flag, database, "gate", "--min", "1", "--check", "-timeout", "1s")
        assert result.code == 75 and "-timeout 1s" in result.err
    connection.close()


def test_it_has_its_own_patience_and_that_of_wait_is_for_check(three):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgres://u@127.0.0.1:{closed.getsockname()[1]}/d"
        result = three.gander(url, "gate", "--min", "1", "--wait", "100ms", "-timeout", "1s")
    assert result.code == 75 and "gave up" not in result.err and "waiting up to" not in result.err
    assert result.err.count("note: waiting for the database: ") == 1


def test_what_time_cannot_heal_is_told_at_once(three, database):
    url = re.sub(r"(//[^/]*/)[^?]*", r"\1no_such_database", database)
    for words in (["gate", "--version", "3"], ["gate", "--version", "3", "--check"]):
        result = three.gander(url, *words)
        assert result.code == 1 and "no_such_database" in result.err and "note" not in result.err


def test_json(three):
    base = [*FILES, "--output", "json", "gate"]

    def check(name, result, code):
        assert result.code == code, result
        same_as_golden(name, result.out)

    check("gate_lacking", three.gander(*base, "--check", "--exact"), 1)
    result = three.gander(*base, "--min", "2", "--timeout", "300ms")
    check("gate_timeout", result, 75)
    assert result.err == "gander: note: waiting for the version table\n"
    three.up()
    check("gate_met", three.gander(*base), 0)
    check("gate_met_versions", three.gander(*base, "--check", "--min", "2", "--max=4"), 0)
    assert three.gander(*base, "--version", "3").json["met"] is True
    check("gate_usage", three.gander(*base, "--version", "3", "--min", "2"), 2)


@pytest.mark.parametrize(
    "words, message",
    [
        (["--version", "3", "--min", "1"], "version cannot be combined with min or max"),
        (["--version", "3", "--max", "4", "--check"], "version cannot be combined with min or max"),
        (["--min", "4", "--max", "3"], "no version is 4 or higher and 3 or lower"),
        (["--exact", "--version", "3"], "exact is about migration files"),
        (["--exact", "--max", "3"], "exact is about migration files"),
        (["--version", "-1"], 'invalid value "-1" for flag -version: must be a version, 0 or higher'),
        (["--min=latest"], 'invalid value "latest" for flag -min'),
        (["--version"], "flag needs an argument: -version"),
        (["-no-versioning"], "without versioning nothing tells where the database is"),
        (["3"], "gate takes no argument"),
    ],
)
def test_usage_errors(three, words, message):
    result = three.gander(*FILES, "gate", *words)
    assert result.code == 2 and result.out == ""
    assert result.err.startswith(f"gander: {message}") and "\n  hint: " in result.err


def test_the_flags_belong_to_gate_alone(three):
    for flag in (["--min", "1"], ["--max", "1"], ["--exact"], ["--check"]):
        result = three.gander(*FILES, "up", *flag)
        assert result.code == 2 and f"{flag[0]} is a flag of gate, not of up" in result.err
    assert not (three.folder / "x.db").exists()


def test_version_is_the_program_s_before_gate_and_gate_s_behind_it(three):
    three.up()
    for words in (["--version"], ["-version", *FILES, "gate"], [*FILES, "up", "--version"]):
        result = three.gander(*words)
        assert result.code == 0 and result.out.startswith("gander 0."), words
    for words in (["gate", "--version", "3"], ["gate", "-version=3"], ["gate", "--check", "-version", "3"]):
        assert three.gander(*FILES, *words).out == "gander: the schema is at version 3\n", words
    result = three.gander(*FILES, "gate", "--version", "1", "--check")
    assert (result.code, result.out) == (1, "gander: lacking version 1: the database is at 3\n")
    assert "--version VERSION " in three.gander("gate", "--help").out


def test_variables_stand_in_for_the_flags(three):
    three.up()
    base = [*FILES, "gate"]
    assert three.gander(*base, GANDER_GATE_VERSION="3").out == "gander: the schema is at version 3\n"
    result = three.gander(*base, GANDER_GATE_MIN="4", GANDER_GATE_MAX="5", GANDER_GATE_CHECK="true")
    assert (result.code, result.out) == (1, "gander: lacking a version from 4 to 5: the database is at 3\n")
    assert three.gander(*base, "--min", "3", GANDER_GATE_MIN="4").code == 0
    result = three.gander(*base, "--check", GANDER_GATE_EXACT="1")
    assert result.out == "gander: the schema has the migrations of m and no others\n"
    result = three.gander(*base, GANDER_GATE_MAX="-2")
    assert result.code == 2 and 'invalid value "-2" for GANDER_GATE_MAX: must be a version, 0 or higher' in result.err
    assert three.gander(*FILES, "up", GANDER_GATE_VERSION="3").code == 0


def test_goose_knows_no_gate(three):
    three.up()
    result = three.goose("-dir", "m", "sqlite3", "x.db", "gate")
    assert result.code == 1 and 'goose run: "gate": no such command' in result.err
    assert three.goose("-min", "3", "sqlite3", "x.db", "up").code == 2
