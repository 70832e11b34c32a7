"""What a subset leaves out can be applied later, and the end is the same: random folders, on a real server."""
import collections
import json
import random
import re
import shutil
import subprocess

import pytest
from conftest import SCALE, SEED, Database, Folder, run, with_admin
from folders import Folders
from needed import missing

FOLDERS = 20 * SCALE  # 200 in a full run
PARTS = 4  # so that the workers share them


@pytest.fixture
def databases(server):
    if not shutil.which("pg_dump"):
        missing("no pg_dump: apt-get install postgresql-client")
    made = []

    def make():
        made.append(Database(server))
        return made[-1]

    yield make
    for database in made:
        with_admin(server, f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")


def dump(database):
    """Schema and rows of all but the version table, whose rows stand in the order of their application."""
    argv = ["pg_dump", "--inserts", "--no-owner", "--exclude-table=goose_db_version*", database.url()]
    text = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    return re.sub(r"^\\(un)?restrict .*$", "", text, flags=re.M)


def described(database, table):
    """Columns and rows."""
    columns = (
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
        f"WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    return database.ask(columns), sorted(database.ask(f"SELECT t::text FROM {table} AS t"))


def applied(database):
    return [version for (version,) in database.ask("SELECT version_id FROM goose_db_version ORDER BY 1")]


def apply(folder, database, *words):
    ended = run(folder, database.url(), *words, first=["test", "apply", "--output", "json"])
    assert ended.code == 0, ended
    return json.loads(ended.out)


def written(folder):
    texts = [(path.name, path.read_text()) for path in sorted(folder.path.iterdir())]
    return "\n".join(f"{name}:\n{text}" for name, text in texts)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_subset_and_then_the_rest_is_the_whole(part, databases, tmp_path):
    seen = collections.Counter()
    for number in range(part, FOLDERS, PARTS):
        dice = random.Random(f"{SEED} {number}")
        folder = Folder(tmp_path / str(number))
        plan = Folders(dice)
        for version, text in enumerate(plan.migrations(dice.randrange(8, 20)), 1):
            folder.write(version, text)
        whole, parted = databases(), databases()
        assert run(folder, whole.url(), "up").code == 0, written(folder)
        tables = dice.sample(sorted(plan.tables), 1)
        subset = apply(folder, parted, "--tables", ",".join(tables))["subset"]
        kept = [each["version"] for each in subset["kept"]]
        seen["folders"] += 1
        seen["left out"] += bool(subset["left_out"])
        seen["migrations left out"] += len(subset["left_out"])
        what = f"GANDER_TEST_SEED={SEED}, folder {number}, --tables {tables}\n{json.dumps(subset, indent=1)}\n"
        assert applied(parted) == [0, *kept], what
        assert described(parted, tables[0]) == described(whole, tables[0]), what + written(folder)
        apply(folder, parted)
        assert applied(parted) == applied(whole), what
        assert dump(parted) == dump(whole), what + written(folder)
    print(dict(seen))
    assert seen["left out"] * 3 > seen["folders"], seen
