"""Roles that need a password, and every form in which one may be given: what a form writes into the shell's folder, and
the words and the variables of a call."""
import os
import secrets
from urllib.parse import quote, urlsplit

import pytest


class Role:
    """A role of the server's that needs the password."""

    def __init__(self, server, password):
        self.server = server
        self.name = f"secret_{os.getpid()}_{secrets.token_hex(4)}"
        self.host, self.port = server.host, server.port
        self.password = password
        server.run(f"CREATE ROLE {self.name} LOGIN PASSWORD %s IN ROLE needs_password", password)

    def url(self, password=None, rest="", user=None):
        login = (user or self.name) + ("" if password is None else ":" + password)
        return f"postgres://{login}@{self.host}:{self.port}/postgres{rest}"

    def pairs(self, password=None):
        rest = "" if password is None else f" password={password}"
        return f"host={self.host} port={self.port} dbname=postgres user={self.name}{rest}"

    def variables(self):
        return {"PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.name, "PGDATABASE": "postgres"}


class Server:
    def __init__(self, url):
        import psycopg2

        parts = urlsplit(url)
        self.host, self.port = parts.hostname, str(parts.port)
        self.connection = psycopg2.connect(url)
        self.connection.autocommit = True

    def run(self, sql, *values):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)

    def role(self, password):
        return Role(self, password)


@pytest.fixture(scope="module")
def server(postgres):
    return Server(postgres)


def encoded(password):
    return quote(password, safe="")


def in_quotes(password):
    return "'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'"


def bare(password):
    """Without quotes a backslash takes the next character as it is."""
    return "".join("\\" + c if c in " '\\" else c for c in password)


def private(shell, name, text):
    path = shell.write(name, text)
    path.chmod(0o600)
    return str(path)


def secret(shell, name, keys):
    """A mounted Secret as Kubernetes makes it: the files are links into a folder that `..data` stands for."""
    version = shell.folder / name / "..2026_11_22_10_00_00.000000001"
    version.mkdir(parents=True)
    (shell.folder / name / "..data").symlink_to(version.name)
    for key, value in keys.items():
        (version / key).write_text(value)
        (shell.folder / name / key).symlink_to(f"..data/{key}")
    return str(shell.folder / name)


def pgpass_line(role):
    escaped = role.password.replace("\\", "\\\\").replace(":", "\\:")
    return f"{role.host}:{role.port}:*:{role.name}:{escaped}\n"


def service(role):
    return f"[mine]\nhost={role.host}\nport={role.port}\nuser={role.name}\ndbname=postgres\npassword={role.password}\n"


def url(shell, role):
    return ["postgres", role.url(encoded(role.password))], {}


def url_parameter(shell, role):
    return ["postgres", role.url(rest="?password=" + encoded(role.password))], {}


def pairs_in_quotes(shell, role):
    return ["postgres", role.pairs(in_quotes(role.password))], {}


def pairs_with_backslashes(shell, role):
    return ["postgres", role.pairs(bare(role.password))], {}


def goose_dbstring(shell, role):
    return [], {"GOOSE_DRIVER": "postgres", "GOOSE_DBSTRING": role.pairs(in_quotes(role.password))}


def dotenv(shell, role):
    shell.write(".env", f"GOOSE_DRIVER=postgres\nGOOSE_DBSTRING='{role.url(encoded(role.password))}'\n")
    return [], {}


def goose_dbstring_file(shell, role):
    path = shell.write("string", role.pairs(in_quotes(role.password)) + "\n")
    return [], {"GOOSE_DRIVER": "postgres", "GOOSE_DBSTRING_FILE": str(path)}


def gander_dbstring_file(shell, role):
    path = shell.write("string", role.url(encoded(role.password)) + "\r\n")
    return [], {"GOOSE_DRIVER": "pgx", "GANDER_DBSTRING_FILE": str(path)}


def secret_of_parts(shell, role):
    keys = {"host": role.host, "port": role.port + "\n", "username": role.name, "password": role.password,
            "dbname": "postgres", "ca.crt": "something else"}  # fmt: skip
    return [], {"GOOSE_DBSTRING_FILE": secret(shell, "mounted", keys)}


def secret_with_uri(shell, role):
    keys = {"uri": role.url(encoded(role.password)) + "\n", "user": role.name, "password": "of another time"}
    return [], {"GANDER_DBSTRING_FILE": secret(shell, "mounted", keys)}


def pgpassword(shell, role):
    return ["postgres", role.url()], {"PGPASSWORD": role.password}


def pgpassword_file(shell, role):
    return ["postgres", role.pairs()], {"PGPASSWORD_FILE": str(shell.write("password", role.password + "\n"))}


def pgpassword_file_without_line_end(shell, role):
    return ["pgx", role.pairs()], {"PGPASSWORD_FILE": str(shell.write("password", role.password))}


def pgpass_at_home(shell, role):
    private(shell, ".pgpass", pgpass_line(role))
    return ["postgres", role.url()], {}


def pgpassfile(shell, role):
    return ["postgres", role.pairs()], {"PGPASSFILE": private(shell, "passwords", pgpass_line(role))}


def passfile_of_the_string(shell, role):
    return ["postgres", role.pairs() + " passfile=" + private(shell, "passwords", pgpass_line(role))], {}


def service_of_the_string(shell, role):
    shell.write(".pg_service.conf", service(role))
    return ["postgres", "service=mine"], {}


FOR_BOTH = [
    url, url_parameter, pairs_in_quotes, pairs_with_backslashes, goose_dbstring, dotenv, goose_dbstring_file,
    gander_dbstring_file, secret_of_parts, secret_with_uri, pgpassword, pgpassword_file,
    pgpassword_file_without_line_end, pgpass_at_home, pgpassfile, passfile_of_the_string, service_of_the_string,
]  # fmt: skip

# goose must be told DRIVER and DBSTRING.


def database_url(shell, role):
    return [], {"DATABASE_URL": role.url(encoded(role.password))}


def only_variables(shell, role):
    return [], {**role.variables(), "PGPASSWORD": role.password}


def variables_and_a_file(shell, role):
    return [], {**role.variables(), "PGPASSWORD_FILE": str(shell.write("password", role.password + "\n"))}


def pgservice(shell, role):
    return [], {"PGSERVICE": "mine", "PGSERVICEFILE": str(shell.write("services", service(role)))}


FOR_GANDER = [database_url, only_variables, variables_and_a_file, pgservice]
SERVICES = (service_of_the_string, pgservice)
