"""Two kube up at once where it matters most, and logs that break: the real kubectl, held up at a certain word."""
import os
import shutil

import pytest
from cluster import until
from test_run import LOADED, jobs, run

SLOW = """#!/bin/sh
case "$*" in *{pattern}*) {action} ;; esac
exec {kubectl} "$@"
"""


def behind(folder, pattern, action):
    """An environment in which kubectl does something first, where its words have a pattern."""
    shim = folder / "bin" / "kubectl"
    shim.parent.mkdir(parents=True)
    shim.write_text(SLOW.format(pattern=pattern, action=action, kubectl=shutil.which("kubectl")))
    shim.chmod(0o755)
    return {"PATH": f"{shim.parent}:{os.environ['PATH']}"}


def begin(namespace, migrations, environment):
    return namespace.begin("up", "-dir", migrations, *LOADED, environment=environment)


def test_one_that_makes_the_job_late(namespace, database, migrations, tmp_path):
    """It has looked before there was one, and finds that of the other, which is neither suspended nor made anew."""
    migrations.write(3, "SELECT pg_sleep(8);")
    late = begin(namespace, migrations, behind(tmp_path, "create", "sleep 5"))
    prompt = begin(namespace, migrations, {})
    ends = [each.communicate(timeout=120) for each in (prompt, late)]
    assert (prompt.returncode, late.returncode) == (0, 0), ends
    assert "runs already" in ends[1][1] and "OK   00003_m3.sql" in ends[1][0], ends
    (job,) = jobs(namespace)
    assert len(namespace.pods(job)) == 1 and database.versions() == [1, 2, 3]


def test_one_that_deletes_the_failed_job_late(namespace, database, migrations, tmp_path):
    """What it means to delete is gone, and another has its name."""
    database.ask(f"CREATE TABLE pace (n int); ALTER TABLE pace OWNER TO {database.name}")
    migrations.write(3, "SELECT 1 / (SELECT count(*) FROM pace);")
    migrations.write(4, "SELECT pg_sleep(10);")
    assert run(namespace, "up", migrations).returncode == 1
    database.ask("INSERT INTO pace VALUES (1)")
    late = begin(namespace, migrations, behind(tmp_path, "--raw=*/jobs/*", "sleep 7"))
    prompt = begin(namespace, migrations, {})
    ends = [each.communicate(timeout=120) for each in (prompt, late)]
    assert (prompt.returncode, late.returncode) == (0, 0), ends
    (job,) = jobs(namespace)
    assert len(namespace.pods(job)) == 1 and database.versions() == [1, 2, 3, 4], ends


@pytest.mark.parametrize("action", ["sleep 8", "test -e $0.once || { touch $0.once; echo unexpected EOF >&2; exit 1; }"])
def test_a_log_that_is_late_or_breaks(namespace, database, migrations, tmp_path, action):
    done = run(namespace, "run", migrations, command=("status",), path=behind(tmp_path, "logs", action))
    assert done.returncode == 0 and "Pending                  -- 00002_m2.sql" in done.stdout, done.stderr


def test_a_log_that_may_not_be_read(namespace, database, migrations, tmp_path):
    refused = "echo 'Error from server (Forbidden): pods/log is forbidden' >&2; exit 1"
    done = run(namespace, "up", migrations, path=behind(tmp_path, "logs", refused))
    assert done.returncode == 0 and "cannot be read to its end" in done.stderr and "render rbac" in done.stderr, done.stderr
    until(lambda: database.versions() == [1, 2], 5)
