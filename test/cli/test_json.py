"""--output json: one document on stdout whatever happens, with the exit code of the text."""
import pytest

from conftest import same_as_golden

DATABASE = ["-dir", "m", "sqlite:x.db", "--output", "json"]


def check(name, result, code=0):
    assert result.code == code, result
    assert result.err == "", result
    assert result.json["schema"] == 1
    same_as_golden(name, result.out)


def test_up_and_nothing_to_do(three):
    check("up", three.gander(*DATABASE, "up"))
    check("up_nothing", three.gander(*DATABASE, "up"))


def test_the_ways_down(three):
    three.up()
    check("down", three.gander(*DATABASE, "down"))
    check("redo", three.gander(*DATABASE, "redo"))
    check("reset", three.gander(*DATABASE, "reset"))


def test_a_failing_migration(three):
    three.write("m/00002_t2.sql", "-- +goose Up\nCREATE TABLE t2 (a int);\nSELECT * FROM nowhere;\n")
    check("failed", three.gander(*DATABASE, "up"), 1)


def test_a_file_that_cannot_be_read(three):
    three.write("m/00002_t2.sql", "-- +goose Up\nSELECT 1\n")
    check("unreadable", three.gander(*DATABASE, "up"), 1)


def test_plan(three):
    check("plan", three.gander(*DATABASE, "plan"))
    check("plan_sql", three.gander(*DATABASE, "plan", "up-to", "1", "--sql"))
    assert not (three.folder / "x.db").exists()


def test_status_and_version(three):
    three.gander(*DATABASE, "up-to", "2")
    (three.folder / "m/00001_t1.sql").unlink()
    check("status", three.gander(*DATABASE, "status"))
    check("status", three.gander(*DATABASE, "status", "--exit-code"), 1)
    check("version", three.gander(*DATABASE, "version"))


def test_files(shell):
    check("create", shell.gander("create", "a b", "--output=json"))
    check("init", shell.gander("-dir", "n", "-s", "init", "--output=json"))
    shell.write("m/20200101000000_a.sql", "-- +goose Up\n")
    check("fix", shell.gander("-dir", "m", "fix", "--output=json"))


def test_validate(three):
    check("validate", three.gander("-dir", "m", "validate", "--output=json"))
    three.write("m/seed.sql", "")
    three.write("m/00002_again.sql", "-- +goose Up\nSELECT 1\n")
    check("validate_problems", three.gander("-dir", "m", "validate", "--output=json"), 1)


def test_environment_and_drivers(shell):
    check("env", shell.gander("env", "--output=json", GOOSE_DBSTRING="postgres://u:hush@h/d"))
    check("drivers", shell.gander("beta", "drivers", "--output=json"))


@pytest.mark.parametrize(
    "name, words, code",
    [
        ("error_no_directory", ["-dir", "nowhere", "sqlite:x.db", "up"], 1),
        ("error_unknown_command", ["statsu"], 2),
        ("error_unknown_flag", ["-nosuch", "up"], 2),
        ("error_no_database", ["up"], 2),
        ("error_no_command", [], 2),
        ("error_down_at_zero", ["-dir", "m", "sqlite:x.db", "down"], 1),
    ],
)
def test_errors(three, name, words, code):
    check(name, three.gander(*words, "--output", "json"), code)
    check(name, three.gander(*words, GANDER_OUTPUT="json"), code)


@pytest.mark.parametrize(
    "words, command",
    [(["down-to"], "down-to"), (["plan", "redo"], "plan"), (["sqlite:x.db", "up-to"], "up-to"), (["create"], "create"), (["up", "3"], "up"), (["help", "x", "y"], "help"), (["statsu"], "")],
)
def test_a_line_that_is_wrong_has_its_command(shell, words, command):
    result = shell.gander(*words, "--output", "json")
    assert result.code == 2 and result.json["command"] == command and result.json["error"]["code"] == "usage"


CLUSTER = ["--service", "pg", "--kubeconfig", "nowhere"]


@pytest.mark.parametrize(
    "words, command, code",
    [
        (["test", "verify", "--tables", "a", *CLUSTER], "test verify", 1),
        (["test", "apply", *CLUSTER, "--set", "a"], "test apply", 1),
        (["test", "database", "create", *CLUSTER], "test database", 1),
        (["test", "deploy"], "kube", 2),
        (["test", "deploy", "--image", "a", "-dir", "nowhere"], "kube", 1),
        (["test", "deploy", "--image", "a", "-dir", "m", "--kubeconfig", "nowhere"], "kube", 1),
        (["kube", "deploy-postgres"], "kube", 2),
        (["test", "bogus"], "", 2),
        (["test"], "", 2),
    ],
)
def test_lines_around_others_have_their_command(three, words, command, code):
    for result in three.gander(*words, "--output", "json"), three.gander(*words, GANDER_OUTPUT="json"):
        assert (result.code, result.json["command"], result.json["error"]["exit_code"]) == (code, command, code), result


def test_the_variable_counts_under_both_names(three):
    result = three.goose("-dir", "m", "sqlite3", "x.db", "up", GANDER_OUTPUT="json")
    assert result.code == 0 and [step["version"] for step in result.json["done"]] == [1, 2, 3]
