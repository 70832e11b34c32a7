"""docs/errors.md: how the migrate service of examples/compose ends in each case, line by line.

GANDER_UPDATE_GOLDEN=1 writes the blocks of the document anew. Addresses and times differ from run to run; they are masked.
"""
import os
import re
import textwrap

import pytest
from compose_project import IMAGE, ROOT, URL, Project, from_debian, podman
from conftest import until

DOCUMENT = ROOT / "docs/errors.md"
BROKEN = "-- +goose Up\nCREATE TABLE audit_log (id int);\nALTER TABLE audit_logs ADD COLUMN actor text;\n"


@pytest.fixture(scope="module")
def stack(images, tmp_path_factory):
    """A database at version 2 that all cases share, none of which changes it."""
    made = Project(tmp_path_factory.mktemp("errors"), from_debian(None))
    made.compose("up", "-d", "postgres")
    until(lambda: made.ask("SELECT 1") == ["1"])
    assert made.gander("up").returncode == 0
    yield made
    made.remove()


def url(old="", new=""):
    assert old in URL
    return {"GOOSE_DBSTRING": URL.replace(old, new)}


def unused(stack):
    """An address in the network that nobody has."""
    return stack.address("postgres").rpartition(".")[0] + ".250"


def broken(folder):
    (folder / "00003_audit_log.sql").write_text(BROKEN)


def slip(folder):
    (folder / "00003_audit_log.sql").write_text("CREATE TABLE audit_log (id int);\n")


def unreadable(folder):
    (folder / "00003_audit_log.sql").write_text("-- +goose Up\nSELECT 1;\n")
    (folder / "00003_audit_log.sql").chmod(0o600)


def empty(folder):
    for each in folder.iterdir():
        each.unlink()


# What changes in the service, and how it ends.
CASES = {
    "A broken migration": (1, {}, broken),
    "A file that is no migration": (1, {}, slip),
    "A wrong password": (1, url("test_password", "tset_password"), None),
    "A database that does not exist": (1, url("/action_history", "/action_histroy"), None),
    "A server that cannot be reached": (75, url(":5432", ":5433"), None),
    "A host that is not there": (75, lambda stack: url("@postgres", "@" + unused(stack)), None),
    "A host name that does not exist": (75, url("@postgres", "@postgers"), None),
    "No folder": (1, {"GOOSE_MIGRATION_DIR": "/migratoins"}, None),
    "An empty folder": (1, {}, empty),
    "A file that cannot be read": (1, {}, unreadable),
    "A driver that does not exist": (2, {"GOOSE_DRIVER": "postgre"}, None),
    "A connection string that cannot be understood": (2, url("postgres://", "postgres:/"), None),
    "No connection string": (2, {"GOOSE_DBSTRING": ""}, None),
}


def masked(text):
    text = re.sub(r"10\.\d+\.\d+\.250", "10.89.0.250", text)
    text = re.sub(r"\(10\.\d+\.\d+\.\d+\)", "(10.89.0.2)", text)
    return re.sub(r"\([\d.]+ms\)", "(1.5ms)", text)


def section(document, heading):
    """Its text, and in it the block of what is printed."""
    text = document.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return text, re.search(r"^    .*(?:\n    .*)*", text, re.MULTILINE).group()


@pytest.mark.parametrize("heading", CASES)
def test_how_the_service_ends(heading, stack, tmp_path):
    code, changed, prepare = CASES[heading]
    folder = tmp_path / "migrations"
    folder.mkdir()
    for each in (stack.folder / "migrations").iterdir():
        (folder / each.name).write_text(each.read_text())
    for each in (tmp_path, folder):
        each.chmod(0o755)
    if prepare:
        prepare(folder)
    changed = changed(stack) if callable(changed) else changed
    variables = {"GOOSE_DRIVER": "postgres", "GOOSE_DBSTRING": URL, "GANDER_WAIT": "2s", **changed}
    words = [word for each in variables.items() for word in ("-e", "=".join(each))]
    done = podman("run", "--rm", "--network", stack.network, "-v", f"{folder}:/migrations:ro", *words, IMAGE, "up", check=False)
    assert done.returncode == code, done
    assert "test_password" not in done.stdout + done.stderr and "tset_password" not in done.stderr

    text, block = section(DOCUMENT.read_text(), heading)
    assert f"exit code {code}" in text
    printed = textwrap.indent(masked(done.stdout + done.stderr), "    ").strip("\n")
    if os.environ.get("GANDER_UPDATE_GOLDEN"):
        DOCUMENT.write_text(DOCUMENT.read_text().replace(text, text.replace(block, printed)))
        return
    assert block == printed


def test_the_document_has_these_cases_and_no_others():
    assert re.findall(r"^## (.*)$", DOCUMENT.read_text(), re.MULTILINE) == list(CASES)
