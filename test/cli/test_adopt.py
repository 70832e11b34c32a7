"""gander adopt: a database that something else has made is taken over, or it is said what is not there."""
import subprocess
import threading
import uuid

import psycopg2
import pytest

from needed import program

USERS = """-- +goose Up
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN app.age AS int CONSTRAINT grown CHECK (VALUE > 0);
CREATE TABLE app.users (
    id bigint PRIMARY KEY,
    mood app.mood,
    CONSTRAINT once UNIQUE (mood)
);
INSERT INTO app.users VALUES (1, 'ok');
-- +goose Down
DROP SCHEMA app CASCADE;
"""
POSTS = """-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE posts (id int, author bigint REFERENCES app.users, draft text);
ALTER TABLE posts ADD COLUMN title text, DROP COLUMN draft;
CREATE INDEX CONCURRENTLY by_author ON posts (author);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
CREATE TRIGGER touched BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW titles AS SELECT title FROM posts;
CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM posts;
CREATE SEQUENCE numbers;
CREATE POLICY seen ON posts USING (true);
CREATE RULE kept AS ON DELETE TO posts DO INSTEAD NOTHING;
GRANT SELECT ON posts TO public;
-- +goose Down
DROP SEQUENCE numbers; DROP MATERIALIZED VIEW counts; DROP VIEW titles; DROP TABLE posts; DROP FUNCTION touch();
"""
TAGS = "-- +goose Up\nCREATE TABLE tags (id int);\n-- +goose Down\nDROP TABLE tags;\n"


FILES = {"m/00001_users.sql": USERS, "m/00002_posts.sql": POSTS, "m/00003_tags.sql": TAGS}


class Database:
    def __init__(self, url):
        self.url = url

    def run(self, sql):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else None
        finally:
            connection.close()

    def load(self, folder):
        """What psql does with the files, as teams without a migrator have it do."""
        for path in sorted(folder.glob("*.sql")):
            up = path.read_text().split("-- +goose Down")[0]
            done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.url], input=up, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr

    def versions(self):
        return [version for (version,) in self.run("SELECT version_id FROM goose_db_version ORDER BY id")]

    def is_tracked(self):
        return self.run("SELECT to_regclass('goose_db_version') IS NOT NULL") == [(True,)]


@pytest.fixture
def made(shell, postgres):
    """A database of its own, made by psql from a folder m of three migrations."""
    name = "adopt_" + uuid.uuid4().hex[:12]
    Database(postgres).run(f"CREATE DATABASE {name}")
    database = Database(postgres.replace("/postgres?", f"/{name}?"))
    for path, text in FILES.items():
        shell.write(path, text)
    database.load(shell.folder / "m")
    yield database
    Database(postgres).run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def real_goose():
    return program("goose")


def adopt(shell, database, version=3, *words, **environment):
    return shell.gander("-dir", "m", database.url, "adopt", str(version), *words, **environment)


def test_a_database_that_psql_made_is_adopted(shell, made):
    result = adopt(shell, made)
    assert result.code == 0 and result.err == ""
    assert result.out.splitlines() == [
        "Not checked, as nothing in the database would tell:",
        "  00001_users.sql: 1 statement, line 10",
        "  00002_posts.sql: 1 statement, line 13",
        "gander: adopted 3 migrations, at version 3: 26 objects found, 2 statements could not be checked",
    ]
    assert made.versions() == [0, 1, 2, 3]
    assert shell.gander("-dir", "m", made.url, "up").out == "gander: no migrations to run. current version: 3\n"


def test_goose_agrees(shell, made, real_goose):
    assert adopt(shell, made).code == 0

    def goose(*words):
        return subprocess.run([real_goose, "-dir", "m", "postgres", made.url, *words], cwd=shell.folder, capture_output=True, text=True, check=False)  # fmt: skip

    status = goose("status").stderr
    assert "Pending" not in status and status.count(".sql") == 3
    assert "no migrations to run. current version: 3" in goose("up").stderr
    columns = made.run("SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = 'goose_db_version' ORDER BY 1")
    for _ in range(3):
        assert goose("down").returncode == 0
    assert made.versions() == [0]
    made.run("DROP TABLE goose_db_version")
    goose("version")
    assert columns == made.run("SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = 'goose_db_version' ORDER BY 1")  # fmt: skip


def test_up_goes_on_from_where_it_was_adopted(shell, made):
    made.run("DROP TABLE tags")
    assert adopt(shell, made, 2).code == 0
    assert "OK   00003_" in shell.gander("-dir", "m", made.url, "up").out
    assert made.versions() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "sql, file, line, message",
    [
        ("DROP TABLE tags", 3, 2, "table public.tags is not there"),
        ("ALTER TABLE posts DROP COLUMN author", 2, 3, "column author of public.posts is not there"),
        ("ALTER TABLE posts DROP COLUMN title CASCADE; CREATE VIEW titles AS SELECT 1", 2, 4, "column title of public.posts is not there"),
        ("DROP INDEX by_author", 2, 5, "index public.by_author is not there"),
        ("DROP FUNCTION touch CASCADE", 2, 6, "function public.touch is not there"),
        ("DROP TRIGGER touched ON posts", 2, 7, "trigger touched of public.posts is not there"),
        ("DROP VIEW titles", 2, 8, "view public.titles is not there"),
        ("DROP MATERIALIZED VIEW counts", 2, 9, "materialized view public.counts is not there"),
        ("DROP SEQUENCE numbers", 2, 10, "sequence public.numbers is not there"),
        ("DROP POLICY seen ON posts", 2, 11, "policy seen of public.posts is not there"),
        ("DROP RULE kept ON posts", 2, 12, "rule kept of public.posts is not there"),
        ("ALTER TABLE app.users DROP CONSTRAINT once", 1, 8, "constraint once of app.users is not there"),
        ("ALTER TYPE app.mood RENAME VALUE 'sad' TO 'glad'", 1, 3, "label sad of app.mood is not there"),
        ("DROP DOMAIN app.age", 1, 4, "type app.age is not there"),
        ("ALTER SCHEMA app RENAME TO other", 1, 2, "schema app is not there"),
        ("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_author'::regclass", 2, 5, "index public.by_author is there, but invalid"),
        ("CREATE SCHEMA elsewhere; ALTER TABLE tags SET SCHEMA elsewhere", 3, 2, "table public.tags is not there"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_recorded(shell, made, sql, file, line, message):
    made.run(sql)
    result = adopt(shell, made)
    assert result.code == 1 and result.out == ""
    first = result.err.splitlines()[0]
    assert first.startswith(f"m/0000{file}_") and f".sql:{line}:" in first and first.endswith(": " + message)
    assert result.err.endswith(" missing; nothing has been recorded\n")
    if "elsewhere" in sql:
        assert "  hint: there is table elsewhere.tags: is the search_path another one?\n" in result.err
    assert not made.is_tracked()


@pytest.mark.parametrize("tool", ["gander", "goose"])
def test_a_tracked_database_is_refused(shell, made, real_goose, tool):
    made.run("DROP SCHEMA app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    if tool == "goose":
        subprocess.run([real_goose, "-dir", "m", "postgres", made.url, "up-to", "2"], cwd=shell.folder, check=True, capture_output=True)
    else:
        assert shell.gander("-dir", "m", made.url, "up-to", "2").code == 0
    result = adopt(shell, made)
    assert result.code == 1 and result.out == ""
    assert result.err == (
        "gander: this database is tracked already: it is at version 2\n"
        "  hint: gander up applies what is pending, gander status lists it\n"
    )
    assert made.versions() == [0, 1, 2]


def test_a_version_table_without_a_version_is_no_obstacle(shell, made, real_goose):
    subprocess.run([real_goose, "-dir", "m", "postgres", made.url, "status"], cwd=shell.folder, check=True, capture_output=True)
    assert made.versions() == [0]
    assert adopt(shell, made).code == 0
    assert made.versions() == [0, 1, 2, 3]


def test_of_several_at_once_one_wins(shell, made):
    results = []
    threads = [threading.Thread(target=lambda: results.append(adopt(shell, made))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.code for result in results) == [0, 1, 1, 1, 1, 1]
    assert all("tracked already: it is at version 3" in result.err for result in results if result.code)
    assert made.versions() == [0, 1, 2, 3]


def test_the_lock_is_waited_for(shell, made):
    connection = psycopg2.connect(made.url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(4097083626)")
    result = adopt(shell, made, 3, "--lock-wait", "200ms")
    assert result.code == 75 and "waiting for the migration lock" in result.err
    assert not made.is_tracked()
    connection.close()
    assert adopt(shell, made, 3, "--lock", "lease").code == 0


def test_the_search_path_decides_where_names_are(shell, made):
    made.run("CREATE SCHEMA own; ALTER TABLE tags SET SCHEMA own; ALTER TABLE posts SET SCHEMA own; ALTER FUNCTION touch() SET SCHEMA own")
    for kind, name in (("VIEW", "titles"), ("MATERIALIZED VIEW", "counts"), ("SEQUENCE", "numbers")):
        made.run(f"ALTER {kind} {name} SET SCHEMA own")
    assert adopt(shell, made).code == 1
    result = shell.gander("-dir", "m", made.url + "&search_path=own", "adopt", "3")
    assert result.code == 0, result
    assert made.run("SELECT count(*) FROM own.goose_db_version") == [(4,)]


def test_a_dump_as_the_first_migration(shell, made):
    dump = subprocess.run(["pg_dump", "--schema-only", made.url], capture_output=True, text=True, check=True).stdout
    lines = [line for line in dump.splitlines() if not line.startswith("\\")]
    for path in (shell.folder / "m").glob("*.sql"):
        path.unlink()
    shell.write("m/00001_dump.sql", "-- +goose Up\n" + "\n".join(lines) + "\n")
    result = adopt(shell, made, 1)
    assert result.code == 0, result
    found = int(result.out.rpartition(" objects found")[0].rpartition(": ")[2])
    assert found >= 24
    made.run("DROP TABLE goose_db_version; DROP INDEX by_author; ALTER TABLE app.users DROP CONSTRAINT once")
    result = adopt(shell, made, 1)
    assert result.code == 1
    assert "constraint once of app.users is not there" in result.err and "index public.by_author is not there" in result.err


HINT = "  hint: if psql or another program has made this schema, gander adopt VERSION takes it over\n"


def test_up_points_at_it(shell, made):
    result = shell.gander("-dir", "m", made.url, "up")
    assert result.code == 1 and 'schema "app" already exists' in result.err and result.err.endswith(HINT)
    made.run("DROP SCHEMA app CASCADE")
    result = shell.gander("-dir", "m", made.url, "up")
    assert 'relation "posts" already exists' in result.err and HINT not in result.err  # the first one has made its own


def test_usage(shell, made):
    result = adopt(shell, made, 7)
    assert result.code == 1 and result.err == "gander: no migration has version 7\n  hint: the one before it has version 3\n"
    result = adopt(shell, made, 3, "-no-versioning")
    assert result.code == 2 and "adopt records versions" in result.err
    assert adopt(shell, made, "x").code == 2 and shell.gander(made.url, "adopt").code == 2
    assert adopt(shell, made, 0).code == 1
    assert "no such command" in shell.goose("-dir", "m", "postgres", made.url, "adopt", "3").err
    assert "did you mean adopt?" in shell.gander("baseline").err
    shell.write("m/00002_posts.sql", "-- +goose Up\nCREATE TABLE x (a int)\n")
    result = adopt(shell, made)
    assert result.code == 1 and "no semicolon" in result.err
    assert not made.is_tracked()


def test_go_migrations_are_named(shell, made):
    shell.write("m/00004_code.go", "package m\n")
    result = adopt(shell, made, 4)
    assert result.code == 0 and "  00004_code.go: all of it\n" in result.out
    assert made.versions() == [0, 1, 2, 3, 4]


def test_a_role_that_may_not_create_tables(shell, made):
    role = "adopter_" + uuid.uuid4().hex[:8]
    made.run(f"CREATE ROLE {role} LOGIN; REVOKE CREATE ON SCHEMA public FROM public")
    url = made.url.replace("//postgres@", f"//{role}@")
    result = shell.gander("-dir", "m", url, "adopt", "3")
    made.run(f"DROP ROLE {role}")
    assert result.code == 1 and "permission denied for schema public" in result.err
    assert not made.is_tracked()
