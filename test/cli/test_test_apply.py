"""gander test apply and gander test discover: all migrations, or those that some tables need."""
import psycopg2
import pytest

from conftest import same_as_golden

UP = {
    "00001_users.sql": "CREATE TABLE users (id serial PRIMARY KEY);",
    "00002_audit.sql": "CREATE TABLE audit_events (id serial PRIMARY KEY);",
    "00003_orders.sql": "CREATE TABLE orders (id int REFERENCES users);",
    "00004_note.sql": "ALTER TABLE audit_events ADD note text;",
}


@pytest.fixture
def folder(shell, database):
    connection = psycopg2.connect(database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    for name, up in UP.items():
        shell.write(f"m/{name}", f"-- +goose Up\n{up}\n-- +goose Down\nSELECT 1;\n")
    return shell


def versions(steps):
    return [step["version"] for step in steps]


def apply(shell, database, *words):
    return shell.gander("test", "apply", "-dir", "m", *words, database)


def test_says_what_it_left_out(folder, database):
    run = apply(folder, database, "--tables", "audit_events")
    assert run.code == 0, run
    assert run.out.endswith(
        "gander: successfully migrated database to version: 4\n"
        "gander: 2 migrations left out\n"
        "  00001_users.sql   changes users, on which nothing kept depends\n"
        "  00003_orders.sql  changes orders, on which nothing kept depends\n"
    ), run


def test_applies_the_rest_later(folder, database):
    folder.write("m/sets.yaml", "audit: [audit_events]\nshop:\n  - orders\n")
    first = apply(folder, database, "--set", "audit", "--output", "json").json
    assert versions(first["done"]) == versions(first["subset"]["kept"]) == [2, 4]
    assert [(each["path"], each["why"]) for each in first["subset"]["left_out"]] == [
        ("m/00001_users.sql", "changes users, on which nothing kept depends"),
        ("m/00003_orders.sql", "changes orders, on which nothing kept depends"),
    ]
    second = apply(folder, database, "--set", "shop", "--output", "json").json
    assert versions(second["done"]) == [1, 3] and versions(second["subset"]["left_out"]) == [2, 4]
    last = apply(folder, database, "--output", "json").json
    assert last["done"] == [] and last["subset"] is None


@pytest.mark.parametrize(
    "words, message",
    [
        (["--tables", "audit_event"], "no migration makes or changes a table audit_event\n  hint: did you mean audit_events?"),
        (["--set", "nope"], "m/sets.yaml has no set nope\n  hint: it has audit, odd, wrong, a/b"),
        (["--set", "a/b"], "m/sets.yaml:6:8: no migration makes or changes a table nosuch"),
        (["--set", "wrong"], "m/sets.yaml:4:5: no migration makes or changes a table audit_event\n  hint: did you mean audit_events?"),
        (["--set", "wrong", "--tables", "nosuch"], "gander: no migration makes or changes a table nosuch"),
        (["--set", "odd"], "m/sets.yaml:2:6: the set odd is no list of tables"),
        (["--set", "audit", "--sets", "none.yaml"], "open none.yaml: no such file or directory"),
        (["--sets", "m/sets.yaml"], "--sets names a file and there is no --set"),
    ],
)
def test_refuses_what_is_not_there(words, message, folder, database):
    folder.write("m/sets.yaml", "audit: [audit_events]\nodd: 7\nwrong:\n  - audit_event\n  - users\na/b: [ nosuch]\n")
    run = apply(folder, database, *words)
    assert run.code == 2 and message in run.err, run
    if "--set" in words:  # which needs the file beside the migrations too
        (folder.folder / "m/sets.yaml").unlink()
        assert apply(folder, database, "--set", "audit").code == 2


def test_sqlite_has_no_subsets(folder):
    run = folder.gander("test", "apply", "-dir", "m", "sqlite3", "a.db", "--tables", "users")
    assert run.code == 2 and "sqlite3 has no subsets" in run.err, run


def test_discover_lists_the_files(folder):
    run = folder.gander("test", "discover", "-dir", "m")
    assert run.code == 0 and run.out == "".join(f"{i}  {name}\n" for i, name in enumerate(UP, 1)), run
    document = folder.gander("test", "discover", "-dir", "m", "--output", "json").json
    assert [(each["version"], each["name"], each["path"]) for each in document["migrations"]] == [
        (i, name, f"m/{name}") for i, name in enumerate(UP, 1)
    ]


def test_discover_refuses_two_of_one_version(folder):
    folder.write("m/00004_other.sql", "-- +goose Up\nSELECT 1;\n")
    run = folder.gander("test", "discover", "-dir", "m")
    assert run.code == 1 and "duplicate version 4: m/00004_note.sql and m/00004_other.sql" in run.err, run


def test_a_run_that_fails_says_it_too(folder, database):
    folder.write("m/00005_wrong.sql", "-- +goose Up\nINSERT INTO audit_events (nothing) VALUES (1);\n")
    text = apply(folder, database, "--tables", "audit_events")
    assert text.code == 1 and "gander: 2 migrations left out\n  00001_users.sql" in text.out and "00005_wrong.sql:2:27" in text.err, text
    document = apply(folder, database, "--tables", "audit_events", "--output", "json").json
    assert [each["version"] for each in document["subset"]["left_out"]] == [1, 3] and document["error"]["code"] == "sql"
    assert apply(folder, database, "--output", "json").json["subset"] is None


def test_the_documents(folder, database):
    same_as_golden("test_apply_subset", apply(folder, database, "--tables", "audit_events", "--output", "json").out)
    same_as_golden("test_apply", apply(folder, database, "--output", "json").out)
    same_as_golden("test_discover", folder.gander("test", "discover", "-dir", "m", "--output", "json").out)
