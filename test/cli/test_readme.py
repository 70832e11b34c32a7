"""What the documents tell people to type works when it is typed."""
import os
import subprocess

from conftest import BIN, ROOT


def test_the_tour_works_line_by_line(shell):
    tour = (ROOT / "README.md").read_text().split("## Tour\n", 1)[1]
    lines = [line.strip() for line in tour.split("A URL names", 1)[0].splitlines() if line.startswith("    ")]
    assert sum("gander " in line for line in lines) == len(lines) - 1 and len(lines) > 7
    script = "\n".join(lines).replace("postgres://localhost/app", "sqlite:app.db")
    done = subprocess.run(
        ["bash", "-euxc", script],
        cwd=shell.folder,
        env={**shell.environment, "PATH": f"{BIN}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "successfully migrated database to version: " in done.stdout and "_add_users.sql" in done.stdout
