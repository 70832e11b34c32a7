"""Where ours differs from goose on purpose: the one list, from which docs/goose.md has its table.

    python3 test/compat/differences.py      prints that table

Every entry has a test of its name in test_differences.py that shows both: what goose does, and what ours does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    id: str
    ours: str
    why: str

    @property
    def test(self):
        return f"test_{self.id.replace('-', '_')}"


DIFFERENCES = [
    Difference("duplicate-version", "Two files of one version: an error that names both, exit 1; `validate` finds it too", "goose panics with a stack trace, exit 2"),
    Difference("all-files-read-first", "Every planned file is read and parsed before the first one runs", "With goose a slip in the third file leaves the first two applied"),
    Difference("go-files-refused-first", "A `.go` migration is refused before anything runs, with the way out; `validate` leaves `.go` files alone", "goose applies the files before it, then fails"),
    Difference("missing-files-refused-first", "A planned file that cannot be opened is refused before anything runs, also on the way down", "goose stops half-way"),
    Difference("reads-never-write", "`status` and `version` make no version table and no SQLite file; a command that runs nothing makes none either", "They work with a read-only login, and looking changes nothing"),
    Difference("reset-of-nothing", "`reset` of a database without a version table has nothing to do, exit 0", "goose fails with the database's error"),
    Difference("emptied-table", "`down-to` that takes the last row from the version table has done what was asked, exit 0", "goose rolls everything back and then fails with `no next version found`"),
    Difference("odd-times", "A `tstamp` that is no time (PostgreSQL: `infinity`) makes `status` fail with the same words, but is always called `<nil>` in them; on SQLite a year of five digits is one", "goose names the Go type of what stands there"),
    Difference("empty-block", "A StatementBegin block with nothing in it is nothing", "goose drops the first line behind it, and says OK"),
    Difference("settings-end-with-their-file", "What a migration sets (`search_path`, a role, a PRAGMA) ends with it", "With goose the next file's tables land in another schema"),
    Difference("empty-search-path", "The version table is found also when a migration empties `search_path`, as every pg_dump file does", "goose fails with `relation \"goose_db_version\" does not exist`"),
    Difference("runs-take-turns", "PostgreSQL: two runs at once take turns, under a lock that goose's library knows too; both end well", "goose's command line takes no lock: one of the two fails, or both apply the same file"),
    Difference("lost-connection", "PostgreSQL: a connection that is lost is made again; what was rolled back with it is run again, once", "goose fails where it stood"),
    Difference("signals-stop", "SIGTERM, SIGINT and SIGHUP cancel what runs on the server and say what was done", "goose dies, and what it had sent runs on"),
    Difference("open-transaction", "A NO TRANSACTION file that leaves a transaction open is an error", "goose goes on inside that transaction, or loses what was in it"),
    Difference("passwords-are-masked", "Passwords are `xxxxx` in errors and in the output of `env`, and a broken `.env` file is told by its line and not quoted", "goose prints them into logs"),
    Difference("secrets-in-files", "`GOOSE_DBSTRING_FILE` and `GANDER_DBSTRING_FILE` name a file, or a mounted Secret, that stands for `GOOSE_DBSTRING`; `PGPASSWORD_FILE` one that stands for `PGPASSWORD`", "goose does not know them"),
    Difference("private-files", "A client key or a password file that others can read is not used; `SSL_CERT_DIR` is not looked at", "libpq, like psql, keeps secrets to their owner; goose takes any file"),
    Difference("open-ended-password", "`postgres://u:p@ss/word@h/d`, whose password may end at either `@`, is refused", "goose connects to the host `ss`"),
    Difference("busy-database-waits", "SQLite: a database that another program is writing to is waited for", "goose fails at once with `database is locked`"),
    Difference("connection-parameters", "PostgreSQL: parameters of the connection string that libpq knows count (`keepalives`, `gssencmode`, …), and blanks may stand in a URL; those for goose's client library alone are ignored; `require_auth` and `PGREQUIREAUTH` before libpq 16 and `servicefile` before libpq 18 are refused", "goose sends libpq's to the server, which refuses them, and does not know its own `pool_max_conns` either"),
    Difference("connection-errors", "Errors of connecting are in the client library's words, and said once", "goose says everything twice: it tries to make the version table on a connection it does not have"),
    Difference("version-table-errors", "An error of the version table is said once, and is never followed by an attempt to make the table", "goose takes every error for a missing table"),
    Difference("table-is-a-name", "`-table` is a name, or schema.name, and is quoted where it must be; where the database speaks of it, it is qualified", "goose pastes it into its SQL"),
    Difference("statements-split-right", "`;` inside quotes, dollar quotes, comments and trigger bodies does not end a statement; `;-- note` and `; /* note */` do", "goose sends pieces, or glues two statements together"),
    Difference("unclosed-quote", "A quote, comment or parenthesis that is never closed, a NUL byte in a statement, and a command of psql (`\\gset`, `\\echo`, …), is an error before anything runs", "goose sends the text and leaves it to the database"),
    Difference("files-as-editors-write-them", "A byte order mark, a block comment above `Up`, a comment below a line of blanks, lines of more than 4 MiB are read", "goose refuses the file"),
    Difference("copy-from-stdin", "`COPY … FROM stdin` loads the rows behind it, as in a pg_dump file", "goose hangs for ever"),
    Difference("substitution-required", "`${NAME:?message}` in ENVSUB is an error when NAME is not set or empty", "goose cannot read it"),
    Difference("drivers", "Drivers that were not built in are named as such; `beta drivers` lists ours", "Only PostgreSQL and SQLite are here yet"),
    Difference("directory-taken-literally", "`-dir` is a path: `[`, `*` and `?` in it are letters", "goose takes them for a pattern and finds nothing"),
    Difference("unreadable-folder", "A folder that cannot be read is an error that says so, also for `validate`", "goose says that it found no migration files, and its `validate` that all is well"),
    Difference("fix-renames-the-file", "`fix` changes the file's name alone", "goose changes the first place in the whole path where the number stands, and fails"),
    Difference("create-in-one-second", "`create` in a second that another file is named after counts on from the newest one", "goose makes two files of one version, and then panics"),
    Difference("new-files", "What `create` and `init` write into a new file are words of our own", "The annotations, the names and the numbers are the same; goose cannot read what its own `init` writes"),
    Difference("usage-text", "The usage text, and the version it names, are our own", "The flags, commands, streams and exit codes are the same"),
]


def table():
    rows = [f"| {each.ours} | {each.why} | [{each.id}](../test/compat/test_differences.py) |" for each in DIFFERENCES]
    return "\n".join(["| Gander, called `goose` | why | test |", "|---|---|---|", *rows])


if __name__ == "__main__":
    print(table())
