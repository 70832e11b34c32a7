"""A case is data: a folder, a script of commands, an environment. Each tool runs it in a world of its own."""

import shlex
from dataclasses import dataclass, field

BOTH = ("sqlite3", "postgres")
NO_DATABASE = ("nodb",)


@dataclass(frozen=True)
class Link:
    """A symbolic link in the folder."""

    target: str


@dataclass(frozen=True)
class Folder:
    """An empty directory in the folder."""


@dataclass(frozen=True)
class Run:
    """One call of the tool; {driver}, {db} and {kv} in its words stand for the database at hand."""

    words: tuple
    env: dict = field(default_factory=dict)

    def __str__(self):
        return shlex.join((*(f"{name}={value}" for name, value in self.env.items()), "goose", *self.words))


@dataclass(frozen=True)
class Sql:
    """Statements the harness itself sends to the database, as another program would."""

    text: str


@dataclass(frozen=True)
class Write:
    path: str
    content: object


@dataclass(frozen=True)
class Remove:
    path: str


@dataclass(frozen=True)
class Case:
    name: str
    files: dict
    script: tuple
    env: dict = field(default_factory=dict)
    on: tuple = BOTH


def step(text):
    """A line of a script: `$ NAME=value goose words` is taken as a shell would; other words follow the usual flags."""
    if not isinstance(text, str):
        return text
    if not text.startswith("$ "):
        return Run(("-dir", "migrations", "{driver}", "{db}", *shlex.split(text)))
    words = shlex.split(text[2:])
    name = words.index("goose")
    return Run(tuple(words[name + 1 :]), dict(word.split("=", 1) for word in words[:name]))


def case(name, files, *script, **rest):
    return Case(name, files, tuple(step(line) for line in script), **rest)
