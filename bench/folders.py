"""The folders of migrations that the tasks run. Each is made once, with plain SQL that both databases take."""


def write(folder, number, up, down):
    text = f"-- +goose Up\n{up}\n-- +goose Down\n{down}\n"
    (folder / f"{number:05}_m.sql").write_text(text)


def tables(folder, count):
    """`count` migrations of a table and an index each."""
    folder.mkdir()
    for n in range(1, count + 1):
        up = f"CREATE TABLE t{n} (id integer PRIMARY KEY, name text NOT NULL);\nCREATE INDEX i{n} ON t{n} (name);"
        write(folder, n, up, f"DROP TABLE t{n};")
    return folder


def rows(folder, count):
    """`count` migrations of one small row each, after one that makes the table."""
    folder.mkdir()
    write(folder, 1, "CREATE TABLE small (n integer NOT NULL);", "DROP TABLE small;")
    for n in range(2, count + 1):
        write(folder, n, f"INSERT INTO small VALUES ({n});", f"DELETE FROM small WHERE n = {n};")
    return folder


def inserts(folder, count):
    """One migration of `count` statements."""
    folder.mkdir()
    lines = "\n".join(f"INSERT INTO many VALUES ({n}, 'row {n}');" for n in range(count))
    write(folder, 1, f"CREATE TABLE many (n integer NOT NULL, name text);\n{lines}", "DROP TABLE many;")
    return folder
