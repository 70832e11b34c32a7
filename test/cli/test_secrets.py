"""Where connection strings and passwords may come from, and that every character of a password works there."""
import os
import subprocess
import threading

import pytest
from conftest import BIN
from secret_forms import FOR_BOTH, FOR_GANDER, SERVICES, private, secret, server, service_of_the_string  # noqa: F401 (a fixture)

PRINTABLE = "".join(chr(c) for c in range(32, 127))
CHUNKS = [PRINTABLE[i : i + 16] for i in range(0, 95, 16)]
FOREIGN = "pässwörd → 🪿 ﬁ Ω"
PASSWORDS = [*CHUNKS, PRINTABLE, PRINTABLE[::-1], FOREIGN, " 'blanks' \\ and \"quotes\" \\"]


def sayable(form, password):
    """libpq takes blanks off the end of a service file's line."""
    return form not in SERVICES or not password.endswith(" ")


@pytest.mark.parametrize("password", PASSWORDS, ids=lambda password: f"{password[:3]}...{len(password)}")
@pytest.mark.parametrize("form", [*FOR_BOTH, *FOR_GANDER], ids=lambda form: form.__name__)
def test_every_character_in_every_form(shell, server, form, password):
    if not sayable(form, password):
        pytest.skip("cannot be written so")
    role = server.role(password)
    words, variables = form(shell, role)
    result = shell.gander(*words, "version", **variables)
    assert (result.code, result.out, result.err) == (0, "gander: version 0\n", "")
    wrong = server.role("another")
    server.run(f"ALTER ROLE {role.name} RENAME TO {wrong.name}_x")  # whose password is another's now
    server.run(f"ALTER ROLE {wrong.name} RENAME TO {role.name}")
    assert shell.gander(*words, "version", **variables).code == 1, "the server does not look at the password"


@pytest.mark.parametrize("password", [PRINTABLE, FOREIGN], ids=["printable", "foreign"])
@pytest.mark.parametrize("form", FOR_BOTH, ids=lambda form: form.__name__)
def test_called_goose_too(shell, server, form, password):
    words, variables = form(shell, server.role(password))
    result = shell.goose(*words, "version", **variables)
    assert result.code == 0 and result.err.endswith(" goose: version 0\n"), result


CLEAR = [PRINTABLE.translate(str.maketrans("", "", "%@/?")), "a@b", "a@@b@", "a/b", "a?b", "a/b?c/d"]


@pytest.mark.parametrize("password", CLEAR)
def test_a_url_may_hold_a_password_as_it_is_where_that_is_clear(shell, server, password):
    result = shell.gander(server.role(password).url(password), "version")
    assert (result.code, result.err) == (0, "")


def test_a_url_with_a_raw_percent_sign_says_what_to_do(shell, server):
    result = shell.gander(server.role("50%zz").url("50%zz"), "version")
    assert result.code == 2 and "50%zz" not in result.err
    assert "the password holds a % that two hexadecimal digits do not follow" in result.err and "% as %25" in result.err


# Which one counts.


def versions(shell, **variables):
    return shell.gander("version", **variables)


def test_the_line_wins_and_the_file_is_not_looked_at(three, server):
    for name in ("GANDER_DBSTRING_FILE", "GOOSE_DBSTRING_FILE"):
        result = three.gander("sqlite:x.db", "version", **{name: "/nowhere"})
        assert (result.code, result.err) == (0, "")
        assert three.gander("-dir", "m", "validate", **{name: "/nowhere"}).code == 0
        assert three.gander("create", name, **{name: "/nowhere"}).code == 0


def test_a_file_names_its_driver_by_its_url(three):
    three.write("here", "sqlite:file.db\n")
    result = three.gander("-dir", "m", "up", GANDER_DBSTRING_FILE="here")
    assert result.code == 0 and (three.folder / "file.db").exists()
    assert three.gander("-dir", "m", "version", GANDER_DBSTRING_FILE="here", DATABASE_URL="postgres://h/d").out == "gander: version 3\n"


def test_a_driver_on_the_line_takes_its_string_from_the_file(three):
    three.write("here", "file.db")
    assert three.gander("-dir", "m", "sqlite3", "up", GOOSE_DBSTRING_FILE="./here").code == 0
    assert three.goose("-dir", "m", "sqlite3", "up", GOOSE_DBSTRING_FILE="./here").code == 0
    assert (three.folder / "file.db").exists()


def test_answers_that_agree_are_one_answer(three):
    three.write("here", "sqlite:x.db\n")
    result = versions(three, GANDER_DBSTRING_FILE="here", GOOSE_DBSTRING_FILE="./here", GOOSE_DBSTRING="sqlite:x.db")
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("name", ["gander", "goose"])
def test_answers_that_differ_are_an_error(three, name):
    three.write("one", "postgres://u:hush1@127.0.0.1:1/d")
    three.write("two", "postgres://u:hush2@127.0.0.1:1/d")
    both = {"GANDER_DBSTRING_FILE": "one", "GOOSE_DBSTRING_FILE": "two"}
    for variables in (
        both,
        {"GOOSE_DBSTRING_FILE": "two", "GOOSE_DBSTRING": "postgres://u:hush1@127.0.0.1:1/d"},
        {"GANDER_DBSTRING_FILE": "one", "GOOSE_DBSTRING": "postgres://u:hush2@127.0.0.1:1/d"},
    ):
        result = three.call(name, "-dir", "m", "up", GOOSE_DRIVER="postgres", **variables)
        assert result.code == {"gander": 2, "goose": 1}[name]
        assert all(variable in result.err for variable in variables) and "do not say the same" in result.err
        assert "hush" not in result.err


def test_a_file_comes_before_database_url_and_libpq(three):
    three.write("here", "sqlite:file.db")
    result = three.gander("-dir", "m", "up", GANDER_DBSTRING_FILE="here", DATABASE_URL="sqlite:url.db", PGHOST="127.0.0.1")
    assert result.code == 0 and not (three.folder / "url.db").exists()


def test_the_password_of_the_string_and_pgpassword_come_before_the_file(shell, server):
    role = server.role("right")
    wrong = str(shell.write("wrong", "wrong"))
    right = str(shell.write("right", "right"))
    assert shell.gander(role.url("right"), "version", PGPASSWORD_FILE=wrong).code == 0
    assert shell.gander(role.url(), "version", PGPASSWORD="right", PGPASSWORD_FILE=wrong).code == 0
    assert shell.gander(role.url(), "version", PGPASSWORD="right", PGPASSWORD_FILE="/nowhere").code == 0
    assert shell.gander(role.url(), "version", PGPASSWORD="", PGPASSWORD_FILE=right).code == 0
    assert shell.gander(role.url("wrong"), "version", PGPASSWORD_FILE=right).code == 1
    private(shell, ".pgpass", "*:*:*:*:wrong\n")
    assert shell.gander(role.url(), "version", PGPASSWORD_FILE=right).code == 0


def test_the_password_of_a_service_comes_before_pgpassword(shell, server):
    role = server.role("right")
    words, variables = service_of_the_string(shell, role)
    assert shell.gander(*words, "version", PGPASSWORD="wrong", PGPASSWORD_FILE="/nowhere", **variables).code == 0


def test_files_may_be_pipes(shell, server):
    role = server.role("hush")
    for variable, text, words in (
        ("GANDER_DBSTRING_FILE", role.url("hush"), []),
        ("PGPASSWORD_FILE", "hush\n", [role.url()]),
    ):
        reader, writer = os.pipe()
        os.write(writer, text.encode())
        os.close(writer)
        done = subprocess.run([BIN / "gander", *words, "version"], cwd=shell.folder, pass_fds=[reader], capture_output=True,
                              env={**shell.environment, variable: f"/dev/fd/{reader}"}, timeout=20, check=False)  # fmt: skip
        os.close(reader)
        assert (done.returncode, done.stderr) == (0, b"")


def test_pgpassword_file_is_for_postgres_only(three):
    assert three.gander("sqlite:x.db", "version", PGPASSWORD_FILE="/nowhere").code == 0
    assert three.gander("-dir", "m", "validate", PGPASSWORD_FILE="/nowhere").code == 0


def test_env_files_may_name_the_files(shell, server):
    role = server.role("in a file")
    shell.write("password", "in a file\n")
    shell.write("string", role.url())
    shell.write(".env", "GANDER_DBSTRING_FILE=./string\nPGPASSWORD_FILE=./password\n")
    assert versions(shell).code == 0


# What is wrong is said.


@pytest.mark.parametrize("name", ["gander", "goose"])
@pytest.mark.parametrize("variable", ["GANDER_DBSTRING_FILE", "GOOSE_DBSTRING_FILE", "PGPASSWORD_FILE"])
def test_a_file_that_is_not_there_or_empty_is_named(shell, name, variable):
    words = ["postgres", "postgres://u@127.0.0.1:1/d"] if variable == "PGPASSWORD_FILE" else ["postgres"]
    for content, why in ((None, "cannot be read: no such file or directory"), ("", "is empty"), ("\n", "is empty"),
                         ("a\0b", "holds a NUL byte")):  # fmt: skip
        path = shell.folder / "file"
        if content is not None:
            path.write_text(content)
        result = shell.call(name, *words, "version", **{variable: str(path)})
        assert result.code == {"gander": 2, "goose": 1}[name]
        assert f"{variable}: {path} {why}" in result.err


def test_a_folder_without_a_known_key_is_no_secret(shell):
    path = secret(shell, "mounted", {"connection-string": "postgres://u@h/d", "sslmode": "require"})
    result = versions(shell, GANDER_DBSTRING_FILE=path)
    assert result.code == 2 and f"GANDER_DBSTRING_FILE: {path} is a directory" in result.err
    assert "hint: a mounted Secret has a key uri, url or dbstring, or some of host" in result.err


@pytest.mark.parametrize("one, other", [("user", "username"), ("dbname", "database"), ("uri", "url")])
def test_keys_that_contradict_each_other(shell, one, other):
    path = secret(shell, "mounted", {one: "hush1", other: "hush2"})
    result = versions(shell, GOOSE_DBSTRING_FILE=path)
    assert result.code == 2 and f"{one} and {other} in {path} differ" in result.err and "hush" not in result.err


def test_keys_that_say_the_same_twice(shell, server):
    role = server.role("twice")
    keys = {"user": role.name, "username": role.name, "database": "postgres", "dbname": "postgres\n",
            "password": "twice\n", "port": ""}  # fmt: skip
    result = versions(shell, GOOSE_DBSTRING_FILE=secret(shell, "mounted", keys), PGHOST=role.host, PGPORT=role.port)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("name", ["gander", "goose"])
def test_a_secret_is_postgres_s(shell, name):
    path = secret(shell, "mounted", {"host": "h", "password": "hush"})
    for driver in ("sqlite3", "sqlite"):
        result = shell.call(name, "up", GOOSE_DRIVER=driver, GOOSE_DBSTRING_FILE=path)
        assert result.code == {"gander": 2, "goose": 1}[name]
        assert f"GOOSE_DBSTRING_FILE is for postgres, and the driver is {driver}" in result.err
    assert not [path for path in shell.folder.iterdir() if "hush" in path.name]


def test_a_url_for_another_driver_is_told(shell):
    shell.write("string", "postgres://u:hush@127.0.0.1:1/d")
    for result in (
        shell.gander("sqlite3", "version", GANDER_DBSTRING_FILE="string"),
        shell.gander("version", GOOSE_DRIVER="sqlite3", GOOSE_DBSTRING="postgres://u:hush@127.0.0.1:1/d"),
        shell.gander("sqlite3", "postgres://u:hush@127.0.0.1:1/d", "version"),
    ):
        assert result.code == 2 and "is for postgres, and the driver is sqlite3" in result.err and "hush" not in result.err


def test_a_file_that_names_no_driver(shell):
    shell.write("string", "host=h user=u password=hush")
    result = versions(shell, GANDER_DBSTRING_FILE="string")
    assert result.code == 2 and result.err == (
        "gander: GANDER_DBSTRING_FILE names no driver\n  hint: set GOOSE_DRIVER, or write a URL such as postgres://…\n"
    )


def test_env_lists_the_files_and_no_password(shell):
    variables = {"GANDER_DBSTRING_FILE": "/run/secrets/db", "GOOSE_DBSTRING_FILE": "postgres://u:hush@h/d", "PGPASSWORD_FILE": "hush"}
    result = shell.gander("env", **variables)
    assert result.code == 0 and 'GANDER_DBSTRING_FILE="/run/secrets/db"\n' in result.out
    assert 'PGPASSWORD_FILE="xxxxx"\n' in result.out and "hush" not in result.out
    assert 'PGPASSWORD_FILE="./here"\n' in shell.gander("env", PGPASSWORD_FILE="./here").out


def test_a_secret_that_is_swapped_is_read_as_a_whole(shell, server):
    """A rotation in the middle of reading would pair the old user with the new password."""
    old, new = server.role("old"), server.role("new")
    mounted = shell.folder / "mounted"
    for role in (old, new):
        version = mounted / f"..{role.password}"
        version.mkdir(parents=True)
        for key, value in {"user": role.name, "username": role.name, "password": role.password}.items():
            (version / key).write_text(value)
    for key in ("user", "username", "password"):
        (mounted / key).symlink_to(f"..data/{key}")
    (mounted / "..data").symlink_to("..old")
    between = mounted / "..old" / "username"  # read after user and before password
    between.unlink()
    os.mkfifo(between)

    def rotate():
        with open(between, "w", encoding="utf-8") as pipe:  # when it is being read
            (mounted / "..data_tmp").symlink_to("..new")
            (mounted / "..data_tmp").rename(mounted / "..data")
            pipe.write(old.name)

    thread = threading.Thread(target=rotate, daemon=True)
    thread.start()
    result = versions(shell, GOOSE_DBSTRING_FILE=str(mounted), PGHOST=server.host, PGPORT=server.port, PGDATABASE="postgres")
    thread.join(timeout=10)
    assert not thread.is_alive() and (result.code, result.err) == (0, "")


def test_a_password_file_for_all_to_read_is_warned_of_once(shell, server):
    role = server.role("hush")
    private(shell, ".pgpass", "*:*:*:*:hush\n")
    (shell.folder / ".pgpass").chmod(0o644)
    result = shell.gander(role.url(), "version")
    assert result.code == 1 and result.err.count("has group or world access") == 1 and "hush" not in result.err
