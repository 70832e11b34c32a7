"""A comparison that cannot fail proves nothing: each of these tools is goose with one thing wrong."""

import pytest
from cases.common import THREE, folder, sql
from harness.case import Case, case
from harness.compare import differences
from harness.sqlite import Sqlite
from harness.state import PRISTINE, State, without_pristine
from harness.tool import World

FAITHFUL = 'exec -a goose "$REAL" "$@"'


def _and_then(statement):
    run = f"import sqlite3; c = sqlite3.connect('test.db'); c.execute('{statement}'); c.commit()"
    return f'(exec -a goose "$REAL" "$@"); c=$?; python3 -c "{run}"; exit $c'


ALTERED = {
    "another exit code": '(exec -a goose "$REAL" "$@") || exit 3',
    "a line more": f'echo >&2 "2026/01/02 03:04:05 hello"; {FAITHFUL}',
    "no time before the line": '(exec -a goose "$REAL" "$@") 2> >(sed -E "s/^[0-9/]+ [0-9:]+ //" >&2); c=$?; sleep 0.05; exit $c',
    "the wrong stream": 'exec -a goose "$REAL" "$@" 2>&1',
    "another table": _and_then("CREATE TABLE extra (id int)"),
    "another row": _and_then("INSERT INTO apple VALUES (1)"),
    "rows in another order": _and_then("UPDATE goose_db_version SET id = 100 WHERE version_id = 1"),
    "a file more": f'touch left-behind; {FAITHFUL}',
}
SCRIPT = case("any", {}, "up", "status", "$ goose -dir nowhere {driver} {db} up")


def _differences(tmp_path, goose, body, script: Case, files):
    wrapper = tmp_path / "wrapper"
    wrapper.write_text(f"#!/bin/bash\nREAL={goose}\n{body}\n")
    wrapper.chmod(0o755)
    roots = [tmp_path / "goose", tmp_path / "ours"]
    two = [World(binary, root, Sqlite(root)) for binary, root in zip((goose, wrapper), roots)]
    for world in two:
        world.lay_out(files)
    return differences(*two, script.script, {})


def test_a_faithful_copy_is_equal(tmp_path, goose):
    assert _differences(tmp_path, goose, FAITHFUL, SCRIPT, THREE) == []


@pytest.mark.parametrize("body", ALTERED.values(), ids=list(ALTERED))
def test_an_altered_copy_is_caught(tmp_path, goose, body):
    assert _differences(tmp_path, goose, body, SCRIPT, THREE)


def test_another_statement_is_caught(tmp_path, goose):
    """The two files differ in one comment inside a statement: SQLite keeps the text it was sent."""
    body = 'sed -i s/spoken/written/ migrations/*.sql; ' + FAITHFUL
    files = folder(m1_a=sql("CREATE TABLE a (id int -- spoken\n);"))
    found = _differences(tmp_path, goose, body, case("any", {}, "up"), files)
    assert any("written" in line for line in found)


def test_a_missing_version_table_says_what_an_empty_one_says():
    made = State(versions={"goose_db_version": PRISTINE}, layouts={"goose_db_version": ["columns"]})
    assert without_pristine(made, State(), set()).versions == {}
    assert without_pristine(made, State(), {"goose_db_version"}).versions  # it was there, and has been lost
    applied = State(versions={"goose_db_version": [*PRISTINE, (1, True)]}, layouts={"goose_db_version": []})
    assert without_pristine(applied, State(), set()).versions
