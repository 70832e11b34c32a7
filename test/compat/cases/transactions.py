"""What a failure leaves behind: with a transaction, without, with one of the file's own; and -timeout."""

from harness.case import Sql, Write, case

from .common import THREE, folder, sql, table

BAD = "INSERT INTO nowhere VALUES (1);"
KEEP = "CREATE TABLE kept (id integer);"
NONE = "-- +goose NO TRANSACTION\n"
SLEEP = "SELECT pg_sleep(20);"
REPAIRED = Write("migrations/2_b.sql", sql("CREATE TABLE b (id integer);"))
DEFERRED = "CREATE TABLE p (id integer PRIMARY KEY);\nCREATE TABLE c (id integer REFERENCES p DEFERRABLE INITIALLY DEFERRED);"

FAILURES = [
    case("failure_rolls_the_file_back", folder(m1_a=table("a"), m2_b=sql(f"{KEEP}\n{BAD}\nCREATE TABLE c (id integer);"), m3_c=table("c")), "up", "status", "version", REPAIRED, "up", "version"),
    case("failure_in_the_first_statement", folder(m1_a=sql(BAD)), "up", "version", "up-by-one", "up-to 1"),
    case("failure_in_down", folder(m1_a=sql(KEEP, f"DROP TABLE kept;\n{BAD}")), "up", "down", "down-to 0", "reset", "redo", "version"),
    case("failure_in_a_reset", folder(m1_a=sql(KEEP, BAD), m2_b=table("b")), "up", "reset", "version", "status"),
    case("failure_in_a_down_to", folder(m1_a=table("a"), m2_b=sql(KEEP, BAD), m3_c=table("c")), "up", "down-to 0", "version"),
    case("redo_whose_up_fails", folder(m1_a=sql("CREATE TABLE a (id integer);", "SELECT 1;")), "up", "redo", "version", "status"),
    case("failure_without_versioning", folder(m1_a=table("a"), m2_b=sql(f"{KEEP}\n{BAD}")), "up -no-versioning", "version"),
    case("failure_without_transaction", folder(m1_a=NONE + sql(f"{KEEP}\n{BAD}\nCREATE TABLE c (id integer);")), "up", "version", "up", Sql("DROP TABLE kept"), Write("migrations/1_a.sql", NONE + sql(KEEP)), "up"),
    case("failure_without_transaction_in_down", folder(m1_a=NONE + sql(KEEP, f"DROP TABLE kept;\n{BAD}")), "up", "down", "version", "down"),
    case("failure_in_a_block_without_transaction", folder(m1_a=NONE + sql(f"-- +goose StatementBegin\n{KEEP}\n{BAD}\n-- +goose StatementEnd")), "up", "version"),
    case("failure_after_a_file_without_transaction", folder(m1_a=NONE + sql(KEEP), m2_b=sql(BAD)), "up", "status", "down"),
    case("success_without_transaction", folder(m1_a=NONE + sql(KEEP, "DROP TABLE kept;")), "up", "redo", "down"),
    case("a_file_of_each_kind", folder(m1_a=table("a"), m2_b=NONE + table("b"), m3_c=table("c"), m4_d=NONE + table("d")), "up", "down-to 1", "up-by-one", "up", "reset"),
]

OWN = [
    case("own_commit", folder(m1_a=sql(f"{KEEP}\nCOMMIT;\nCREATE TABLE later (id integer);")), "up", "version", "status", on=("postgres",)),
    case("own_commit_then_failure", folder(m1_a=sql(f"{KEEP}\nCOMMIT;\n{BAD}")), "up", "version", on=("postgres",)),
    case("own_rollback", folder(m1_a=sql(f"{KEEP}\nROLLBACK;")), "up", "version", on=("postgres",)),
    case("own_begin_and_commit", folder(m1_a=sql(f"BEGIN;\n{KEEP}\nCOMMIT;")), "up", "version", on=("postgres",)),
    case("own_begin_without_transaction", folder(m1_a=NONE + sql(f"BEGIN;\n{KEEP}\nCOMMIT;")), "up", "version"),
    case("own_commit_on_sqlite", folder(m1_a=sql(f"{KEEP}\nCOMMIT;")), "up", "version", "up", on=("sqlite3",)),
    case("own_begin_on_sqlite", folder(m1_a=sql(f"BEGIN;\n{KEEP}\nCOMMIT;")), "up", "version", on=("sqlite3",)),
    case("savepoints", folder(m1_a=sql(f"SAVEPOINT s;\n{KEEP}\nROLLBACK TO s;\nCREATE TABLE later (id integer);\nRELEASE s;")), "up", "version"),
    case("deferred_constraint_at_commit", folder(m1_a=sql(DEFERRED), m2_b=sql("INSERT INTO c VALUES (1);")), "up", "version", "status", on=("postgres",)),
    case("deferred_constraint_kept", folder(m1_a=sql(DEFERRED), m2_b=sql("INSERT INTO c VALUES (1);\nINSERT INTO p VALUES (1);")), "up", "version"),
]

POSTGRES = [
    case("concurrently", folder(m1_a=sql("CREATE TABLE a (id integer);"), m2_b=NONE + sql("CREATE INDEX CONCURRENTLY i ON a (id);", "DROP INDEX CONCURRENTLY i;")), "up", "down", "up", on=("postgres",)),
    case("concurrently_in_a_transaction", folder(m1_a=sql("CREATE TABLE a (id integer);\nCREATE INDEX CONCURRENTLY i ON a (id);")), "up", "version", on=("postgres",)),
    case("concurrently_twice_in_a_block", folder(m1_a=sql("CREATE TABLE a (id integer);"), m2_b=NONE + sql("-- +goose StatementBegin\nCREATE INDEX CONCURRENTLY i ON a (id);\nCREATE INDEX CONCURRENTLY j ON a (id);\n-- +goose StatementEnd")), "up", on=("postgres",)),
    case("concurrently_unique_that_fails", folder(m1_a=sql("CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1), (1);"), m2_b=NONE + sql("CREATE UNIQUE INDEX CONCURRENTLY i ON a (id);")), "up", "version", on=("postgres",)),
    case("a_new_enum_value", folder(m1_a=sql("CREATE TYPE e AS ENUM ('a');"), m2_b=NONE + sql("ALTER TYPE e ADD VALUE 'b';"), m3_c=sql("CREATE TABLE t (x e DEFAULT 'b');")), "up", on=("postgres",)),
    case("vacuum", folder(m1_a=NONE + sql("VACUUM;"), m2_b=sql("VACUUM;")), "up", "version", on=("postgres",)),
    case("functions_and_triggers", folder(m1_a=sql("CREATE TABLE a (id integer, n integer);\n-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS trigger AS $$\nBEGIN\n  NEW.n := 1; -- note;\n  RETURN NEW;\nEND;\n$$ LANGUAGE plpgsql;\n-- +goose StatementEnd\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();\nINSERT INTO a VALUES (7);")), "up", "status", on=("postgres",)),
    case("notices_and_rows_say_nothing", folder(m1_a=sql("-- +goose StatementBegin\nDO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'world'; END $$;\n-- +goose StatementEnd\nSELECT 1, 'two';\nTABLE pg_am;")), "up", on=("postgres",)),
    case("timeout_in_a_statement", folder(m1_a=table("a"), m2_b=sql(f"{KEEP}\n{SLEEP}")), "up -timeout 1s", "version", on=("postgres",)),
    case("timeout_long_enough", THREE, "up -timeout 30s", "status -timeout 30s"),
    case("several_schemas", folder(m1_a=sql("CREATE SCHEMA s1;\nCREATE TABLE s1.a (id integer);\nCREATE VIEW s1.v AS SELECT id FROM s1.a;", "DROP SCHEMA s1 CASCADE;")), "up", "redo", "down", on=("postgres",)),
    case("errors_of_statements", folder(m1_a=sql("SELECT 1/0;")), "up", on=("postgres",)),
    case("errors_with_detail_and_hint", folder(m1_a=sql("CREATE TABLE a (id integer PRIMARY KEY);\nINSERT INTO a VALUES (1), (1);")), "up", on=("postgres",)),
    case("an_error_raised", folder(m1_a=sql("-- +goose StatementBegin\nDO $$ BEGIN RAISE EXCEPTION 'my %', 'words' USING ERRCODE = 'P0999', HINT = 'none'; END $$;\n-- +goose StatementEnd")), "up", on=("postgres",)),
    case("a_syntax_error", folder(m1_a=sql("CREATE TABEL a (id integer);")), "up", on=("postgres",)),
    case("an_error_in_a_procedure", folder(m1_a=sql("-- +goose StatementBegin\nDO $$ BEGIN PERFORM 1/0; END $$;\n-- +goose StatementEnd")), "up", on=("postgres",)),
]

SQLITE = [
    case(f"sqlite_error_{name}", folder(m1_a=sql(text)), "up", "version", on=("sqlite3",))
    for name, text in {
        "unique": "CREATE TABLE a (id integer UNIQUE);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (1);",
        "primary_key": "CREATE TABLE a (id integer PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (1);",
        "not_null": "CREATE TABLE a (id integer NOT NULL);\nINSERT INTO a VALUES (NULL);",
        "check": "CREATE TABLE a (id integer CHECK (id > 1));\nINSERT INTO a VALUES (1);",
        "syntax": "CREATE TABEL a (id integer);",
        "no_column": "SELECT nothing;",
        "raise": "CREATE TABLE a (id integer);\n-- +goose StatementBegin\nCREATE TRIGGER t BEFORE INSERT ON a BEGIN SELECT RAISE(ABORT, 'my words'); END;\n-- +goose StatementEnd\nINSERT INTO a VALUES (1);",
        "function": "SELECT nofunction(1);",
        "datatype": "CREATE TABLE a (id integer PRIMARY KEY);\nINSERT INTO a VALUES ('x');",
        "vacuum": "VACUUM;",
        "second_of_two": "CREATE TABLE a (id integer); SELECT nothing;",
        "parameters": "SELECT ?;",
    }.items()
] + [
    case("sqlite_foreign_keys_at_commit", folder(m1_a=sql(DEFERRED), m2_b=sql("INSERT INTO c VALUES (1);")), "$ goose -dir migrations sqlite3 test.db?_pragma=foreign_keys(1) up", "version", on=("sqlite3",)),
    case("sqlite_foreign_keys_at_once", folder(m1_a=sql("CREATE TABLE p (id integer PRIMARY KEY);\nCREATE TABLE c (id integer REFERENCES p);"), m2_b=sql("INSERT INTO c VALUES (1);")), "$ goose -dir migrations sqlite3 test.db?_pragma=foreign_keys(1) up", "$ goose -dir migrations sqlite3 test.db up", on=("sqlite3",)),
    case("sqlite_file_uri", THREE, "$ goose -dir migrations sqlite3 file:test.db up", "$ goose -dir migrations sqlite3 'file:test.db?mode=rw' version", "status", on=("sqlite3",)),
    *(
        case(f"sqlite_parameters_{number}", THREE, f"$ goose -dir migrations sqlite3 'test.db?{text}' up-to 1", "version", f"$ goose -dir migrations sqlite3 'test.db?{text}' up", on=("sqlite3",))
        for number, text in enumerate(
            ("mode=memory", "mode=ro", "mode=rw", "mode=bogus", "immutable=1", "cache=shared", "cache=bogus", "nolock=1&psow=0", "_time_format=sqlite", "_time_format=", "_dqs=0", "_inttotime=T&_texttotime=", "_time_integer_format=unix_milli", "_fk=1&_fk=zz", "_busy_timeout=5&_busy_timeout=x", "_txlock=", "foo=bar", "")
        )
    ),
    case("sqlite_in_memory", THREE, "$ goose -dir migrations sqlite3 :memory: up", "$ goose -dir migrations sqlite3 '' up", on=("sqlite3",)),
    case("sqlite_read_only", THREE, "up-to 1", "$ goose -dir migrations sqlite3 'file:test.db?mode=ro' status", "$ goose -dir migrations sqlite3 'file:test.db?mode=ro' up", on=("sqlite3",)),
    case("sqlite_vacuum_without_transaction", folder(m1_a=NONE + sql("VACUUM;")), "up", on=("sqlite3",)),
    case("sqlite_wal", folder(m1_a=NONE + sql("PRAGMA journal_mode = WAL;"), m2_b=table("b")), "up", "down", on=("sqlite3",)),
]

CASES = [*FAILURES, *OWN, *POSTGRES, *SQLITE]
