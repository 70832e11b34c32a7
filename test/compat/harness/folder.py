"""The working directory of one tool: laid out from a case, listed after every command."""

import os
from pathlib import Path

from . import masks
from .case import Folder, Link

DATABASE_FILES = (".db", ".db-journal", ".db-wal", ".db-shm")


def put(root, name, content):
    path = Path(root, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Link):
        path.symlink_to(content.target)
    elif isinstance(content, Folder):
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_bytes(content.encode())


def remove(root, name):
    path = Path(root, name)
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink()


def listing(root):
    """Path → content, without the files of SQLite databases: those are compared as databases."""
    found = {}
    for where, directories, files in os.walk(root):
        for name in (*directories, *files):
            path = Path(where, name)
            shown = str(path.relative_to(root))
            if not name.endswith(DATABASE_FILES):
                found[shown] = _content(path)
    return found


def lines(found, made_by_tool):
    """What create and init write inside is each tool's own; only the names of such files count."""
    shown = []
    for name in sorted(found):
        content = "(made by the tool)" if name in made_by_tool else repr(found[name])
        shown.append(masks.stamps(f"file {name} {content}"))
    return shown


def _content(path):
    if path.is_symlink():
        return f"link to {os.readlink(path)}"
    return "directory" if path.is_dir() else path.read_bytes()
