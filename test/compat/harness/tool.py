"""Calling a tool: the binary, always by the name goose, in a clean environment and a working directory of its own."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from . import folder, masks
from .case import Remove, Sql, Write

SECONDS = 30
HANGS = "hangs"


@dataclass
class Outcome:
    exit: object
    out: list
    err: list

    def shown(self):
        return [f"exit {self.exit}", *(f"out|{line}" for line in self.out), *(f"err|{line}" for line in self.err)]


@dataclass
class Moment:
    """What one step of a script left behind."""

    step: object
    outcome: object  # None for the harness's own steps
    state: object
    files: list

    def shown(self, state):
        said = self.outcome.shown() if self.outcome else []
        return [f"# {self.step}", *said, *state.shown(), *self.files, ""]


class World:
    """One tool's place to run a script in: a folder and a database nobody else touches."""

    def __init__(self, binary, root, database):
        self.binary = binary
        self.root = Path(root)
        self.database = database
        self.home = self.root.parent / f"{self.root.name}.home"
        self.home.mkdir(parents=True, exist_ok=True)
        self.root.mkdir(parents=True, exist_ok=True)
        self.made_by_tool = set()

    def lay_out(self, files):
        for name, content in files.items():
            folder.put(self.root, name, content)

    def take(self, step, env):
        """One step of a script; what it says is masked, what it does to the database is looked up."""
        outcome = None
        if isinstance(step, Sql):
            self.database.execute(step.text)
        elif isinstance(step, Write):
            folder.put(self.root, step.path, step.content)
        elif isinstance(step, Remove):
            folder.remove(self.root, step.path)
        else:
            outcome = self._call(step, env)
        return Moment(step, outcome, self.database.state() if self.database else _NOTHING, self._files())

    def call(self, words, env=None, terminate_after=None, prefix=()):
        """The raw outcome, masked: for tests that look at one tool alone. It may be sent SIGTERM after some seconds.

        A prefix is another program that starts the tool, by its path."""
        whole = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "TZ": "UTC", "LANG": "C.UTF-8"}
        whole.update({name: self._filled(value) for name, value in (env or {}).items()})
        start = [*prefix, self.binary] if prefix else ["goose"]
        process = subprocess.Popen(
            [*start, *(self._filled(word) for word in words)],
            executable=None if prefix else self.binary,
            cwd=self.root,
            env=whole,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        if terminate_after is not None:
            time.sleep(terminate_after)
            process.terminate()
        try:
            out, err = process.communicate(timeout=SECONDS)
            code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            code = HANGS
        return Outcome(code, self._lines(out), self._lines(err))

    def _call(self, step, env):
        before = set(folder.listing(self.root))
        outcome = self.call(step.words, {**env, **step.env})
        if {"create", "init"} & set(step.words):
            self.made_by_tool |= set(folder.listing(self.root)) - before
        return outcome

    def _files(self):
        return folder.lines(folder.listing(self.root), self.made_by_tool)

    def _filled(self, word):
        for name, value in (self.database.words() if self.database else {}).items():
            word = word.replace(name, value)
        return word.replace("{cwd}", str(self.root))

    def _lines(self, raw):
        text = raw.decode(errors="backslashreplace").replace(str(self.root), "CWD")
        if self.database:
            text = self.database.masked(text)
        return [masks.line(line) for line in text.split("\n")]


class _Nothing:
    lines, versions, layouts = [], {}, {}

    @staticmethod
    def shown():
        return []


_NOTHING = _Nothing()


def executable(path):
    return path is not None and os.access(path, os.X_OK)
