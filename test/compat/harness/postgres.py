"""A PostgreSQL database as the harness sees it. Made once for each worker and tool, and emptied for every case."""

from urllib.parse import quote

import psycopg2
from psycopg2.extensions import parse_dsn
from psycopg2.sql import SQL, Identifier

from .state import VERSION_COLUMNS, State

OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

# Every object of the user's as one line of text. Only what a migration can make in the cases is listed.
CATALOGUE = """
WITH spaces AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), relations AS (
    SELECT c.oid, c.relname, c.relkind, n.nspname, format('%I.%I', n.nspname, c.relname) AS full_name
    FROM pg_class c JOIN spaces n ON n.oid = c.relnamespace
)
SELECT nspname, NULL, 'schema ' || nspname FROM spaces
UNION ALL
SELECT nspname, relname, 'relation ' || full_name || ' ' || relkind::text FROM relations
WHERE relkind IN ('r', 'v', 'm') OR relkind = 'S' AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.objid = oid AND d.classid = 'pg_class'::regclass AND deptype IN ('a', 'i'))
UNION ALL
SELECT nspname, relname, format('column %s %s %s %s %s %s', full_name, attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN 'not null' ELSE 'null' END, attidentity, pg_get_expr(adbin, adrelid))
FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = attnum
WHERE relkind IN ('r', 'v', 'm')
UNION ALL
SELECT r.nspname, r.relname, 'index ' || pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END
FROM relations r JOIN pg_index ON indrelid = r.oid
UNION ALL
SELECT nspname, relname, format('constraint %s %s %s', full_name, conname, pg_get_constraintdef(c.oid))
FROM relations r JOIN pg_constraint c ON conrelid = r.oid
UNION ALL
SELECT nspname, relname, 'trigger ' || pg_get_triggerdef(t.oid) FROM relations r JOIN pg_trigger t ON tgrelid = r.oid
WHERE NOT tgisinternal
UNION ALL
SELECT nspname, relname, 'view ' || full_name || ' ' || pg_get_viewdef(oid) FROM relations WHERE relkind IN ('v', 'm')
UNION ALL
SELECT nspname, NULL, 'function ' || pg_get_functiondef(p.oid) FROM pg_proc p JOIN spaces n ON n.oid = pronamespace
WHERE prokind IN ('f', 'p')
"""

TABLES = """
SELECT n.nspname, c.relname, array_agg(attname::text) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND relkind = 'r' GROUP BY 1, 2 ORDER BY 1, 2
"""

EMPTY = """
DO $$ DECLARE each text; BEGIN
    FOR each IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', each);
    END LOOP;
END $$;
CREATE SCHEMA public; GRANT ALL ON SCHEMA public TO public;
"""


class Server:
    """The server the tests were given: makes the databases and drops them."""

    def __init__(self, url):
        self.parts = parse_dsn(url)
        self.connection = psycopg2.connect(url)
        self.connection.autocommit = True

    def database(self, name):
        with self.connection.cursor() as cursor:
            cursor.execute(SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(Identifier(name)))
        return Postgres({**self.parts, "dbname": name})

    def drop(self, database):
        database.connection.close()
        with self.connection.cursor() as cursor:
            cursor.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database.parts["dbname"])))


class Postgres:
    driver = "postgres"

    def __init__(self, parts):
        self.parts = {"sslmode": "disable", **parts}
        self.connection = psycopg2.connect(**self.parts)
        self.connection.autocommit = True
        self.execute("SET lock_timeout = '10s'; SET client_min_messages = error")

    def words(self):
        return {"{driver}": self.driver, "{db}": self.url(), "{kv}": self.key_values()}

    def url(self):
        rest = {name: value for name, value in self.parts.items() if name not in ("user", "password", "dbname")}
        login = quote(self.parts.get("user", ""), safe="")
        if "password" in self.parts:
            login += ":" + quote(self.parts["password"], safe="")
        place = ""
        if not rest.get("host", "").startswith("/"):
            place = f"{rest.pop('host', 'localhost')}:{rest.pop('port', '5432')}"
        query = "&".join(f"{name}={quote(value, safe='/')}" for name, value in sorted(rest.items()))
        return f"postgres://{login}@{place}/{self.parts['dbname']}?{query}"

    def key_values(self):
        return " ".join(f"{name}={value}" for name, value in sorted(self.parts.items()))

    def masked(self, text):
        return text.replace(self.parts["dbname"], "DATABASE")

    def execute(self, text):
        with self.connection.cursor() as cursor:
            cursor.execute(text)

    def ask(self, text):
        with self.connection.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall()

    def empty(self):
        self.execute(OTHERS)
        self.execute(EMPTY)

    def state(self):
        """Sessions a tool has left behind are ended first: what they had not committed must not count."""
        state = State()
        with self.connection.cursor() as cursor:
            cursor.execute(OTHERS)
            cursor.execute(TABLES)
            tables = cursor.fetchall()
            for schema, table, columns in tables:
                _rows(cursor, state, schema, table, set(columns))
            cursor.execute(CATALOGUE)
            for schema, table, line in sorted(cursor.fetchall(), key=lambda row: row[2]):
                name = f"{schema}.{table}"
                (state.layouts[name] if _own(name, state) else state.lines).append(line)
        return state


def _own(name, state):
    """The version table and the sequence behind its id."""
    return name in state.versions


def _rows(cursor, state, schema, table, columns):
    name = SQL("{}.{}").format(Identifier(schema), Identifier(table))
    if columns >= VERSION_COLUMNS:
        order = SQL("ORDER BY id") if "id" in columns else SQL("")
        cursor.execute(SQL("SELECT version_id, is_applied FROM {} {}").format(name, order))
        state.versions[f"{schema}.{table}"] = cursor.fetchall()
        state.layouts[f"{schema}.{table}"] = []
        return
    # An alias no column has: a bare `t` would be the column t where there is one.
    cursor.execute(SQL("SELECT to_jsonb(whole_row_)::text FROM {} AS whole_row_ ORDER BY 1").format(name))
    state.lines += [f"row {schema}.{table} {row}" for (row,) in cursor.fetchall()]
