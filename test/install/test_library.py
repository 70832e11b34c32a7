"""A program that uses the installed library: find_package, functions, embedded files, observers, errors."""

import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, succeed

CONSUMER = Path(__file__).parent / "consumer"
CASES = re.findall(r'^    \{"(\w+)", \1\},$', (CONSUMER / "library_checks.cpp").read_text(), re.MULTILINE)


def rows(database, sql):
    connection = sqlite3.connect(database)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_the_cases_were_found():
    assert len(CASES) >= 9


@pytest.mark.parametrize("case", CASES)
def test_case(consumer, case, tmp_path):
    succeed(consumer / "library_checks", case, f"sqlite:{tmp_path}/case.db")


@pytest.mark.parametrize("case, geese", [("function_rolls_back", []), ("function_without_transaction", [("Martha",)])])
def test_what_a_failed_function_leaves(consumer, case, geese, tmp_path):
    succeed(consumer / "library_checks", case, f"sqlite:{tmp_path}/case.db")
    assert rows(tmp_path / "case.db", "SELECT name FROM geese") == geese
    assert rows(tmp_path / "case.db", "SELECT max(version_id) FROM goose_db_version") == [(1,)]


def test_a_suite_s_library(consumer):
    assert "not ready: " in succeed(consumer / "testing_checks", CONSUMER / "migrations")


def test_the_example(installed, tmp_path):
    notes = installed.project(ROOT / "examples/library", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror") / "notes"
    database = tmp_path / "notes.db"
    first = succeed(notes, f"sqlite:{database}")
    assert re.sub(r"in \d+ ms", "in N ms", first).splitlines() == [
        "5 migrations to apply",
        "applied migrations/00001_notes.sql in N ms",
        "applied migrations/00002_slugs.sql in N ms",
        "applied fill_slugs in N ms",
        "applied migrations/00004_slugs_unique.sql in N ms",
        "applied compact in N ms",
        "version 5",
    ]
    assert rows(database, "SELECT slug FROM notes ORDER BY id") == [("hello-world-hello-again",), ("swans-geese",)]
    assert succeed(notes, f"sqlite:{database}").splitlines() == ["0 migrations to apply", "version 5"]
    assert succeed(notes, f"sqlite:{database}", "wait") == "ready\n"


def test_the_example_explains_a_failure(installed, tmp_path):
    notes = installed.project(ROOT / "examples/library") / "notes"
    database = tmp_path / "notes.db"
    succeed("sqlite3", database, "CREATE TABLE notes (id)")
    done = subprocess.run([notes, f"sqlite:{database}"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "migrations/00001_notes.sql:2: this statement failed\n0 done, 4 not reached\n" in done.stderr


def flat(text):
    return " ".join(text.split())


def test_the_manual_shows_code_that_was_compiled():
    """Every paragraph of code in docs/library.md stands in the example, but for its indentation."""
    example = flat("\n".join((ROOT / "examples/library" / name).read_text() for name in ("main.cpp", "CMakeLists.txt")))
    manual = (ROOT / "docs/library.md").read_text()
    blocks = re.findall(r"^```(?:cpp|cmake)\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 10
    for paragraph in (paragraph for block in blocks for paragraph in block.split("\n\n")):
        assert flat(paragraph) in example


def test_the_manual_for_suites_shows_what_can_be_compiled(installed, tmp_path):
    """Of docs/testing.md, its code of C++ in tests of their own, and its CMake."""
    manual = (ROOT / "docs/testing.md").read_text()
    (cmake,) = re.findall(r"^```cmake\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    first, *others = re.findall(r"^```cpp\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    head, first = first.split("\n\n", 1)
    code = "".join(f"TEST(Manual, N{number})\n{{\n{body}}}\n" for number, body in enumerate([first, *others]))
    source = tmp_path / "suites"
    source.mkdir()
    (source / "suite.cpp").write_text(f"{head}\n{code}")
    (source / "CMakeLists.txt").write_text(f"cmake_minimum_required(VERSION 3.25)\nproject(suites LANGUAGES CXX)\n{cmake}")
    assert len(others) >= 1 and "Manual.\n  N0\n  N1\n" in succeed(installed.project(source) / "suite", "--gtest_list_tests")
