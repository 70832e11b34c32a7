"""gander adopt after changes: what PostgreSQL drops and renames along with something is not missed."""
import uuid

import pytest

from test_adopt import Database, adopt

TABLE = "CREATE TABLE t (id int, c int, d int);"
DROP = "ALTER TABLE t DROP COLUMN c;"
CASES = {
    "index": (TABLE + "CREATE INDEX i ON t (c);", DROP),
    "index of two": (TABLE + "CREATE INDEX i ON t (d, c);", DROP),
    "index of an expression": (TABLE + "CREATE INDEX i ON t ((abs(t.c) + d));", DROP),
    "index of a function": (TABLE + "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'; CREATE INDEX i ON t (f(c));", DROP),
    "partial index": (TABLE + "CREATE INDEX i ON t (d) WHERE c IS NULL;", DROP),
    "INCLUDE": (TABLE + "CREATE INDEX i ON t (d) INCLUDE (c);", DROP),
    "whole row": (TABLE + "CREATE INDEX i ON t ((t IS NULL)); CREATE INDEX j ON t ((t.* IS NULL));", DROP),
    "renamed": (TABLE + "CREATE INDEX i ON t (c);", "ALTER TABLE t RENAME c TO x; ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN x;"),
    "CHECK": (TABLE + "ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0);", DROP),
    "CHECK of two": (TABLE + "ALTER TABLE t ADD CONSTRAINT k CHECK (c > d), ADD CONSTRAINT l CHECK (d > 0);", DROP),
    "CHECK of its own": ("CREATE TABLE t (id int, c int CONSTRAINT k CHECK (c > 0) CONSTRAINT l CHECK (true));", DROP),
    "UNIQUE of two": (TABLE + "ALTER TABLE t ADD CONSTRAINT k UNIQUE (d, c);", DROP),
    "UNIQUE INCLUDE": (TABLE + "ALTER TABLE t ADD CONSTRAINT k UNIQUE (d) INCLUDE (c);", DROP),
    "USING INDEX": (TABLE + "CREATE UNIQUE INDEX i ON t (c); ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i;", DROP),
    "EXCLUDE": (TABLE + "ALTER TABLE t ADD CONSTRAINT k EXCLUDE (d WITH =, c WITH =);", DROP),
    "PRIMARY KEY": ("CREATE TABLE t (id int, c int CONSTRAINT k PRIMARY KEY);", DROP),
    "FOREIGN KEY": (TABLE + "CREATE TABLE q (c int PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (c) REFERENCES q (c);", DROP),
    "another's key": (TABLE + "CREATE TABLE q (c int PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (d) REFERENCES q (c);", DROP),
    "a key with CASCADE": ("CREATE TABLE t (c int PRIMARY KEY); CREATE TABLE q (c int CONSTRAINT k REFERENCES t);", "ALTER TABLE t DROP COLUMN c CASCADE;"),
    "generated": ("CREATE TABLE t (c int, g int GENERATED ALWAYS AS (c * 2) STORED); CREATE INDEX i ON t (g);", "ALTER TABLE t DROP COLUMN c CASCADE;"),
    "sequence": ("CREATE TABLE t (b int, d int); CREATE SEQUENCE s OWNED BY t.b;", "ALTER TABLE t RENAME b TO c;" + DROP),
    "heir": (TABLE + "CREATE TABLE u () INHERITS (t); CREATE INDEX i ON u (c); ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0);"
             "ALTER TABLE u ADD CONSTRAINT l CHECK (c > 0);", DROP),
    "heir with its own": (TABLE + "CREATE TABLE u (c int) INHERITS (t); CREATE INDEX i ON u (c); ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0);", DROP),
    "partition": ("CREATE TABLE t (id int, c int) PARTITION BY LIST (id); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE INDEX i ON t (c);"
                  "CREATE INDEX j ON t1 (c); CREATE TABLE t2 (id int, c int); ALTER TABLE t ATTACH PARTITION t2 FOR VALUES IN (2); CREATE INDEX k ON t2 (c);", DROP),
    "key by its index": ("CREATE TABLE t (id int, CONSTRAINT k PRIMARY KEY (id));", "ALTER INDEX k RENAME TO k2;"),
    "key as a table": ("CREATE TABLE t (id int, CONSTRAINT k EXCLUDE (id WITH =));", "ALTER TABLE k RENAME TO k2;"),
    "key by its name": ("CREATE TABLE t (id int); CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t ADD UNIQUE USING INDEX i;", "ALTER TABLE t RENAME CONSTRAINT i TO k;"),
    "key twice": ("CREATE TABLE t (id int, CONSTRAINT k UNIQUE (id));", "ALTER INDEX k RENAME TO k2; ALTER TABLE t RENAME CONSTRAINT k2 TO k3; ALTER TABLE t DROP CONSTRAINT k3;"),
    "CHECK and index of a name": ("CREATE TABLE t (id int, CONSTRAINT k CHECK (id > 0)); CREATE INDEX k ON t (id);", "ALTER INDEX k RENAME TO k2;"),
}  # fmt: skip

KEYS = "CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int REFERENCES t CHECK (c > 0), CHECK (a < b), UNIQUE (c, b));"
UNNAMED = {
    "columns": (KEYS, "ALTER TABLE t DROP COLUMN c; ALTER TABLE t DROP COLUMN b;"),
    "another table": (KEYS, "ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME b TO z; ALTER TABLE u DROP CONSTRAINT t_b_key, DROP CONSTRAINT t_check; CREATE TABLE t (a int PRIMARY KEY);"),
    "all of it": (KEYS, "ALTER TABLE t DROP CONSTRAINT t_c_fkey, DROP CONSTRAINT t_pkey, DROP CONSTRAINT t_b_key, DROP CONSTRAINT t_c_check, DROP CONSTRAINT t_c_b_key;"),
    "another schema": (KEYS, "CREATE SCHEMA IF NOT EXISTS o; ALTER TABLE t SET SCHEMA o; ALTER TABLE o.t DROP CONSTRAINT t_b_key; DROP TABLE o.t; DROP SCHEMA o;"),
    "another type": (KEYS, "ALTER TABLE t ALTER a TYPE bigint, ALTER b TYPE bigint, ALTER c TYPE bigint;"),
    "names that are taken": ("CREATE TABLE t_a_key (x int); CREATE TABLE t (a int UNIQUE CHECK (a > 0) CHECK (a > 1));", "ALTER TABLE t DROP CONSTRAINT t_a_key1, DROP CONSTRAINT t_a_check1;"),
    "names that are long": (f"CREATE TABLE {'t' * 60} ({'a' * 60} int UNIQUE);", f"ALTER TABLE {'t' * 60} DROP CONSTRAINT {'t' * 29}_{'a' * 29}_key;"),
    "another name": (KEYS, "ALTER TABLE t RENAME CONSTRAINT t_b_key TO k; ALTER INDEX t_c_b_key RENAME TO l; ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t DROP CONSTRAINT l;"),
    "another key": (KEYS, "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE; ALTER TABLE t ADD PRIMARY KEY (b, a);"),
    "code": (KEYS, "DO $$BEGIN EXECUTE 'ALTER TABLE t DROP CONSTRAINT t_b_key'; END$$;"),
    "code with CASCADE": ("CREATE TABLE q (a int PRIMARY KEY); CREATE TABLE t (a int REFERENCES q);", "DO $$BEGIN EXECUTE 'DROP TABLE q CASCADE'; END$$;"),
    "one for two": ("CREATE TABLE t (a int UNIQUE PRIMARY KEY, b int); CREATE TABLE u (a int CONSTRAINT k PRIMARY KEY, UNIQUE (a));", "ALTER TABLE t ADD COLUMN d int UNIQUE UNIQUE;"),
    "a column that is there": ("CREATE TABLE t (a int); CREATE TABLE u () INHERITS (t);", "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int UNIQUE; ALTER TABLE u ADD COLUMN IF NOT EXISTS a int CHECK (a > 0);"),
    "words that are no columns": ("CREATE TYPE ct AS (x int, t int); CREATE TABLE t (a ct, b int, CHECK ((a).x > 0), CHECK (t.b > 0 AND t IS NOT NULL), CHECK (tableoid > 0), CHECK (true));", "ALTER TABLE t DROP COLUMN b;"),
    "odd names": ('CREATE TABLE "T" ("É" int, "a, b" int, a int, "Z" int, UNIQUE ("É", "a, b", a, "Z"), CHECK ("Z" > a));', 'ALTER TABLE "T" RENAME "É" TO "Ä";'),
    "LIKE": (KEYS + "CREATE TABLE u (LIKE t INCLUDING ALL, UNIQUE (a, b));", "ALTER TABLE u DROP CONSTRAINT u_b_key; ALTER TABLE u DROP CONSTRAINT u_a_b_key;"),
    "heir": (KEYS + "CREATE TABLE u (UNIQUE (a), CHECK (a < b)) INHERITS (t);", "ALTER TABLE t DROP CONSTRAINT t_check; ALTER TABLE t RENAME a TO z; ALTER TABLE u NO INHERIT t; ALTER TABLE t DROP COLUMN z CASCADE;"),
    "NOT VALID": (KEYS + "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES t NOT VALID, ADD CONSTRAINT k CHECK (b > 0) NOT VALID, ADD CHECK (b > 2) NOT VALID;",
                  "ALTER TABLE t VALIDATE CONSTRAINT t_b_fkey, VALIDATE CONSTRAINT k;"),
    "partitions": ("CREATE TABLE p (a int PRIMARY KEY, b int REFERENCES p CHECK (b > 0)) PARTITION BY LIST (a);"
                   + "CREATE TABLE p1 PARTITION OF p (UNIQUE (b)) FOR VALUES IN (1); CREATE TABLE p2 (a int NOT NULL UNIQUE, b int REFERENCES p CONSTRAINT p_b_check CHECK (b > 0), CONSTRAINT own PRIMARY KEY (a));"
                   "ALTER TABLE p ATTACH PARTITION p2 DEFAULT;",
                   "ALTER TABLE p DROP CONSTRAINT p_b_fkey, DROP CONSTRAINT p_pkey CASCADE; ALTER TABLE p DROP CONSTRAINT p_b_check;"),
    "a partition instead": ("CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE); ALTER TABLE t RENAME TO old; CREATE TABLE t (a int PRIMARY KEY, b int) PARTITION BY LIST (a);"
                            "ALTER TABLE t ATTACH PARTITION old DEFAULT;", "ALTER TABLE t DETACH PARTITION old; ALTER TABLE t DROP CONSTRAINT t_pkey1; DROP TABLE old;"),
    "partitions elsewhere": ("CREATE SCHEMA o; CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE o.p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 (b int, a int);"
                             "ALTER TABLE public.p ATTACH PARTITION p2 DEFAULT;",
                             "ALTER TABLE o.p1 RENAME TO p3; ALTER TABLE p RENAME TO q; ALTER TABLE o.p3 SET SCHEMA public; ALTER TABLE q SET SCHEMA o; ALTER TABLE o.q DETACH PARTITION p3; DROP SCHEMA o CASCADE;"),
    "partitions of partitions": ("CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p DEFAULT PARTITION BY LIST (b); CREATE TABLE p2 PARTITION OF p1 DEFAULT;",
                                 "DO $$BEGIN ALTER TABLE p DETACH PARTITION p1; END$$;"),
}  # fmt: skip


@pytest.fixture(scope="module")
def database(postgres):
    name = "adopt_" + uuid.uuid4().hex[:12]
    Database(postgres).run(f"CREATE DATABASE {name}")
    yield Database(postgres.replace("/postgres?", f"/{name}?"))
    Database(postgres).run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty(database):
    database.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return database


def step_by_step(shell, empty, before, after):
    for version, sql in enumerate((before, after), 1):
        shell.write(f"m/{version}_x.sql", f"-- +goose Up\n{sql}\n")
        empty.run(sql)
        result = adopt(shell, empty, version)
        assert result.code == 0, result
        empty.run("DROP TABLE goose_db_version")


@pytest.mark.parametrize("before, after", CASES.values(), ids=CASES.keys())
def test_what_goes_along_is_not_missed(shell, empty, before, after):
    step_by_step(shell, empty, before, after)


@pytest.mark.parametrize("before, after", UNNAMED.values(), ids=UNNAMED.keys())
def test_what_has_no_name_of_its_own_is_not_missed(shell, empty, before, after):
    step_by_step(shell, empty, before, after)


LEFT = {
    "table": ("CREATE TABLE a (x int);", "-- gone\nDROP TABLE IF EXISTS a;", "2_x.sql:3:1", "table public.a"),
    "column": ("CREATE TABLE t (x int, y int);", "ALTER TABLE t DROP COLUMN y;", "2_x.sql:2:1", "column y of public.t"),
    "index": ("CREATE TABLE t (x int); CREATE INDEX i ON t (x);", "DROP INDEX i;", "2_x.sql:2:1", "index public.i"),
    "constraint": ("CREATE TABLE t (x int CONSTRAINT k CHECK (x > 0));", "ALTER TABLE t DROP CONSTRAINT k;", "2_x.sql:2:1", "constraint k of public.t"),
}  # fmt: skip


@pytest.mark.parametrize("before, after, place, what", LEFT.values(), ids=LEFT.keys())
def test_what_should_be_gone_is_named_and_nothing_is_recorded(shell, empty, before, after, place, what):
    shell.write("m/1_x.sql", f"-- +goose Up\n{before}\n")
    shell.write("m/2_x.sql", f"-- +goose Up\n{after}\n")
    empty.run(before)
    result = adopt(shell, empty, 2)
    assert result.code == 1 and result.out == ""
    assert result.err.startswith(f"m/{place}: {what} is still there, and is dropped here\n")
    assert result.err.endswith("\ngander: 1 statement has not been done; nothing has been recorded\n")
    assert not empty.is_tracked()
    empty.run(after)
    assert adopt(shell, empty, 2).code == 0
    empty.run("DROP TABLE goose_db_version")


AGAIN = {
    "unnamed key": ("CREATE TABLE t (x int, y int, CONSTRAINT t_pkey PRIMARY KEY (x));", "ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (y);"),
    "unnamed index": ("CREATE TABLE t (x int); CREATE INDEX t_x_idx ON t (x);", "DROP INDEX t_x_idx; CREATE INDEX ON t (x);"),
    "serial": ("CREATE SEQUENCE t_x_seq;", "DROP SEQUENCE t_x_seq; CREATE TABLE t (x serial);"),
    "identity": ("CREATE SEQUENCE t_x_seq; CREATE TABLE t (x int NOT NULL);", "DROP SEQUENCE t_x_seq; ALTER TABLE t ALTER x ADD GENERATED ALWAYS AS IDENTITY;"),
    "a key's index": ("CREATE TABLE t (x int); CREATE INDEX k ON t (x);", "DROP INDEX k; ALTER TABLE t ADD CONSTRAINT k UNIQUE (x);"),
    "a partition's index": ("CREATE TABLE p (x int) PARTITION BY LIST (x); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE INDEX p1_x_idx ON p1 (x);",
                            "DROP INDEX p1_x_idx; CREATE INDEX i ON p (x);"),
    "a partition's trigger": ("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TABLE p (x int) PARTITION BY LIST (x);"
                              "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TRIGGER r AFTER INSERT ON p1 FOR EACH ROW EXECUTE FUNCTION f();",
                              "DROP TRIGGER r ON p1; CREATE TRIGGER r AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();"),
    "code": ("CREATE VIEW v AS SELECT 1;", "DROP VIEW v; DO $$BEGIN EXECUTE 'CREATE VIEW v AS SELECT 2'; END$$;"),
    "exchanged": ("CREATE TABLE t (x int); CREATE TABLE t2 (y int);", "DROP TABLE t; ALTER TABLE t2 RENAME TO t;"),
    "not null": ("CREATE TABLE t (x int, CONSTRAINT t_x_not_null CHECK (x IS NOT NULL));", "ALTER TABLE t DROP CONSTRAINT t_x_not_null; ALTER TABLE t ALTER x SET NOT NULL;"),
}  # fmt: skip


@pytest.mark.parametrize("before, after", AGAIN.values(), ids=AGAIN.keys())
def test_what_is_there_again_is_no_finding(shell, empty, before, after):
    step_by_step(shell, empty, before, after)


def test_what_the_parser_cannot_understand_is_refused(shell, empty):
    shell.write("m/1_x.sql", "-- +goose Up\nCREATE TABLE a (x int);\nINSERT INTO a VALUES (1);\n")
    shell.write("m/2_x.sql", "-- +goose Up\ncreate tabel b(id int);\n")
    empty.run("CREATE TABLE a (x int)")
    result = adopt(shell, empty, 2)
    assert result.code == 1 and result.out == ""
    assert result.err == (
        'm/2_x.sql:2:8: PostgreSQL does not understand this: syntax error at or near "tabel"\n'
        "    2 | create tabel b(id int);\n"
        "      |        ^\n"
        "  hint: it cannot have been run: correct it, or take it out of the file if nothing lacks it\n"
        "Not checked, as nothing in the database would tell:\n"
        "  1_x.sql: 1 statement, line 3\n"
        "gander: 1 statement has not been done; nothing has been recorded\n"
    )
    document = shell.gander("-dir", "m", empty.url, "adopt", "2", "--output", "json").json
    assert [problem["place"]["column"] for problem in document["undone"]] == [8] and len(document["unchecked"]) == 1
    assert not empty.is_tracked()


def test_a_variable_of_psql_is_not_checked(shell, empty):
    shell.write("m/1_x.sql", "-- +goose Up\nCREATE TABLE a (x int);\nINSERT INTO a VALUES (:y);\n")
    empty.run("CREATE TABLE a (x int)")
    assert adopt(shell, empty, 1).code == 0
    empty.run("DROP TABLE goose_db_version")


def test_a_negative_version(shell, empty):
    result = adopt(shell, empty, -1)
    assert result.code == 2
    assert result.err == "gander: -1: a version cannot be negative\n  hint: adopt takes the version of the last migration that has been run\n"
