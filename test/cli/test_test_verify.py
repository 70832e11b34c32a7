"""gander test verify: whether what migrations make, or what a list names, is there."""
import pathlib
import sqlite3
import uuid

import psycopg2
import pytest

from conftest import same_as_golden

EVERYTHING = """-- +goose Up
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE users (id bigint CONSTRAINT users_key PRIMARY KEY, name text, mood mood);
CREATE INDEX by_name ON users (name);
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE VIEW names AS SELECT name FROM users;
-- +goose StatementBegin
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
-- +goose StatementEnd
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
INSERT INTO users VALUES (1, 'x', 'glad');
-- +goose Down
DROP TABLE events; DROP VIEW names; DROP TABLE users; DROP FUNCTION touch(); DROP TYPE mood;
"""
EXPECTED = """version: 1
tables: [users, public.events]
columns: [users.name]
indexes: [by_name]
constraints: [users.users_key]
partitions:
  events: [events_1]
functions: [touch]
extensions: [pgcrypto]
views: [names]
types: [mood]
triggers: [users.touched]
"""


@pytest.fixture
def migrated(shell, postgres):
    """A database with everything, and what runs SQL in it."""
    name = f"verify_{uuid.uuid4().hex}"
    admin = psycopg2.connect(postgres)
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    shell.environment["DATABASE_URL"] = postgres.replace("/postgres?", f"/{name}?")
    shell.write("m/00001_everything.sql", EVERYTHING)
    shell.write("expect.yaml", EXPECTED)
    assert shell.gander("-dir", "m", "up").code == 0
    connection = psycopg2.connect(shell.environment["DATABASE_URL"])
    connection.autocommit = True
    shell.run = connection.cursor().execute
    yield shell
    connection.close()
    admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


def verify(shell, *words):
    return shell.gander("test", "verify", "-dir", "m", *words)


def test_all_of_it_is_there(migrated):
    result = verify(migrated)
    assert result.code == 0 and "gander: verified at version 1: " in result.out, result
    assert "line 13" in result.out, f"nothing tells of the INSERT: {result}"
    document = verify(migrated, "--output", "json").json
    assert document["command"] == "test verify" and document["verified"] is True and document["version"] == 1
    assert document["found"] > 8 and document["missing"] == [] and len(document["unchecked"]) == 1


def test_the_documents(migrated):
    same_as_golden("test_verify", verify(migrated, "--output", "json").out)
    migrated.run("DROP INDEX by_name")
    same_as_golden("test_verify_missing", verify(migrated, "--output", "json").out)


def test_what_is_gone_is_named_with_the_statement_that_makes_it(migrated):
    migrated.run("DROP INDEX by_name; DROP VIEW names")
    result = verify(migrated)
    assert result.code == 1
    assert "m/00001_everything.sql:5:1: index public.by_name is not there" in result.err, result
    assert "m/00001_everything.sql:8:13: view public.names is not there" in result.err, result
    document = verify(migrated, "--output", "json").json
    assert document["verified"] is False
    assert [each["place"]["line"] for each in document["missing"]] == [5, 8]


def test_a_migration_that_is_not_applied_is_missing_and_what_it_makes_is_not_looked_for(migrated):
    migrated.table(2)
    result = verify(migrated, "--output", "json")
    assert result.code == 1
    assert [(each["message"], each["place"]["path"]) for each in result.json["missing"]] == [
        ("version 2 is not applied", "m/00002_t2.sql")
    ]


def test_a_database_that_is_ahead_of_the_files_is_no_failure_but_said(migrated):
    migrated.run("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)")
    result = verify(migrated)
    assert result.code == 0 and "\n  version 99 is applied and has no file here\n" in result.out, result
    assert "gander: verified at version 99: " in result.out and "1 version has no file here" in result.out, result
    unchecked = verify(migrated, "--output", "json").json["unchecked"]
    assert unchecked[-1]["message"] == "version 99 is applied and has no file here"
    assert unchecked[-1]["place"] == {"path": None, "line": None, "column": None}


def test_nothing_is_written_on_the_way(migrated):
    migrated.run("ALTER DATABASE " + migrated.environment["DATABASE_URL"].split("/")[-1].split("?")[0]
                 + " SET default_transaction_read_only = on")
    assert verify(migrated).code == 0
    assert verify(migrated, "--expect", "expect.yaml").code == 0


def test_a_file_names_each_kind(migrated):
    document = verify(migrated, "--expect", "expect.yaml", "--output", "json").json
    assert document["verified"] and document["found"] == 12, document


GONE = {
    "DROP TRIGGER touched ON users": "trigger users.touched",
    "ALTER TABLE users DROP CONSTRAINT users_key": "constraint users.users_key",
    "DROP INDEX by_name": "index by_name",
    "DROP VIEW names": "view names",
    "ALTER TABLE events DETACH PARTITION events_1": "partition events_1 of events",
    "DROP EXTENSION pgcrypto": "extension pgcrypto",
    "ALTER FUNCTION touch RENAME TO touch_it": "function touch",
    "ALTER TYPE mood RENAME TO moods": "type mood",
    "ALTER TABLE users RENAME COLUMN name TO full_name": "column users.name",
    "DROP TABLE events": "table public.events",
    "INSERT INTO goose_db_version (version_id, is_applied) VALUES (7, true)": "version 1",
}


@pytest.mark.parametrize("sql", GONE)
def test_what_the_file_names_and_is_gone_is_said(migrated, sql):
    migrated.run(sql)
    result = verify(migrated, "--expect", "expect.yaml", "--output", "json")
    assert result.code == 1
    assert any(each["message"].startswith(f"{GONE[sql]} is not there") for each in result.json["missing"]), result


def test_an_invalid_index_is_not_enough(migrated):
    migrated.run("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_name'::regclass")
    for words in ((), ("--expect", "expect.yaml")):
        result = verify(migrated, *words)
        assert result.code == 1 and "by_name is there, but invalid" in result.err, result


PARTS = """-- +goose Up
CREATE TABLE t (id int PRIMARY KEY, u int UNIQUE, f int REFERENCES t, c int CHECK (c > 0), d int, UNIQUE (c, d));
ALTER TABLE t ADD CONSTRAINT named CHECK (d > 0), ADD CONSTRAINT later CHECK (d > 1) NOT VALID;
ALTER TABLE t RENAME TO things;
ALTER TABLE things RENAME COLUMN u TO v;
"""
LACKING = {
    "DROP CONSTRAINT t_f_fkey, DROP CONSTRAINT t_pkey": [(2, "primary key (id)"), (2, "foreign key (f)")],
    "DROP CONSTRAINT t_u_key": [(2, "unique constraint (v)")],
    "DROP CONSTRAINT t_c_d_key": [(2, "unique constraint (c, d)")],
    "DROP CONSTRAINT t_c_check": [(2, "check constraint (c)")],
    "DROP CONSTRAINT named": [(3, "constraint named")],
}


@pytest.fixture
def with_parts(migrated):
    migrated.write("m/00002_parts.sql", PARTS)
    assert migrated.gander("-dir", "m", "up").code == 0
    result = verify(migrated)
    assert result.code == 0, result
    return migrated


@pytest.mark.parametrize("sql", LACKING)
def test_constraints_without_a_name_are_told_by_their_columns(with_parts, sql):
    with_parts.run("ALTER TABLE things " + sql)
    missing = verify(with_parts, "--output", "json").json["missing"]
    assert sorted((each["place"]["line"], each["message"]) for each in missing) == sorted(
        (line, f"{what} of public.things is not there") for line, what in LACKING[sql])


def test_a_partition_that_is_detached_is_missing(migrated):
    migrated.run("ALTER TABLE events DETACH PARTITION events_1")
    result = verify(migrated)
    assert result.code == 1, result
    assert "m/00001_everything.sql:7:14: partition events_1 of public.events is not there" in result.err, result


def test_a_constraint_that_is_not_valid_is_not_enough(with_parts):
    with_parts.run("ALTER TABLE things DROP CONSTRAINT named, ADD CONSTRAINT named CHECK (d > 0) NOT VALID;"
                   "ALTER TABLE things DROP CONSTRAINT t_c_check, ADD CHECK (c > 0) NOT VALID")
    result = verify(with_parts)
    assert "constraint named of public.things is there, but invalid\n" in result.err, result
    assert "check constraint (c) of public.things is there, but invalid" in result.err, result
    assert "constraint later" not in result.err, f"the migrations leave it so: {result}"
    with_parts.write("expect.yaml", "constraints: [things.named, things.later]")
    result = verify(with_parts, "--expect", "expect.yaml")
    assert result.code == 1 and result.err.count("is there, but invalid") == 2, result


def test_tables_of_the_line_come_to_those_of_the_file(migrated):
    assert verify(migrated, "--tables", "users,events").code == 0
    result = verify(migrated, "--expect", "expect.yaml", "--tables", "user")
    assert result.code == 1 and "table user is not there\n  hint: did you mean users?" in result.err, result
    assert "gander: 1 of 13 objects is missing" in result.err, result


MISTAKES = {
    "tabels: [a]": "expect.yaml:1:9: tabels: no such key\n  hint: did you mean tables?",
    "tables: a": "expect.yaml:1:9: a list of names is expected here",
    "tables:\n  - a\n  - 5": "expect.yaml:3:5: a name is expected here",
    "version: x": "expect.yaml:1:10: a version is a number, 0 or higher",
    "partitions: [a]": "expect.yaml:1:13: tables with lists of their partitions are expected here",
    "- a": "expect.yaml:1:1: keys with lists of names are expected here",
    "": "expect.yaml: it names nothing",
    "columns: [a]": "expect.yaml:1:11: `a` is no name that can be looked for\n  hint: write table.name or schema.table.name",
    "functions: ['f(int)']": "expect.yaml:1:13: `f(int)` is no name that can be looked for",
    "tables: [a]\npartitions:\n  x.y.z: [p]\n": "expect.yaml:3:10: `x.y.z` is no name that can be looked for",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_in_the_file_is_shown_with_its_place(migrated, text):
    migrated.write("expect.yaml", text)
    result = verify(migrated, "--expect", "expect.yaml")
    assert result.code == 2 and MISTAKES[text] in result.err, result


def test_a_mistake_in_the_file_needs_no_database(shell):
    shell.write("expect.yaml", "columns: [a]")
    result = shell.gander("test", "verify", "--expect", "expect.yaml", "postgres://u@127.0.0.1:1/x")
    assert result.code == 2 and "expect.yaml:1:11: `a` is no name" in result.err, result


def test_what_is_missing_is_said_with_its_place_in_the_file(migrated):
    migrated.write("expect.yaml", "version: 7\ntables:\n  - users\n  - nothing\npartitions:\n  events: [events_2]\n")
    result = verify(migrated, "--expect", "expect.yaml", "--tables", "neither")
    assert "expect.yaml:1:10: version 7 is not there" in result.err, result
    assert "expect.yaml:4:5: table nothing is not there\n" in result.err, result
    assert "expect.yaml:6:12: partition events_2 of events is not there" in result.err, result
    assert "\ntable neither is not there\n" in result.err, "it stands on the line"
    document = verify(migrated, "--expect", "expect.yaml", "--output", "json").json
    assert [each["place"] for each in document["missing"]] == [
        {"path": "expect.yaml", "line": line, "column": column} for line, column in ((4, 5), (6, 12), (1, 10))]


def test_a_file_that_is_not_there(migrated):
    result = verify(migrated, "--expect", "none.yaml")
    assert result.code == 2 and "open none.yaml: no such file or directory" in result.err, result


def test_nobody_to_ask_is_no_answer(shell):
    shell.table(1)
    for what in ((), ("--tables", "t1")):
        result = shell.gander("test", "verify", "-dir", "m", "postgres://u:hush@127.0.0.1:1/x", *what)
        assert result.code == 75 and "hush" not in result.err and "lost" not in result.err, result


def test_sqlite(three):
    three.up()
    database = "sqlite:x.db"
    assert verify(three, database).code == 0
    assert verify(three, database, "--tables", "t1,T2").code == 0
    with sqlite3.connect(pathlib.Path(three.folder) / "x.db") as connection:
        connection.execute("DROP TABLE t2")
    result = verify(three, database)
    assert result.code == 1 and "m/00002_t2.sql:2:1: table t2 is not there" in result.err, result
    assert verify(three, database, "--tables", "t2").code == 1
    assert verify(three, "sqlite:none.db", "--tables", "t2").code == 1
    assert not (three.folder / "none.db").exists()
