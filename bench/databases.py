"""Where the tasks run: a fresh SQLite file or a fresh PostgreSQL database for each program, or a copy of a
prepared one."""

import shutil
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2


class Sqlite:
    driver = "sqlite3"
    title = "SQLite"

    def __init__(self, folder):
        self.folder = Path(folder)

    def string(self, name):
        return str(self.folder / f"{name}.db")

    def drop(self, name):
        Path(self.string(name)).unlink(missing_ok=True)

    def create(self, name):
        self.drop(name)
        sqlite3.connect(self.string(name)).close()

    def copy(self, template, name):
        shutil.copyfile(self.string(template), self.string(name))

    def rows(self, name):
        with sqlite3.connect(self.string(name)) as connection:
            return connection.execute("SELECT count(*) FROM goose_db_version").fetchone()[0]


class Postgres:
    driver = "postgres"
    title = "PostgreSQL"

    def __init__(self, url):
        self.url = url

    def string(self, name):
        parts = urlsplit(self.url)
        query = parts.query if "sslmode" in parts.query else "&".join(filter(None, [parts.query, "sslmode=disable"]))
        return urlunsplit(parts._replace(path=f"/bench_{name}", query=query))

    def execute(self, sql):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        connection.cursor().execute(sql)
        connection.close()

    def drop(self, name):
        self.execute(f"DROP DATABASE IF EXISTS bench_{name}")

    def create(self, name):
        self.drop(name)
        self.execute(f"CREATE DATABASE bench_{name}")

    def copy(self, template, name):
        self.drop(name)
        self.execute(f"CREATE DATABASE bench_{name} TEMPLATE bench_{template}")

    def rows(self, name):
        connection = psycopg2.connect(self.string(name))
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM goose_db_version")
        (count,) = cursor.fetchone()
        connection.close()
        return count
