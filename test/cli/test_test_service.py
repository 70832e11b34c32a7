"""gander test … --service: which database behind a Service it is, with a kubectl that only seems to have a cluster."""
import json
import urllib.parse

import psycopg2
import pytest
from conftest import WORKER

USER, PASSWORD = "service_user_" + WORKER, "it's \\ \"difficult\""
KUBECTL = """#!/usr/bin/env python3
import json, sys, time
words = sys.argv[1:]
print(*words, file=open({log!r}, "a"))
if "version" in words:
    print(json.dumps({{"clientVersion": {{"major": "1", "minor": "32", "gitVersion": "v1.32.0"}}}}))
elif "port-forward" in words:
    print("Forwarding from 127.0.0.1:{port} -> 5432", flush=True)
    time.sleep(60)
elif "secret" in words:
    print({password!r} if words[words.index("secret") + 1] == "pg" else "", end="")
elif "svc/postgresql" in words:
    print(json.dumps({{"kind": "Service", "spec": {{"selector": {{"app": "pg"}}}}}}))
else:
    ready = {{"phase": "Running", "conditions": [{{"type": "Ready", "status": "True"}}]}}
    print(json.dumps({{"kind": "List", "items": [{{"kind": "Pod", "metadata": {{"name": "pg-0"}}, "status": ready}}]}}))
"""


@pytest.fixture
def behind(three, database):
    """Runs a test command for what is behind the Service; the user has to give a password."""
    parts = urllib.parse.urlsplit(database)
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {USER}")
        cursor.execute("CREATE TABLE IF NOT EXISTS there ()")
        cursor.execute(f"CREATE ROLE {USER} LOGIN PASSWORD %s IN ROLE needs_password", (PASSWORD,))
    connection.close()
    log = three.folder / "log"
    three.write("bin/kubectl", KUBECTL.format(log=str(log), port=parts.port, password=PASSWORD)).chmod(0o755)
    name = parts.path[1:]

    def call(*words, **environment):
        environment = {"PATH": f"{three.folder}/bin:/usr/bin:/bin", **environment}
        result = three.gander("test", "verify", "-n", "e2e", "--service", "postgresql", "--tables", "there", "--output", "json", *words, **environment)
        assert PASSWORD not in result.out + result.err + (log.read_text() if log.exists() else ""), result
        return result

    call.database, call.log = name, log
    yield call
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE there")
        cursor.execute(f"DROP ROLE {USER}")
    connection.close()


def reached(result):
    assert result.code == 0, result
    return result.json["database"]["user"], result.json["database"]["name"]


NOWHERE = "postgres://nobody@localhost:1/none"


def test_what_the_line_says_wins_over_the_environment(behind, three):
    """Over each way in which that can name another database, whole or in parts."""
    words = ("--user", USER, "--database", behind.database)
    file = str(three.write("dbstring", NOWHERE))
    for others in ({"DATABASE_URL": NOWHERE}, {"GOOSE_DRIVER": "postgres", "GOOSE_DBSTRING": NOWHERE}, {"GOOSE_DBSTRING_FILE": file}, {"GANDER_DBSTRING_FILE": file}):
        others |= {"PGUSER": "nobody", "PGDATABASE": "none", "PGHOST": "nowhere.invalid", "PGPORT": "1"}
        assert reached(behind(*words, PGPASSWORD=PASSWORD, **others)) == (USER, behind.database)
    three.write(".env", f"DATABASE_URL={NOWHERE}\n")
    assert reached(behind(*words, PGPASSWORD=PASSWORD)) == (USER, behind.database)
    assert "port-forward" in behind.log.read_text() and "--namespace=e2e" in behind.log.read_text()


def test_the_password_of_a_secret_wins_over_the_environment_s(behind):
    words = ("--user", USER, "--database", behind.database, "--password-secret", "pg/password")
    assert reached(behind(*words, PGPASSWORD="another")) == (USER, behind.database)
    refused = behind(*words[:4], PGPASSWORD="another")
    assert refused.code == 1 and refused.json["error"]["code"] == "connection", refused
    lacking = behind(*words[:5], "other/password")
    assert lacking.code == 1 and "Secret other has no key password" in lacking.json["error"]["message"], lacking


def test_without_such_flags_the_environment_says_which(behind):
    url = f"postgres://{USER}:{urllib.parse.quote(PASSWORD, safe='')}@postgresql/{behind.database}"
    assert reached(behind(DATABASE_URL=url)) == (USER, behind.database)
    assert reached(behind(PGUSER=USER, PGDATABASE=behind.database, PGPASSWORD=PASSWORD)) == (USER, behind.database)


@pytest.mark.parametrize("words", (("--service", "postgresql"), ("--user", "u", "--password-secret", "pg/password")))
def test_what_fails_before_there_is_a_way_is_a_document_too(three, words):
    three.write("bin/kubectl", "#!/bin/sh\necho 'Unable to connect to the server: x' >&2; exit 1\n").chmod(0o755)
    line = ("test", "verify", "-n", "e2e", *words, "--tables", "t1")
    for output, environment in ((("--output", "json"), {}), ((), {"GANDER_OUTPUT": "json"})):
        result = three.gander(*line, *output, PATH=f"{three.folder}/bin:/usr/bin:/bin", **environment)
        assert result.code == 75 and result.json["command"] == "test verify" and result.json["error"]["code"] == "connection", result
    plain = three.gander(*line, "--output", "text", PATH=f"{three.folder}/bin:/usr/bin:/bin", GANDER_OUTPUT="json")
    assert plain.code == 75 and plain.out == "" and "Unable to connect" in plain.err, plain
