"""gander test database: a database of a test's own, as a copy of a template that is made once."""
import json
import signal
import subprocess
import time
import uuid

import psycopg2
import pytest

from conftest import BIN


@pytest.fixture
def server(shell, postgres):
    """A role of its own that may make databases, whose ones are all dropped afterwards; a folder like no other."""
    role = f"maker_{uuid.uuid4().hex}"
    admin = psycopg2.connect(postgres)
    admin.autocommit = True
    shell.run = admin.cursor()
    shell.run.execute(f"CREATE ROLE {role} LOGIN CREATEDB")
    shell.role = role
    shell.url = postgres.replace("postgres://postgres@", f"postgres://{role}:hush@")
    shell.environment["DATABASE_URL"] = shell.url
    shell.table(1)
    shell.write("m/00002_own.sql", f"-- +goose Up\nCREATE TABLE own_{uuid.uuid4().hex} (a int);\n-- +goose Down\nSELECT 1;\n")
    yield shell
    shell.run.execute("SELECT datname FROM pg_database WHERE datdba = %s::regrole", (role,))
    for (name,) in shell.run.fetchall():
        shell.run.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE false')
        shell.run.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    shell.run.execute(f"DROP ROLE {role}")
    admin.close()


def create(shell, *words, **environment):
    result = shell.gander("test", "database", "create", "-dir", "m", "--output", "json", *words, **environment)
    assert result.code == 0, result
    assert "hush" not in result.out + result.err
    return result.json


def drop(shell, *words):
    return shell.gander("test", "database", "drop", *words)


def names(shell):
    shell.run.execute("SELECT datname FROM pg_database WHERE datdba = %s::regrole ORDER BY 1", (shell.role,))
    return [name for (name,) in shell.run.fetchall()]


def url_of(shell, name):
    return shell.url.replace("/postgres?", f"/{name}?")


def test_the_second_one_is_a_copy(server):
    first = create(server)
    assert first["template_made"] is True and first["version"] == 2 and first["command"] == "test database"
    second = create(server)
    assert second["template_made"] is False and second["template"] == first["template"]
    assert second["database"]["name"] != first["database"]["name"]
    for each in (first, second):
        url = url_of(server, each["database"]["name"])
        assert server.gander("test", "verify", "-dir", "m", url).code == 0
        assert "no migrations to run" in server.gander("-dir", "m", url, "up").out


def test_as_text_it_prints_the_name_and_nothing_else(server):
    result = server.gander("test", "database", "create", "-dir", "m")
    assert result.code == 0 and result.out.strip() in names(server) and result.out.count("\n") == 1, result
    assert result.err == ""


def test_what_counts_makes_another_template(server):
    def made_from(*words, **environment):
        return create(server, *words, **environment)["template"]

    first = made_from()
    assert made_from("-table", "versions") != first
    server.write("grants.sql", "GRANT SELECT ON t1 TO public;\n")
    assert made_from("--after", "grants.sql") != first
    server.write("m/00003_env.sql", "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE t_${NAME} (a int);\n-- +goose Down\nSELECT 1;\n")
    one = made_from(NAME="one")
    assert one not in (first, made_from(NAME="two"))
    assert made_from(NAME="one") == one
    assert made_from(NAME="one", PGOPTIONS="-c search_path=public") != one


def test_eight_at_once_make_one_template(server):
    line = [str(BIN / "gander"), "test", "database", "create", "-dir", "m", "--output", "json"]
    running = [
        subprocess.Popen(line, cwd=server.folder, env=server.environment, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    documents = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert [process.returncode for process in running] == [0] * 8
    assert sum(each["template_made"] for each in documents) == 1
    assert len({each["template"] for each in documents}) == 1
    assert len({each["database"]["name"] for each in documents}) == 8
    for each in documents:
        assert server.gander("test", "verify", "-dir", "m", url_of(server, each["database"]["name"])).code == 0


def test_a_maker_that_is_killed_leaves_nothing_that_is_used_half(server):
    server.write("m/00003_slow.sql", "-- +goose Up\nSELECT pg_sleep(3);\nCREATE TABLE late (a int);\n-- +goose Down\nDROP TABLE late;\n")
    line = [str(BIN / "gander"), "test", "database", "create", "-dir", "m"]
    process = subprocess.Popen(line, cwd=server.folder, env=server.environment)
    for _ in range(200):
        server.run.execute("SELECT datname FROM pg_stat_activity WHERE usename = %s AND query LIKE '%%pg_sleep%%'", (server.role,))
        if sleeping := server.run.fetchall():
            break
        time.sleep(0.05)
    assert sleeping[0][0].startswith("gander_template_") and sleeping[0][0].endswith("_new")
    process.send_signal(signal.SIGKILL)
    process.wait()
    document = create(server)
    assert document["template_made"] is True and document["version"] == 3
    assert server.gander("test", "verify", "-dir", "m", url_of(server, document["database"]["name"])).code == 0
    assert names(server) == sorted([document["template"], document["database"]["name"]])


def test_a_migration_that_fails_is_shown_and_leaves_nothing(server):
    server.write("m/00003_bad.sql", "-- +goose Up\nCREATE TABLE t3 (a nothing);\n-- +goose Down\nSELECT 1;\n")
    result = server.gander("test", "database", "create", "-dir", "m", "--output", "json")
    assert result.code == 1 and result.json["failed"]["place"]["line"] == 2, result
    assert names(server) == []


def test_a_name_of_ones_own(server):
    name = 'Odd "name"'
    assert create(server, name)["database"]["name"] == name
    assert name in names(server)
    again = server.gander("test", "database", "create", name, "-dir", "m")
    assert again.code == 1 and "already exists" in again.err and "hint: gander test database drop drops it" in again.err, again
    assert f"gander: dropped {name}" in drop(server, name).out
    assert name not in names(server)
    for wrong in ("", "x" * 64, "gander_template_mine"):
        assert server.gander("test", "database", "create", wrong, "-dir", "m").code == 2, wrong


def test_what_is_connected_is_no_obstacle_to_dropping(server):
    name = create(server)["database"]["name"]
    connection = psycopg2.connect(url_of(server, name))
    assert drop(server, name).code == 0
    connection.close()
    assert name not in names(server)


def test_only_what_it_has_made_is_dropped(server):
    by_hand = f"by_hand_{uuid.uuid4().hex}"
    server.run.execute(f"CREATE DATABASE {by_hand} OWNER {server.role}")
    made = create(server)
    result = drop(server, by_hand)
    assert result.code == 2 and "was not made by gander test database" in result.err, result
    document = drop(server, "--all", "--output", "json").json
    assert document["dropped"] == sorted([made["database"]["name"], made["template"]])
    assert names(server) == [by_hand]
    nothing = drop(server, made["database"]["name"])
    assert nothing.code == 0 and "nothing to drop" in nothing.out, nothing


def test_a_template_of_long_ago_goes_when_another_is_made(server):
    old = create(server)["template"]
    server.run.execute(f"COMMENT ON DATABASE {old} IS 'made by gander test database at 2020-01-01T00:00:00Z'")
    server.table(3)
    new = create(server)["template"]
    assert old not in names(server) and new in names(server)


def test_who_may_not_make_databases_is_told(server):
    server.run.execute(f"ALTER ROLE {server.role} NOCREATEDB")
    result = server.gander("test", "database", "create", "-dir", "m")
    assert result.code == 1 and "permission denied to create database" in result.err, result
    assert "hint: a user that may make databases is needed: ALTER ROLE … CREATEDB allows it" in result.err, result
    result = server.gander("test", "database", "create", "-dir", "m", "--output", "json")
    assert "CREATEDB" in result.json["error"]["hint"] and result.json["error"]["exit_code"] == 1, result


def test_a_role_that_is_there(server):
    server.run.execute(f"ALTER ROLE {server.role} CREATEROLE")
    make = f"CREATE ROLE {server.role} LOGIN"
    server.write("m/00001_role.sql", f"-- +goose Up\n{make};\n-- +goose Down\nSELECT 1;\n")
    (server.folder / "m/00001_t1.sql").unlink()
    result = server.gander("test", "database", "create", "-dir", "m")
    assert result.code == 1 and "hint: roles belong to the whole server" in result.err and "adopt" not in result.err, result
    look = f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{server.role}') THEN {make}; END IF;"
    server.write("m/00001_role.sql", f"-- +goose Up\n-- +goose StatementBegin\nDO $$ BEGIN {look} END $$;\n-- +goose StatementEnd\n-- +goose Down\nSELECT 1;\n")
    assert create(server)["version"] == 2


def test_sqlite_has_no_server(three):
    result = three.gander("test", "database", "create", "-dir", "m", "sqlite:x.db")
    assert result.code == 1 and "an SQLite database is a file: copy it" in result.err, result
    assert not (three.folder / "x.db").exists()


@pytest.mark.parametrize("words", [("drop",), ("drop", "x", "--all"), ("create", "--all"), ("creat",), ()])
def test_a_line_that_makes_no_sense(server, words):
    assert server.gander("test", "database", *words).code == 2
    assert names(server) == []


def test_the_database_may_stand_behind_the_words(server):
    url = server.environment.pop("DATABASE_URL")
    for words in [("create", "postgres", url), ("create", "one_of_" + server.role, "postgres", url), ("postgres", url, "create"), ("create", url)]:
        result = server.gander("test", "database", *words, "-dir", "m")
        assert result.code == 0, (words, result)
        name = result.out.strip()
        assert name in names(server) and (words[1] in (name, "postgres") or name.startswith("gander_test_")), name
        assert server.gander("test", "database", "drop", name, "postgres", url).code == 0 and name not in names(server)
    at = psycopg2.connect(url).info
    result = server.gander("test", "database", "postgres", "create", "-dir", "m", PGHOST=at.host, PGPORT=str(at.port), PGUSER=at.user, PGDATABASE="postgres", PGPASSWORD="hush")
    assert result.code == 0 and result.out.strip() in names(server), result
    result = server.gander("test", "verify", "postgres", "-dir", "m")
    assert result.code == 2 and "which database?" in result.err, result
    result = server.gander("test", "verify", "x", "postgres", "-dir", "m")
    assert result.code == 2 and "gander test verify [DRIVER] [DBSTRING|URL]" in result.err, result


def test_a_name_may_be_that_of_a_driver(server):
    result = server.gander("test", "database", "create", "postgres", "-dir", "m")
    assert result.code == 1 and "already exists" in result.err, result
    result = server.gander("test", "database", "create", "mysql://u:hush@h/d", "-dir", "m")
    assert result.code == 2 and "hush" not in result.err, result
    result = drop(server, "postgres")
    assert result.code == 2 and "database postgres was not made by gander test database" in result.err, result
