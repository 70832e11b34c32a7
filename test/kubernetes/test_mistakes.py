"""What is wrong ends at once, with the words that say why; once it is mended it goes on."""
import json

from cluster import until


def waiting(namespace, job):
    """Why its pod's container waits."""
    states = [status["state"] for pod in namespace.pods(job) for status in pod["status"].get("containerStatuses", [])]
    return states[0].get("waiting") if states else None


def terminated(namespace, job):
    """How the container of its only pod ended."""
    (pod,) = namespace.pods(job)
    (status,) = pod["status"]["containerStatuses"]
    assert status["restartCount"] == 0
    return status["state"]["terminated"]


def failed_at_once(namespace, job):
    """By the rule for exit codes, on the first try. The result that it leaves in the pod's status."""
    namespace.fails(job, seconds=60)
    conditions = namespace.get("job", job)["status"]["conditions"]
    assert "PodFailurePolicy" in [each["reason"] for each in conditions if each["type"] == "Failed"], conditions
    ended = terminated(namespace, job)
    assert ended["exitCode"] == 1, ended
    return json.loads(ended["message"])


def test_a_key_that_the_secret_lacks(namespace, database, migrations):
    flags = ("--secret", "postgres-secret/connection")
    job = namespace.apply_job(namespace.render(migrations, "up", flags=flags))
    until(lambda: (waiting(namespace, job) or {}).get("reason") == "CreateContainerConfigError", 60, lambda: namespace.evidence(job))
    assert "find key connection in Secret" in waiting(namespace, job)["message"]

    namespace.secret("postgres-secret", {"connection": database.url})
    namespace.completes(job)
    assert len(namespace.pods(job)) == 1
    assert database.versions() == [1, 2]


def test_a_wrong_password(namespace, database, migrations):
    namespace.secret("postgres-secret", {"connection-string": database.url.replace(database.password, "mistyped-word")})
    job = namespace.apply_job(namespace.render(migrations, "up"))
    said = failed_at_once(namespace, job)
    assert f'password authentication failed for user "{database.name}"' in said["error"]["message"]
    assert "mistyped-word" not in json.dumps(said) + namespace.evidence(job)
    assert database.tables() == []

    # A Secret's value has no part in the Job's name: it is the same Job, and has to go first.
    namespace.secret("postgres-secret", {"connection-string": database.url})
    assert f"job.batch/{job} unchanged" in namespace.apply(namespace.render(migrations, "up"))
    namespace.kubectl("delete", "job", job)
    namespace.completes(namespace.apply_job(namespace.render(migrations, "up")))
    assert database.versions() == [1, 2]


def test_a_broken_migration(namespace, database, migrations):
    migrations.write(3, "CREATE TABLE t3 (id int);\nALTER TABLE t4 ADD COLUMN name text;")
    said = failed_at_once(namespace, job := namespace.apply_job(namespace.render(migrations, "up")))
    for words in ("/migrations/00003_m3.sql:3:", 'relation "t4" does not exist'):
        assert words in namespace.log(job)
    assert said["failed"]["place"]["path"] == "/migrations/00003_m3.sql" and said["failed"]["place"]["line"] == 3, said
    assert database.versions() == [1, 2]
    assert database.tables() == ["t1", "t2"]

    migrations.table(3)
    mended = namespace.apply_job(namespace.render(migrations, "up"))
    assert namespace.completes(mended) != job
    assert database.versions() == [1, 2, 3]
