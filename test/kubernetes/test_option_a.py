"""A Job as people write it: applied, applied again, and followed by what kube render makes of the same folder."""
from cluster import IMAGE

# As it was proposed, with args for command and with a restartPolicy.
JOB = """
apiVersion: batch/v1
kind: Job
metadata:
  name: db-migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: goose
        image: IMAGE
        args: ["-dir", "/migrations", "up"]
        env:
        - name: GOOSE_DRIVER
          value: postgres
        - name: GOOSE_DBSTRING
          valueFrom:
            secretKeyRef:
              name: postgres-secret
              key: connection-string
        volumeMounts:
        - name: migrations
          mountPath: /migrations
      volumes:
      - name: migrations
        configMap:
          name: db-migrations
"""


def test_by_hand_twice_and_then_rendered_with_one_more(open_namespace, database, migrations):
    namespace = open_namespace
    namespace.kubectl("create", "configmap", "db-migrations", f"--from-file={migrations}")
    by_hand = JOB.replace("IMAGE", IMAGE)
    namespace.completes(namespace.apply_job(by_hand))
    assert database.versions() == [1, 2]
    assert namespace.log("db-migrate").count("OK ") == 2, namespace.log("db-migrate")

    assert namespace.apply(by_hand) == "job.batch/db-migrate unchanged\n"
    assert len(namespace.pods("db-migrate")) == 1

    migrations.table(3)
    namespace.completes(job := namespace.apply_job(namespace.render(migrations, "up")))
    assert database.versions() == [1, 2, 3]
    assert [line.split()[1] for line in namespace.log(job).splitlines() if line.startswith("OK ")] == ["00003_m3.sql"]


def test_rendered_twice_and_then_with_one_more(namespace, database, migrations):
    namespace.completes(first := namespace.apply_job(namespace.render(migrations, "up")))
    again = namespace.apply(namespace.render(migrations, "up")).splitlines()
    assert len(again) == 2 and all(line.endswith(" unchanged") for line in again), again
    assert len(namespace.pods(first)) == 1

    migrations.table(3)
    namespace.completes(second := namespace.apply_job(namespace.render(migrations, "up")))
    assert second != first
    assert database.versions() == [1, 2, 3]
    assert "00003_m3.sql" in namespace.log(second) and "00002_m2.sql" not in namespace.log(second)
