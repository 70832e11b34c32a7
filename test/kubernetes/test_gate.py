"""An application that is held back until others have migrated, by a user who can only read."""
import time

from cluster import until
from workload import Application


def reader(database):
    """May look at what the owner makes, now and later."""
    name = database.name + "_reader"
    database.ask(
        f"CREATE ROLE {name} LOGIN PASSWORD 'only-looks';"
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {database.name} IN SCHEMA public GRANT SELECT ON TABLES TO {name}"
    )
    return database.server.url(name, "only-looks", database.name)


def test_an_application_is_held_back(namespace, database, migrations, tmp_path):
    namespace.secret("postgres-reader", {"url": reader(database)})
    gate = namespace.render(migrations, "gate", what="gate", flags=("--secret", "postgres-reader/url"))
    namespace.apply(namespace.render(migrations, "up", what="config-map"))
    app = Application(namespace)
    app.patch(gate, tmp_path)
    app.scale(2)
    until(lambda: app.log("gate").count("waiting for the version table") == 2, 60, lambda: app.log("gate"))

    # Some of them are not all of them.
    namespace.completes(namespace.apply_job(namespace.render(migrations, "up-to", "1")))
    until(lambda: app.log("gate").count("00002_m2.sql") == 2, 30, lambda: app.log("gate"))
    time.sleep(2)
    assert app.ready() == 0

    namespace.completes(namespace.apply_job(namespace.render(migrations, "up")))
    app.rolled_out()
    assert app.ready() == 2
    assert [state["restartCount"] for state in app.init_states()] == [0, 0]
    privileges = "SELECT privilege_type FROM information_schema.role_table_grants WHERE grantee = '{}_reader'"
    assert set(database.ask(privileges.format(database.name))) == {"SELECT"}
