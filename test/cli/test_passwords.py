"""A password never reaches an output, a log or an argument list, however it is given and the words are mixed up."""
import os
import pathlib
import re
import subprocess
import threading
import time
import uuid

import pytest
from conftest import BIN
from secret_forms import FOR_BOTH, FOR_GANDER, server  # noqa: F401 (a fixture)

SECRETS = ["hush", "hu:sh", "hu%40sh", "hu sh", "h'u\\sh", "hush@home", "hush#1", "hush/1?x=y"]


# Ours reads none of these; what another tool's connection string holds is hidden all the same.
OF_OTHERS = [
    "libsql://h.turso.io?authToken={}",
    "grpcs://h:2135/local?token={}",
    "clickhouse://h:9000/d?username=u&password={}",
    "sqlserver://u:{}@h?database=d",
    "u:{}@tcp(h:3306)/d",
    "server=h;user id=sa;pwd={}",
    "http://h?api_key={}",
]


def spellings(secret):
    yield f"postgres://user:{secret}@127.0.0.1:1/db"
    yield f"postgresql://127.0.0.1:1/db?user=u&password={secret}"
    escaped = secret.replace("\\", "\\\\").replace("'", "\\'")
    yield f"host=127.0.0.1 port=1 user=u password='{escaped}'"


@pytest.mark.parametrize("name", ["gander", "goose"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_password_in_any_output(three, name, secret):
    hidden = max(secret.replace("\\", " ").replace("'", " ").split(" "), key=len)[:4]
    assert len(hidden) >= 2
    for spelling in spellings(secret):
        runs = [
            three.call(name, "-dir", "m", "postgres", spelling, "up"),
            three.call(name, "-dir", "m", spelling, "up"),
            three.call(name, "bogus", spelling, "up"),
            three.call(name, "postgres", spelling, "uup"),
            three.call(name, "postgres", "postgres", spelling),
            three.call(name, "up", spelling),
            three.call(name, "env", GOOSE_DBSTRING=spelling, DATABASE_URL=spelling),
            three.call(name, "-dir", "m", "status", "-v", GOOSE_DRIVER="postgres", GOOSE_DBSTRING=spelling),
            three.call(name, "postgres", spelling, "up", GOOSE_DRIVER="postgres", GOOSE_DBSTRING=spelling),
            three.call(name, "postgres", spelling, "-dir", "m", "up", GANDER_OUTPUT="json"),
        ]
        for run in runs:
            assert hidden not in run.out + run.err, (spelling, run)


def test_a_masked_string_keeps_the_rest(shell):
    result = shell.goose("env", GOOSE_DBSTRING="postgres://user:hush@host:5432/db?sslmode=disable")
    assert 'GOOSE_DBSTRING="postgres://user:xxxxx@host:5432/db?sslmode=disable"' in result.out


MARK = "Sw0rdf1sh"
ON_THE_LINE = {"url", "url_parameter", "pairs_in_quotes", "pairs_with_backslashes"}

COMMANDS = [
    ["status", "-v"], ["up", "-v", "-no-color"], ["redo", "-v"], ["reset"], ["upp"], ["up", "postgres"],
    ["version", "-table", "no.such.table"], ["validate", "-v"], ["env"], ["status", "-timeout", "1ns"], ["version", "-nosuch"],
]  # fmt: skip
GANDER_COMMANDS = [
    ["plan", "--sql"], ["up", "--output", "json"], ["plan", "--output=json", "--sql"], ["status", "--output", "json"],
    ["env", "--output", "json"], ["fly", "--output", "json"], ["reset", "--output=json", "-v"],
]  # fmt: skip


def arguments_of(process):
    """What others can see of a process and its children, until it ends."""
    seen = set()
    while process.poll() is None:
        children = ""
        try:
            for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
                children += (task / "children").read_text()
        except OSError:
            pass  # gone in between
        for pid in [process.pid, *children.split()]:
            try:
                seen.add(pathlib.Path(f"/proc/{pid}/cmdline").read_bytes())
            except OSError:
                pass
        time.sleep(0.002)
    return b"\n".join(seen).decode(errors="replace")


def call(name, folder, words, environment):
    """Its output, and the arguments that were visible while it ran."""
    with open(folder / "output", "w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            [BIN / name, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        arguments = arguments_of(process)
        output.seek(0)
        return output.read(), arguments


def migrations(shell):
    shell.write("m/00001_slow.sql", "-- +goose Up\nSELECT pg_sleep(0.05);\n-- +goose Down\nSELECT 1;\n")
    shell.write("m/00002_fails.sql", "-- +goose Up\nSELECT 1 / 0;\n")
    return ["-dir", "m", "-table", f"scan_{os.getpid()}_versions"]


@pytest.mark.parametrize("form", [*FOR_BOTH, *FOR_GANDER], ids=lambda form: form.__name__)
def test_whatever_is_run_no_password_shows(shell, server, form):  # noqa: F811
    log = pathlib.Path(os.environ["GANDER_TEST_POSTGRES_LOG"])
    role = server.role(f"{MARK} '\\{MARK}%41{MARK}:@/{MARK}")
    server.run("SELECT pg_advisory_xact_lock(1); " f"GRANT ALL ON SCHEMA public TO {role.name}")  # at once two collide
    base = migrations(shell)
    words, variables = form(shell, role)
    seen = []
    for name, commands in (("gander", COMMANDS + GANDER_COMMANDS), ("goose", COMMANDS if form in FOR_BOTH else [])):
        for command in commands:
            environment = {**shell.environment, **variables}
            seen.append((name, command, *call(name, shell.folder, [*base, *words, *command], environment)))
    server.run(f"ALTER ROLE {role.name} PASSWORD 'another'")
    for name, command in (("gander", ["up"]), ("gander", ["up", "--output", "json"]), ("goose", ["up"])):
        seen.append((name, command, *call(name, shell.folder, [*base, *words, *command], {**shell.environment, **variables})))
    server.run("SELECT pg_advisory_xact_lock(1); " f"DROP OWNED BY {role.name}")
    ran = [output for name, command, output, _ in seen if command == ["redo", "-v"] and name == "gander"]
    assert "pg_sleep" in ran[0], "it did not even connect"
    assert "password authentication failed" in seen[-2 if form in FOR_GANDER else -1][2]
    for name, command, output, arguments in seen:
        assert MARK not in output, (name, command, output)
        assert form.__name__ in ON_THE_LINE or MARK not in arguments, (name, command, arguments)
    assert any("00001_slow.sql" in output for _, _, output, _ in seen)
    assert MARK not in log.read_text(encoding="utf-8", errors="replace")


def test_a_lock_report_shows_no_password(three, server):  # noqa: F811
    """Who holds the lock is told with what it runs, which may have a password in it."""
    import psycopg2

    name = f"scan_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    server.run(f"CREATE DATABASE {name}")
    url = f"postgres://postgres@{server.host}:{server.port}/{name}"
    holder = psycopg2.connect(url)
    with holder.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(4097083626)")
        busy = threading.Thread(target=cursor.execute, args=(f"SELECT pg_sleep(3), 'ALTER ROLE x PASSWORD {MARK}'",))
        busy.start()
        for more in ([], ["--output", "json"]):
            result = three.gander("-dir", "m", "--lock-wait", "500ms", url, "up", *more)
            assert result.code == 75 and "running: SELECT pg_sleep(3), ..." in result.err
            assert MARK not in result.out + result.err
        busy.join()
    holder.close()
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


URL = f"postgres://user:{MARK}@127.0.0.1:1/db"
PAIRS = f"host=127.0.0.1 port=1 user=u password={MARK} dbname=d"

SLIPS = [
    # a flag that has lost its argument
    ["-dir", URL, "up"], ["-table", URL, "-dir", "m", "sqlite3", "x.db", "up"], ["-env", URL, "up"], ["-timeout", URL, "up"],
    ["-dir", PAIRS, "up"], ["-table", PAIRS, "up"], ["-env", PAIRS, "up"], ["-timeout", PAIRS, "up"], ["-v=" + URL, "up"],
    ["--output", URL, "up"], ["-certfile", URL, "up"], ["-ssl-key", URL],
    # flags that there are none of
    ["-dbstring", URL, "up"], ["-dbstring=" + URL, "up"], ["--" + URL], ["-" + PAIRS], ["---" + URL],
    [f"-postgres://u:{MARK}=x@h/d", "up"],
    # where the driver belongs
    [URL, "x", "up"], [PAIRS, "x", "up"], [f"grpcs://h:2135/local?token={MARK}", "x", "up"], [f"http://h?api_key_id={MARK}", "up"],
    ["-password=" + MARK, "up"], ["--password", MARK, "up"],
    # words that are somewhere else
    [URL], [PAIRS], [URL, URL, "up"], ["up", URL], ["up", PAIRS], ["up-to", URL], [URL, "up-to", PAIRS], ["help", URL],
    ["beta", URL], ["plan", URL], ["postgres", "up", URL], [URL, "up", "again"], ["mysql", URL, "up"], ["postgress", URL, "up"],
    ["postgres", URL, "u"], ["postgres", PAIRS, "status", PAIRS], ["sqlite3", URL, "up"],
    # strings that are written wrongly
    *(["postgres", text, "version"] for text in (
        f"host=h user=u password={MARK} {MARK}", f"host=h user=u password='{MARK}", f"host=127.0.0.1 port=1 passwd={MARK}",
        f"host=127.0.0.1 port=1 pwd={MARK}", f"password = {MARK} host", f"postgres://u:{MARK}@h:port/d",
        f"postgres://u:{MARK}%zz@h/d", f"postgres://u:a@{MARK}/x@h/d", f"postgres://u:12/{MARK}@h/d", f"postgres://u:{MARK}@127.0.0.1:1/d?sslmode=x", f"postgres://u:{MARK}@[::1/d",
        f"postgres://127.0.0.1:1/d?pass={MARK}", f"postgres://127.0.0.1:1/d?user=u&sslpassword={MARK}&nonsense",
        f"postgresql:/u:{MARK}@h/d", f"postgre://u:{MARK}@h/d", f"jdbc:postgresql://h/d?user=u&password={MARK}",
        f"u:{MARK}@h/d", f"host=127.0.0.1 port=1 service=none password={MARK}", f"postgres://u:{MARK}@127.0.0.1:1,h/d?port=1,2,3",
    )),
    *(["sqlite3", text, "version"] for text in (
        f"file:nowhere/x.db?_auth&_auth_user=u&_auth_pass={MARK}", f"nowhere/x.db?_pragma_key={MARK}",
    )),
    ["turso", f"libsql://h.turso.io?authToken={MARK}", "up"], ["clickhouse", f"tcp://h:9000?username=u&password={MARK}", "up"],
    ["mysql", f"u:{MARK}@tcp(h:3306)/d?parseTime=true", "up"], ["mssql", f"sqlserver://u:{MARK}@h?database=d", "up"],
]  # fmt: skip
VARIABLES = [
    {"GOOSE_DBSTRING": PAIRS}, {"GOOSE_DRIVER": URL}, {"DATABASE_URL": PAIRS}, {"DATABASE_URL": f"mysql://u:{MARK}@h/d"},
    {"GOOSE_MIGRATION_DIR": URL}, {"GOOSE_TABLE": URL}, {"GANDER_OUTPUT": URL}, {"GANDER_DBSTRING_FILE": URL},
    {"GOOSE_DBSTRING_FILE": PAIRS}, {"GOOSE_DBSTRING_FILE": URL, "GOOSE_DRIVER": "postgres"},
    {"PGPASSWORD_FILE": MARK, "PGHOST": "127.0.0.1"}, {"GOOSE_DRIVER": "nodriver", "GOOSE_DBSTRING": URL},
    {"GOOSE_DRIVER": "sqlite3", "GOOSE_DBSTRING": URL}, {"GOOSE_DRIVER": "sqlite3", "DATABASE_URL": URL},
]  # fmt: skip


@pytest.mark.parametrize("name", ["gander", "goose"])
def test_slips_of_the_finger_show_no_password(three, name):
    for words in SLIPS:
        for variables in ({}, {"GANDER_OUTPUT": "json"}, {"GOOSE_DRIVER": "postgres"}):
            result = three.call(name, *words, **variables)
            assert MARK not in result.out + result.err, (words, variables, result)
    assert not [path for path in three.folder.rglob("*") if MARK in path.name]


@pytest.mark.parametrize("name", ["gander", "goose"])
def test_variables_with_slips_show_no_password(three, name):
    for variables in VARIABLES:
        for words in (["up"], ["env"], ["postgres", "up"], ["sqlite3", "x.db", "status"], ["validate"], ["up", "-v", "x"]):
            result = three.call(name, *words, **variables)
            assert MARK not in result.out + result.err, (variables, words, result)


@pytest.mark.parametrize("name", ["gander", "goose"])
@pytest.mark.parametrize(
    "text",
    [f'PGPASSWORD="{MARK}\n', f"PGPASSWORD {MARK}\n", f"-{MARK}=1\n", f"A=1\nPGPASSWORD-X={MARK}\n"],
)
def test_broken_env_files_show_no_password(three, name, text):
    three.write(".env", text)
    three.write("other.env", text)
    for words in (["-dir", "m", "sqlite3", "x.db", "up"], ["env"], ["-env", "other.env", "sqlite3", "x.db", "up"]):
        result = three.call(name, *words)
        assert MARK not in result.out + result.err, result
    assert result.code != 0 and re.search(r"failed to load env file: other\.env:\d: un", result.err)


def test_values_of_variables_are_shown_by_name(shell):
    """What ENVSUB puts into a statement may be a secret too; goose shows what it sends, and so do we by its name."""
    shell.write("m/1_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE a AS\nSELECT '${APP_PW}' AS pw;\nSELECT '${APP_PW}' FROM b;\n")
    words = ("-v", "-dir", "m", "sqlite3", "x.db", "up")
    for output in ("text", "json"):
        result = shell.gander(*words, APP_PW=MARK, GANDER_OUTPUT=output)
        assert result.code == 1 and "SELECT '${APP_PW}' AS pw;" in result.err, result
        assert MARK not in result.out + result.err, result
    assert f"SELECT '{MARK}' AS pw;" in shell.goose(*words, APP_PW=MARK).err
    assert MARK in shell.gander("-dir", "m", "sqlite3", "x.db", "plan", "--sql", APP_PW=MARK).out
