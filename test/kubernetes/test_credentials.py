"""Each way in which a connection comes out of a Secret, with a password that no quoting survives by luck."""
from urllib.parse import quote

PASSWORD = "a@b/c#d'e%f\\g h"


def test_a_difficult_password(namespace, database, migrations):
    database.ask("ALTER ROLE " + database.name + " PASSWORD '" + PASSWORD.replace("'", "''") + "'")
    host = f"postgresql.{database.server.namespace.name}"
    url = database.server.url(database.name, quote(PASSWORD, safe=""), database.name)
    namespace.secret("whole", {"url": url})
    namespace.secret("parts", {"POSTGRES_USER": database.name, "POSTGRES_PASSWORD": PASSWORD, "POSTGRES_DB": database.name})
    names = "PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD,PGDATABASE=POSTGRES_DB"
    ways = [
        ("--secret", "whole/url"),
        ("--host", host, "--port", "5432", "--user", database.name, "--database", database.name, "--password-secret", "parts/POSTGRES_PASSWORD"),
        ("--host", host, "--env-from-secret", "parts", "--map", names),
    ]
    jobs = [namespace.apply_job(namespace.render(migrations, "up", flags=flags)) for flags in ways]
    assert len(set(jobs)) == 3
    for job in jobs:
        namespace.completes(job)
    assert database.versions() == [1, 2]
