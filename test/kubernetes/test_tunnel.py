"""kube port-forward: commands here, on a database that only the cluster reaches."""
import concurrent.futures
import os
import signal
import time

from cluster import until
from postgres import Server


def here(namespace, database, folder, *command, flags=(), **options):
    return namespace.kube("port-forward", *flags, "--", "-dir", folder, database.url, *command, check=False, **options)


def test_whatever_leads_there(server, database, migrations):
    """A Service, a pod, a selector. The connection names the Service as pods know it, which nobody here resolves."""
    ways = ((), ("--to", "svc/postgresql"), ("--to", "pod/postgresql-0"), ("-l", "app=postgresql"))
    for flags, command in zip(ways, (("up",), ("version",), ("down",), ("version",)), strict=True):
        done = here(server.namespace, database, migrations, *command, flags=flags)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "version 1" in done.stdout and database.tables() == ["t1"]


def test_a_connection_from_secrets(database, migrations):
    """As for kube up."""
    home = database.server.namespace
    home.secret("of-" + database.name, {"url": database.url, "password": database.password})
    whole = ("--secret", f"of-{database.name}/url")
    parts = ("--host", "x", "--user", database.name, "--database", database.name, "--password-secret", f"of-{database.name}/password")
    for flags, version in ((whole, 1), (parts, 2)):
        done = home.kube("port-forward", *flags, "--", "-dir", migrations, "up-to", str(version), check=False)
        assert done.returncode == 0, done.stderr
    assert database.versions() == [1, 2]
    lacking = home.kube("port-forward", "--secret", f"of-{database.name}/uri", "--", "status", check=False)
    assert lacking.returncode == 1 and "has no key uri" in lacking.stderr, lacking.stderr


def test_exit_codes_are_the_commands(server, database, migrations):
    assert here(server.namespace, database, migrations, "status", "--exit-code").returncode == 1
    migrations.write(3, "NONSENSE;")
    done = here(server.namespace, database, migrations, "up")
    assert done.returncode == 1 and "00003_m3.sql:2:1" in done.stderr, done.stderr


def test_eight_at_once(server, database, migrations):
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: here(server.namespace, database, migrations, "up"), range(8)))
    assert [each.returncode for each in done] == [0] * 8, [each.stderr for each in done]
    assert database.versions() == [1, 2]


def test_a_pod_that_is_not_ready_yet(open_namespace, migrations):
    late = Server(open_namespace)
    waiting = open_namespace.begin("port-forward", "--ready-timeout", "90s", "--", "-dir", migrations, late.url(), "up")
    assert "waiting for svc/postgresql: there is no pod" in waiting.stderr.readline()
    late.start()
    _, rest = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, rest
    assert late.ask("SELECT version_id FROM goose_db_version ORDER BY id") == ["0", "1", "2"]


def test_nothing_is_ready(namespace, database, migrations):
    done = here(namespace, database, migrations, "up", flags=("--ready-timeout", "1s"))
    assert done.returncode == 75 and "svc/postgresql was not ready within 1s: there is no pod" in done.stderr, done.stderr


def test_a_tunnel_that_breaks_is_opened_anew(server, database, migrations):
    """In the middle of a gate that waits: it goes on and sees what others migrate meanwhile."""
    gate = server.namespace.begin("port-forward", "--", "-dir", migrations, database.url, "gate")
    assert "waiting for" in gate.stderr.readline()
    (tunnel,) = tunnels_of(gate.pid, server.namespace)
    os.kill(tunnel, signal.SIGKILL)
    until(lambda: set(tunnels_of(gate.pid, server.namespace)) - {tunnel}, 20, "no new tunnel")
    assert here(server.namespace, database, migrations, "up").returncode == 0
    out, err = gate.communicate(timeout=60)
    assert gate.returncode == 0 and "the schema has all migrations" in out, err


def parent(pid):
    with open(f"/proc/{pid}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[1])


def tunnels_of(gander, namespace):
    """Those that this one has started: between the two is the process that ends one with the other."""
    return [pid for pid in namespace.kubectls("port-forward") if parent(parent(pid)) == gander]


def test_killed_it_leaves_nothing(server, database, migrations):
    gate = server.namespace.begin("port-forward", "--", "-dir", migrations, database.url, "gate")
    gate.stderr.readline()
    (tunnel,) = tunnels_of(gate.pid, server.namespace)
    gate.kill()
    gate.wait()
    until(lambda: tunnel not in server.namespace.kubectls(), 2, "kubectl lives on")


def test_a_signal_stops_the_command_first(server, database, migrations):
    """Ctrl-C reaches the whole process group of a terminal, and must not take the tunnel away before the statement is cancelled."""
    migrations.write(3, "SELECT pg_sleep(60);")
    run = server.namespace.begin("port-forward", "--", "-dir", migrations, database.url, "up", start_new_session=True)
    asleep = f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}' AND wait_event = 'PgSleep'"
    until(lambda: database.ask(asleep), 30)
    began = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130 and "SIGINT" in err and time.monotonic() - began < 5, err
    assert database.ask(asleep) == [] and database.versions() == [1, 2]
