"""Folders that many cases share."""


def sql(up, down=None):
    """A migration file with these texts."""
    return f"-- +goose Up\n{up}\n" + ("" if down is None else f"\n-- +goose Down\n{down}\n")


def table(name):
    return sql(f"CREATE TABLE {name} (id integer);", f"DROP TABLE {name};")


def folder(**files):
    """folder(m1_a="text") is migrations/1_a.sql."""
    return {f"migrations/{name[1:]}.sql": text for name, text in files.items()}


def slug(words):
    """Part of a name from a command."""
    return "_".join(words.replace("-", " ").split())


ONE = folder(m00001_apple=table("apple"))
THREE = folder(m00001_apple=table("apple"), m00002_brick=table("brick"), m00003_cloud=table("cloud"))
