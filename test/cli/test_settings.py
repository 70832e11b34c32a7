"""Which of flag, environment and .env counts, under each name."""
import pytest


def database_of(shell, result):
    """The database file that a run made."""
    assert result.code == 0, result
    return sorted(path.name for path in shell.folder.glob("*.db"))


GOOSE = {"GOOSE_DRIVER": "sqlite3", "GOOSE_DBSTRING": "env.db", "GOOSE_MIGRATION_DIR": "m"}


def test_gander_takes_everything_from_the_environment(three):
    assert database_of(three, three.gander("up", **GOOSE)) == ["env.db"]


@pytest.mark.parametrize("words", [["sqlite3", "line.db"], ["line.db"], ["sqlite:line.db"]])
def test_gander_the_line_wins(three, words):
    assert database_of(three, three.gander(*words, "up", **GOOSE)) == ["line.db"]


def test_goose_the_environment_wins(three):
    result = three.goose("sqlite3", "line.db", "up", **GOOSE)
    assert result.code == 1 and 'goose run: "sqlite3": no such command' in result.err
    assert database_of(three, three.goose("up", **GOOSE)) == ["env.db"]


def test_gander_urls(three):
    assert database_of(three, three.gander("-dir", "m", "up", DATABASE_URL="sqlite:url.db")) == ["url.db"]


def test_gander_database_url_comes_after_goose_dbstring(three):
    assert database_of(three, three.gander("up", DATABASE_URL="sqlite:url.db", **GOOSE)) == ["env.db"]


def test_goose_does_not_know_database_url(three):
    result = three.goose("-dir", "m", "up", DATABASE_URL="sqlite:url.db")
    assert result.code == 1 and result.out.startswith("Usage: goose")


def test_directory(three):
    environment = {**GOOSE, "GOOSE_MIGRATION_DIR": "nowhere"}
    assert three.gander("status", **environment).code == 1
    assert three.gander("-dir", "m", "status", **environment).code == 0
    assert three.goose("-dir", "m", "status", **environment).code == 0
    three.write("00009_here.sql", "-- +goose Up\n")
    assert "00009_here.sql" in three.gander("-dir", ".", "status", **environment).out
    assert "nowhere directory does not exist" in three.goose("-dir", ".", "status", **environment).err


def test_table(three):
    import sqlite3

    def names():
        with sqlite3.connect(three.folder / "env.db") as connection:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    three.gander("up-to", "1", GOOSE_TABLE="from_env", **GOOSE)
    assert "from_env" in names()
    three.gander("-table", "from_flag", "version", GOOSE_TABLE="from_env", **GOOSE)
    assert "from_flag" not in names()
    three.gander("-no-versioning", "-table", "from_flag", "up-to", "0", **GOOSE)
    three.write("other/00007_x.sql", "-- +goose Up\nCREATE TABLE seven (a int);\n")
    three.gander("-dir", "other", "-table", "from_flag", "up", GOOSE_TABLE="from_env", **GOOSE)
    assert "from_flag" in names()


@pytest.mark.parametrize("name", ["gander", "goose"])
def test_env_file(three, name):
    three.write(".env", "GOOSE_DRIVER=sqlite3\nGOOSE_DBSTRING=file.db\nGOOSE_MIGRATION_DIR=m\n")
    three.write("other.env", "GOOSE_DRIVER=sqlite3\nGOOSE_DBSTRING=other.db\nGOOSE_MIGRATION_DIR=m\n")
    assert database_of(three, three.call(name, "up")) == ["file.db"]
    assert database_of(three, three.call(name, "-env", "other.env", "up")) == ["file.db", "other.db"]
    assert three.call(name, "-env", "none", "up").code != 0
    wins = three.call(name, "up", GOOSE_DBSTRING="env.db")
    assert database_of(three, wins) == ["env.db", "file.db", "other.db"]
    missing = three.call(name, "-env=nofile", "up")
    assert missing.code == {"gander": 2, "goose": 1}[name]
    assert "failed to load env file: open nofile: no such file or directory" in missing.err


def test_env_file_reaches_the_migrations(shell):
    shell.write(".env", "NAME_OF_TABLE=t_from_env\n")
    shell.write("m/00001_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE ${NAME_OF_TABLE} (a int);\n")
    assert "t_from_env" in shell.gander("-dir", "m", "sqlite:x.db", "plan", "--sql").out


def test_env_shows_what_counts(shell):
    shell.write(".env", "GOOSE_TABLE=from_file\n")
    result = shell.gander("env", GOOSE_DRIVER="sqlite3", GANDER_OUTPUT="text")
    assert 'GOOSE_DRIVER="sqlite3"\n' in result.out and 'GOOSE_TABLE="from_file"\n' in result.out
    assert 'GANDER_OUTPUT="text"\n' in result.out
    assert shell.goose("env").out.splitlines() == [
        'GOOSE_DRIVER=""', 'GOOSE_DBSTRING=""', 'GOOSE_MIGRATION_DIR="."', 'GOOSE_TABLE="from_file"', 'NO_COLOR="false"',
    ]  # fmt: skip


def test_a_variable_with_a_wrong_value_is_an_error(shell):
    for name in ("GANDER_OUTPUT", "GANDER_EXIT_CODE"):
        result = shell.gander("env", **{name: "perhaps"})
        assert result.code == 2 and name in result.err


@pytest.mark.parametrize("value, colored", [("", True), ("0", True), ("yes", True), ("1", False), ("true", False)])
def test_goose_no_color_is_a_go_bool(three, value, colored):
    result = three.goose("-v", "-dir", "m", "sqlite3", "x.db", "up", NO_COLOR=value)
    assert ("\033[90mBegin transaction\033[00m" in result.err) == colored


def test_libpq_s_environment_is_a_connection(three):
    # Nothing listens there: that it is tried at all is the point.
    result = three.gander("-dir", "m", "status", PGHOST="127.0.0.1", PGPORT="1")
    assert result.code == 75 and "127.0.0.1" in result.err
    assert three.gander("-dir", "m", "status").code == 2


def test_a_default_env_file_that_cannot_be_read_is_told(three):
    three.write(".env", "GOOSE_TABLE=x\nthis is -- no line password=hush\n")
    result = three.gander("-dir", "m", "sqlite:x.db", "version")
    assert result.code == 0 and result.err.startswith("gander: .env was passed over: ")
    assert "hush" not in result.err
    assert three.goose("-dir", "m", "sqlite3", "x.db", "status").err.count(".env") == 0


def test_a_folder_called_env_is_none_of_our_business(three):
    (three.folder / ".env").mkdir()
    assert three.gander("-dir", "m", "sqlite:x.db", "version").err == ""


@pytest.mark.parametrize("name, hint", [("my table", ': "my table"'), ("x;", ': "x;"'), ("123", ': "123"'), ("a.b.c", "")])
def test_a_version_table_without_its_quotes(three, database, name, hint):
    result = three.gander("-dir", "m", "-table", name, database, "status")
    assert result.code == 2
    assert result.err == (f"gander: version table `{name}`: this is no name of a table\n"
                          f"  hint: write name or schema.name, each in double quotes if it needs them{hint}\n")  # fmt: skip


def test_a_version_table_in_a_schema_that_is_not_there(three):
    three.up()
    for words in ("status", "up"):
        result = three.gander("-dir", "m", "-table", "no.such", "sqlite:x.db", words)
        assert result.code == 2
        assert result.err.startswith("gander: version table `no.such`: there is no schema (attached database) `no`\n  hint: ")


def test_a_time_needs_its_unit(three):
    base = ["-dir", "m", "sqlite:x.db", "version"]
    for words, variables in ((["-timeout", "5"], {}), (["--wait", "5"], {}), ([], {"GANDER_WAIT": "5"}), (["--lock-wait=5"], {})):
        result = three.gander(*base, *words, **variables)
        assert result.code == 2 and result.err.endswith("  hint: a unit is needed: 5s for seconds, 5m for minutes\n"), result
    assert three.gander(*base, "-timeout", "soon").err.endswith("  hint: a time is written like 90s, 5m or 1h13m\n")
    result = three.goose("-timeout", "5", "-dir", "m", "sqlite3", "x.db", "version")
    assert result.code == 2 and result.err.startswith('invalid value "5" for flag -timeout: parse error\n') and "unit" not in result.err


@pytest.mark.parametrize("verb, flag", [("apply", "tables"), ("apply", "set"), ("apply", "sets"), ("verify", "tables"), ("verify", "expect")])
@pytest.mark.parametrize("value", ["", ",", " , "])
def test_what_names_nothing_is_not_everything(three, verb, flag, value):
    result = three.gander("test", verb, "-dir", "m", f"--{flag}={value}", "sqlite:a.db")
    assert (result.code, result.out) == (2, "") and f"--{flag} names nothing" in result.err, result
    if value:
        result = three.gander("test", verb, "-dir", "m", "sqlite:a.db", **{f"GANDER_{flag.upper()}": value})
        assert result.code == 2 and f"GANDER_{flag.upper()} names nothing" in result.err, result
    assert not (three.folder / "a.db").exists()


def test_blanks_around_tables(three):
    assert three.gander("-dir", "m", "sqlite:a.db", "up").code == 0
    assert three.gander("test", "verify", "-dir", "m", "--tables", " t1 , t2 ,", "sqlite:a.db").code == 0
    result = three.gander("test", "verify", "-dir", "m", "--tables", " t1 , t9 ,", "sqlite:a.db")
    assert result.code == 1 and "t9" in result.err, result
