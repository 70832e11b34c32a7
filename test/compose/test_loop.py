"""From the bash loop to Gander, and on to goose: the transcript and the steps of docs/compose.md, as they are written there."""
import os
import re
import subprocess
import textwrap

import pytest
from compose_project import IMAGE, POSTGRES, ROOT, podman
from conftest import until

DOCUMENT = ROOT / "docs/compose.md"
BROKEN = """-- +goose Up
CREATE TABLE audit_log (id bigint PRIMARY KEY);
ALTER TABLE action_trace ADD COLUMN audit bigint REFERENCES audit_log;
-- +goose Down
"""


@pytest.fixture
def old(plain):
    """The project with its database up, and nothing done yet."""
    assert plain.compose("up", "-d", "postgres").returncode == 0
    until(lambda: plain.ask("SELECT 1") == ["1"])
    return plain


def loop(project):
    variables = ["PGHOST=postgres", "PGUSER=slm_user", "PGPASSWORD=test_password", "PGDATABASE=action_history"]
    words = [word for each in variables for word in ("-e", each)]
    mounts = ["-v", f"{project.folder}/migrations:/migrations:ro", "-v", f"{ROOT}/test/compose/loop:/loop:ro"]
    script = ["--entrypoint", "sh", POSTGRES, "-c", "sh /loop 2>&1"]
    here = project.by_address("postgres")
    return podman("run", "--rm", "--network", project.network, *here, *words, *mounts, *script, check=False)


def masked(text):
    return re.sub(r"\([\d.]+[mµ]?s\)", "(1.5ms)", text)


def section(heading):
    return DOCUMENT.read_text().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_the_transcript(old):
    old.write("00003_audit_log.sql", BROKEN)
    done = loop(old)
    old.ask("DROP SCHEMA public CASCADE")
    old.ask("CREATE SCHEMA public")
    ours = old.gander("up", options=old.by_address("postgres"))
    shown = f"$ ./loop; echo $?\n{done.stdout}{done.returncode}\n\n$ gander up; echo $?\n{masked(ours.stdout + ours.stderr)}{ours.returncode}\n"
    assert (done.returncode, ours.returncode) == (0, 1) and "Migrations complete!" in done.stdout
    block = textwrap.indent(shown, "    ")
    text = section("What the loop hides")
    if os.environ.get("GANDER_UPDATE_GOLDEN"):
        written = re.search(r"^    \$ (?:.*\n(?=    |\n    ))*.*\n", text, re.MULTILINE).group()
        DOCUMENT.write_text(DOCUMENT.read_text().replace(text, text.replace(written, block)))
        return
    assert block in text, block


def steps(heading):
    """What its text tells people to type, after the word that stands for the shell."""
    return [line.strip()[2:] for line in section(heading).splitlines() if line.strip().startswith("$ ")]


def typed(project, line):
    return project.call("bash", "-c", line)


def test_over_in_five_minutes_and_on_to_goose(old, goose):
    assert loop(old).returncode == 0
    validate, *variables, adopt, up = steps("From the loop to Gander in five minutes")
    adopt = "; ".join([each.replace("myproject_default", old.network) for each in variables] + [adopt])
    assert "no problem found" in typed(old, validate.replace("localhost/gander:dev", IMAGE)).stdout
    done = typed(old, adopt.replace("localhost/gander:dev", IMAGE))
    assert done.returncode == 0 and "adopted 2 migrations, at version 2" in done.stdout, done
    done = typed(old, up)
    assert done.returncode == 0 and "no migrations to run. current version: 2" in done.stdout, done

    old.write("00003_more.sql", "-- +goose Up\nCREATE TABLE more (a int);\n-- +goose Down\nDROP TABLE more;\n")
    url = f"postgres://slm_user:test_password@{old.address('postgres')}:5432/action_history?sslmode=disable"
    words = [goose, "-dir", old.folder / "migrations", "postgres", url]
    assert "Pending" in subprocess.run([*words, "status"], capture_output=True, text=True, check=True).stderr
    assert "to version: 3" in subprocess.run([*words, "up"], capture_output=True, text=True, check=True).stderr
    assert "current version: 3" in old.gander("up").stdout
    assert "OK   00003_more.sql" in subprocess.run([*words, "down"], capture_output=True, text=True, check=True).stderr
    assert "to version: 3" in old.gander("up").stdout
