"""--report: the result in a file, whatever is printed, and never at the cost of the run."""
import json
import os
import signal
import subprocess
import time

import pytest

from conftest import BIN, without_root
from needed import missing

DATABASE = ["-dir", "m", "sqlite:x.db"]


@pytest.fixture
def reported(three):
    """Runs gander with --report r.json; returns the run and the document."""

    def run(*words, **environment):
        path = three.folder / "r.json"
        result = three.gander("--report", "r.json", *words, **environment)
        text = path.read_text()
        assert len(text) <= 4096 and text.count("\n") == 1 and text.endswith("\n")
        report = json.loads(text)
        assert report["exit_code"] == result.code, result
        return result, report

    return run


def without_ours(report):
    """What --output json prints; without the times."""
    return {name: value for name, value in report.items() if name not in ("exit_code", "left_out", "started", "duration_ms")}


@pytest.mark.parametrize(
    "words",
    [["plan", "--sql"], ["status", "--exit-code"], ["version"], ["validate"], ["gate", "--check"], ["beta", "drivers"], ["env"], ["nonsense"], ["up-to", "x"]],
    ids=" ".join,
)
def test_it_is_what_json_is(three, reported, words):
    plain, report = reported(*DATABASE, *words)
    shown = three.gander(*DATABASE, *words, "--output", "json")
    assert without_ours(report) == without_ours(shown.json) and report["left_out"] == {}
    assert (plain.code, report["command"]) == (shown.code, shown.json["command"])
    again, both = reported(*DATABASE, *words, "--output", "json")
    assert (again.out, without_ours(both)) == (shown.out, without_ours(report))


def test_the_text_stays_as_it_is(three, reported):
    failing = three.write("m/00004_bad.sql", "-- +goose Up\nSELECT * FROM nowhere;\n")
    with_report = reported(*DATABASE, "up")[0]
    (three.folder / "x.db").unlink()
    without = three.gander(*DATABASE, "up")
    assert (with_report.code, with_report.err) == (1, without.err)
    failing.unlink()
    assert reported(*DATABASE, "up")[0].out == three.gander(*DATABASE, "up").out


def test_a_run_and_nothing_to_do(reported):
    report = reported(*DATABASE, "up")[1]
    assert (report["command"], report["from"], report["to"]) == ("up", 0, 3)
    assert [step["version"] for step in report["done"]] == [1, 2, 3]
    assert reported(*DATABASE, "up")[1]["done"] == []


def test_a_failed_run(three, reported):
    three.write("m/00004_bad.sql", "-- +goose Up\nSELECT * FROM nowhere;\n")
    report = reported(*DATABASE, "up")[1]
    assert report["failed"]["place"] == {"path": "m/00004_bad.sql", "line": 2, "column": 1}
    assert report["error"]["exit_code"] == 1 and report["to"] == 3


@pytest.mark.parametrize(
    "words, environment, message",
    [
        (["-nosuch"], {}, "flag provided but not defined: -nosuch"),
        ([], {}, "there is no command on the line"),
        (["sqlite:x.db", "upp"], {}, "upp"),
        (["sqlite:x.db", "up", "--exact"], {}, "--exact is a flag of gate"),
        (["sqlite:x.db", "up"], {"GANDER_WAIT": "soon"}, "GANDER_WAIT"),
        (["-env", "nowhere", "up"], {}, "failed to load env file"),
        (["mysql", "x", "up"], {}, "mysql"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage_errors(reported, words, environment, message):
    result, report = reported(*words, **environment)
    assert result.code == 2 and message in report["error"]["message"]


def test_the_variable(three):
    """Also from .env; it counts under our name only, and an empty flag takes it back."""
    path = three.folder / "r.json"
    assert three.goose("-dir", "m", "sqlite3", "x.db", "status", GANDER_REPORT="r.json").code == 0
    assert three.goose("-report", "r.json", "sqlite3", "x.db", "status").code != 0
    assert three.gander(*DATABASE, "status", "--report=", GANDER_REPORT="r.json").code == 0
    assert not path.exists()
    assert three.gander(*DATABASE, "-bad", GANDER_REPORT="r.json").code == 2
    assert json.loads(path.read_text())["exit_code"] == 2
    three.write(".env", "GANDER_REPORT=e.json\n")
    three.up()
    assert json.loads((three.folder / "e.json").read_text())["to"] == 3
    assert three.gander(*DATABASE, "up", GANDER_WAIT="soon").code == 2
    assert json.loads((three.folder / "e.json").read_text())["error"]["code"] == "usage"


def test_help_is_no_result(three):
    for words in (["-version"], ["up", "--help"], ["help"], ["-h"]):
        assert three.gander("--report", "r.json", *words).code == 0
    assert not (three.folder / "r.json").exists() or (three.folder / "r.json").read_text() == ""


def test_it_is_written_in_place(three):
    """A folder that cannot be written to, and a file in it that can: what a container with a read-only root has."""
    if os.geteuid() == 0 and not without_root():
        missing("no setpriv")
    folder = three.folder / "dev"
    folder.mkdir()
    log = folder / "termination-log"
    log.write_text("x" * 9999)
    inode = log.stat().st_ino
    folder.chmod(0o555)
    line = [*without_root(), str(BIN / "gander"), *DATABASE, "--report", "dev/termination-log", "up"]
    assert subprocess.run(line, cwd=three.folder, env=three.environment, check=False).returncode == 0
    folder.chmod(0o755)
    assert json.loads(log.read_text())["to"] == 3 and log.stat().st_ino == inode
    assert [path.name for path in folder.iterdir()] == ["termination-log"]


def test_what_cannot_be_written_changes_nothing(three):
    os.mkfifo(three.folder / "pipe")
    paths = {"nowhere/r.json": "no such file or directory", "m": "is a directory", "pipe": "no such device or address", "/dev/full": "no space left on device"}
    for path, reason in paths.items():
        result = three.gander(*DATABASE, "--report", path, "up")
        assert (result.code, result.err) == (0, f"gander: --report {path}: {reason}\n")
        result = three.gander(*DATABASE, "--report", path, "up-to", "99")
        assert f"gander: --report {path}: {reason}\n" in result.err


def test_a_long_result(three, reported):
    for version in range(4, 300):
        three.table(version)
    three.write("m/00300_bad.sql", f"-- +goose Up\nSELECT '{'x' * 3000}' FROM nowhere;\n")
    report = reported(*DATABASE, "up")[1]
    assert report["left_out"]["done"] > 280 and report["to"] == 299
    assert report["failed"]["statement"].startswith("SELECT 'xxx")
    assert "no such table: nowhere" in report["error"]["message"]


def test_what_was_there_is_gone_when_it_is_killed(three):
    three.write("r.json", '{"exit_code": 0}\n')
    line = [BIN / "gander", "--report", "r.json", "postgres://u@127.0.0.1:1/d", "wait"]
    with subprocess.Popen(line, cwd=three.folder, env=three.environment, stderr=subprocess.PIPE) as process:
        process.stderr.readline()  # it waits
        process.kill()
    assert (three.folder / "r.json").read_text() == ""


@pytest.mark.parametrize("number, code", [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal(three, number, code):
    line = [BIN / "gander", "--report", "r.json", "postgres://u@127.0.0.1:1/d", "wait"]
    with subprocess.Popen(line, cwd=three.folder, env=three.environment, stderr=subprocess.PIPE) as process:
        process.stderr.readline()
        time.sleep(0.1)
        process.send_signal(number)
        assert process.wait(10) == code
    report = json.loads((three.folder / "r.json").read_text())
    assert report["exit_code"] == report["error"]["exit_code"] == code
    assert report["error"]["message"].startswith(f"stopped by {number.name}")


def test_no_password(three, reported):
    result, report = reported("-dir", "m", "postgres://u:hush@127.0.0.1:1/d", "up")
    assert result.code == 75 and report["error"]["code"] == "connection" and "hush" not in json.dumps(report)
    assert "hush" not in json.dumps(reported("env", GOOSE_DBSTRING="postgres://u:hush@h/d")[1])
    for path in ("postgres://u:hush@h/d", "host=h password=hush"):
        result = three.gander(*DATABASE, "--report", path, "up")
        assert result.code == 2 and "--report is given a connection string" in result.err and "hush" not in result.err
        assert not (three.folder / path).exists()
    assert not (three.folder / "x.db").exists()
