"""A SQLite database as the harness sees it: a file in the tool's working directory."""

import sqlite3
from pathlib import Path

from .state import VERSION_COLUMNS, State

FILE = "test.db"


class Sqlite:
    driver = "sqlite3"

    def __init__(self, folder):
        self.folder = folder

    def words(self):
        return {"{driver}": self.driver, "{db}": FILE}

    def masked(self, text):
        return text

    def execute(self, text):
        connection = sqlite3.connect(self._path())
        connection.executescript(text)
        connection.close()

    def state(self):
        if not self._path().exists():
            return State()
        connection = sqlite3.connect(f"file:{self._path()}?mode=ro", uri=True)
        connection.text_factory = bytes
        try:
            return _read(connection)
        finally:
            connection.close()

    def _path(self):
        return Path(self.folder, FILE)


def _read(connection):
    state = State()
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2"
    objects = [tuple(None if value is None else value.decode() for value in row) for row in connection.execute(query)]
    for kind, name, table, sql in objects:
        if kind == "table" and _columns(connection, name) >= VERSION_COLUMNS:
            order = "id" if "id" in _columns(connection, name) else "rowid"
            rows = connection.execute(f"SELECT version_id, is_applied FROM {_quoted(name)} ORDER BY {order}")
            state.versions[name] = [(version, bool(applied)) for version, applied in rows]
            state.layouts[name] = [" ".join(sql.split())]
            continue
        state.lines.append(f"{kind} {name} on {table}: {sql}")
        if kind == "table":
            rows = (repr(row) for row in connection.execute(f"SELECT * FROM {_quoted(name)}"))
            state.lines += [f"row {name} {row}" for row in sorted(rows)]
    return state


def _columns(connection, table):
    return {row[1].decode() for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")}


def _quoted(name):
    return '"' + name.replace('"', '""') + '"'
