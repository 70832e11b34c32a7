"""A database that is late, and pods that go in the middle of their work."""
import json
import time

import pytest
from cluster import until
from postgres import Server, service, stateful_set


def test_a_database_that_is_20_seconds_late(namespace, migrations):
    """There is no name for it at first, then nobody answers to it."""
    late = Server(namespace)
    namespace.secret("postgres-secret", {"connection-string": late.url()})
    begin = time.monotonic()
    job = namespace.apply_job(namespace.render(migrations, "up"))
    for seconds, what in ((8, service()), (20, stateful_set())):
        time.sleep(begin + seconds - time.monotonic())
        namespace.apply([what])
    namespace.completes(job)
    (pod,) = namespace.pods(job)
    assert pod["status"]["containerStatuses"][0]["restartCount"] == 0
    assert "waiting up to 2m" in namespace.log(job)
    assert late.ask("SELECT version_id FROM goose_db_version ORDER BY id") == ["0", "1", "2"]


def deleted(namespace, pod):
    namespace.kubectl("delete", "pod", pod, "--wait=false")


def evicted(namespace, pod):
    """As a node's drain does it."""
    eviction = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod, "namespace": namespace.name}}
    path = f"/api/v1/namespaces/{namespace.name}/pods/{pod}/eviction"
    namespace.kubectl("create", "--raw", path, "-f", "-", stdin=json.dumps(eviction))


def killed(namespace, pod):
    """Without a moment to say goodbye in."""
    namespace.kubectl("delete", "pod", pod, "--force", "--grace-period=0")


@pytest.mark.parametrize("lose, counted", [(deleted, 1), (evicted, 0), (killed, 1)])
def test_a_pod_that_goes_in_the_middle(namespace, database, migrations, lose, counted):
    database.ask("CREATE TABLE pace (seconds) AS SELECT 300; GRANT SELECT ON pace TO public")
    migrations.write(3, "CREATE TABLE t3 (id int);\nSELECT pg_sleep(seconds) FROM pace;")
    migrations.table(4)
    job = namespace.apply_job(namespace.render(migrations, "up"))
    asleep = f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}' AND wait_event = 'PgSleep'"
    (pid,) = until(lambda: database.ask(asleep), 60, lambda: namespace.evidence(job))
    (pod,) = namespace.pods(job)

    database.ask("UPDATE pace SET seconds = 0")
    lose(namespace, pod["metadata"]["name"])
    gone = f"SELECT 'gone' WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = {pid})"
    until(lambda: database.ask(gone), 5, "the lost pod's statement still runs on the server")

    namespace.completes(job)
    assert database.versions() == [1, 2, 3, 4]
    assert database.tables() == ["pace", "t1", "t2", "t3", "t4"]
    assert database.at_work() == []
    status = namespace.get("job", job)["status"]
    assert (status["succeeded"], status.get("failed", 0)) == (1, counted), status
