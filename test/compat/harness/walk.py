"""A random folder of migrations and a random script over it. Nothing is generated where ours deliberately differs:
every file can be parsed, and after a file was removed no `down-to` goes past it."""

from .case import Remove, Run, Write

VERSIONS = range(1, 15)
STEPS = 12

UP = "-- +goose Up\n"
DOWN = "-- +goose Down\n"
MISSING = "INSERT INTO nowhere VALUES (1);\n"
SHAPES = {
    "plain": UP + "CREATE TABLE t@ (id integer);\n" + DOWN + "DROP TABLE t@;\n",
    "rows": UP + "CREATE TABLE t@ (id integer);\nINSERT INTO t@ VALUES (@);\nINSERT INTO t@\nVALUES (2);\n" + DOWN + "DROP TABLE t@;\n",
    "block": UP + "-- +goose StatementBegin\nCREATE TABLE t@ (id integer);\nINSERT INTO t@ VALUES (@);\n-- +goose StatementEnd\n" + DOWN + "DROP TABLE t@;\n",
    "no transaction": "-- +goose NO TRANSACTION\n" + UP + "CREATE TABLE t@ (id integer);\nCREATE INDEX i@ ON t@ (id);\n" + DOWN + "DROP INDEX i@;\nDROP TABLE t@;\n",
    "no down": UP + "CREATE TABLE t@ (id integer);\n",
    "repeatable": UP + "CREATE TABLE IF NOT EXISTS t@ (id integer);\nINSERT INTO t@ VALUES (@);\n",
    "nothing": UP + DOWN,
    "fails": UP + "CREATE TABLE t@ (id integer);\n" + MISSING + DOWN + "DROP TABLE t@;\n",
    "fails late": "-- +goose NO TRANSACTION\n" + UP + "CREATE TABLE IF NOT EXISTS t@ (id integer);\n" + MISSING + DOWN + "DROP TABLE t@;\n",
    "fails down": UP + "CREATE TABLE t@ (id integer);\n" + DOWN + "DROP TABLE t@;\n" + MISSING,
}
WEIGHTS = (30, 10, 8, 10, 4, 6, 4, 4, 4, 3)
COMMANDS = ("up", "up-by-one", "up-to", "down", "down-to", "redo", "reset", "status", "version")
COMMAND_WEIGHTS = (14, 16, 10, 14, 8, 10, 4, 8, 6)


class Walk:
    def __init__(self, random):
        self.random = random
        self.present = {}  # version → path
        self.gone = False
        self.files = {}
        self.script = []
        for version in sorted(random.sample(VERSIONS, random.randint(3, 7))):
            self.files[self._path(version)] = self._text("plain" if not self.files else None, version)
        # From here on both databases have a version table.
        self.script.append(self._run("up-to", str(min(self.present))))
        while len(self.script) <= STEPS:
            self.script.append(self._step())

    def _step(self):
        dice = self.random.random()
        if dice < 0.10:
            return self._write(self.random.choice(VERSIONS))
        if dice < 0.14 and len(self.present) > 2:
            self.gone = True
            return Remove(self.present.pop(self.random.choice(sorted(self.present))))
        return self._command()

    def _command(self):
        (word,) = self.random.choices(COMMANDS, COMMAND_WEIGHTS)
        if word == "down-to" and self.gone:
            word = "down"
        words = [word]
        if word.endswith("-to"):
            words.append(str(self.random.randint(0 if word == "down-to" else 1, max(VERSIONS))))
        if word.startswith("up") and self.random.random() < 0.5:
            words.append("-allow-missing")
        if self.random.random() < 0.04:
            words.append("-no-versioning")
        return self._run(*words)

    def _write(self, version):
        """A new file, or an old one with another text: repaired, or spoilt."""
        path = self.present.get(version) or self._path(version)
        return Write(path, self._text(None, version))

    def _path(self, version):
        self.present[version] = f"migrations/{version:05d}_t.sql"
        return self.present[version]

    def _text(self, shape, version):
        (drawn,) = self.random.choices(list(SHAPES), WEIGHTS)
        return SHAPES[shape or drawn].replace("@", str(version))

    @staticmethod
    def _run(*words):
        return Run(("-dir", "migrations", "{driver}", "{db}", *words))
