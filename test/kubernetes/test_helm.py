"""Charts that bring their own PostgreSQL, under the real Helm: a hook Job written by hand, and deploy/helm/gander."""
import json
import os
import re
import shutil
import subprocess

import pytest
import yaml
from cluster import IMAGE, ROOT, Namespace
from needed import program
from postgres import Server, service, stateful_set
from workload import deployment

PASSWORD = "p@s/s#w'o%r\\d x"  # whatever has a meaning somewhere on the way
CREDENTIALS = {"POSTGRES_USER": "slm_user", "POSTGRES_PASSWORD": PASSWORD, "POSTGRES_DB": "action_history"}

# The user's Job, with its block of variables. What was around it is gone: an init container that asked pg_isready in a loop,
# a shell that put the connection string together, psql for the GRANTs.
HOOK = """apiVersion: batch/v1
kind: Job
metadata:
  name: db-migrate
  annotations:
    helm.sh/hook: post-install,post-upgrade
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 3
  template:
    spec:
      restartPolicy: Never
      securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: migrate
        image: {{ .Values.image }}
        args: ["-dir", "/migrations", "--wait=2m", "--after=/after/grants.sql", "up"]
        env:
        - {name: PGHOST, value: postgresql}
        - {name: PGPORT, value: "5432"}
        - {name: PGUSER, valueFrom: {secretKeyRef: {name: postgresql-admin, key: POSTGRES_USER}}}
        - {name: PGPASSWORD, valueFrom: {secretKeyRef: {name: postgresql-admin, key: POSTGRES_PASSWORD}}}
        - {name: PGDATABASE, valueFrom: {secretKeyRef: {name: postgresql-admin, key: POSTGRES_DB}}}
        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
        volumeMounts:
        - {name: migrations, mountPath: /migrations}
        - {name: after, mountPath: /after}
      volumes:
      - {name: migrations, configMap: {name: db-migrations}}
      - {name: after, configMap: {name: db-grants}}
"""
CONFIG_MAPS = """{{- range $name, $files := dict "db-migrations" "migrations/*" "db-grants" "grants/*" }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name }}
data:
  {{- ($.Files.Glob $files).AsConfig | nindent 2 }}
{{- end }}
"""
OURS = '{{ include "gander.job" (dict "root" $ "values" .Values.gander) }}'
IN_POD = '{{ include "gander.NAME" (dict "root" $ "values" .Values.gander) | nindent 8 }}'


def consumer():
    """It has to have the schema: its gate opens when all files are applied."""
    application = deployment("app", 1)
    application["spec"]["template"]["spec"].update(initContainers="gate", volumes="volume")
    return re.sub("(initContainers|volumes): (.*)", lambda field: f"{field[1]}: {IN_POD.replace('NAME', field[2])}", yaml.safe_dump(application))


class Bundled(Server):
    def __init__(self, namespace):
        self.namespace = namespace  # in which the chart makes its Secret and all the rest


class Release:
    """A chart in a folder, and what Helm makes of it."""

    def __init__(self, helm, namespace, folder):
        self.helm, self.namespace, self.folder = helm, namespace, folder
        self.server = Bundled(namespace)
        self.write("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
        credentials = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "postgresql-admin"}, "stringData": CREDENTIALS}
        for name, made in {"secret": credentials, "service": service(), "postgresql": stateful_set()}.items():
            self.write(f"templates/{name}.yaml", json.dumps(made))
        for version in (1, 2):
            self.table(version)
        self.write("grants/grants.sql", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;\n")

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def table(self, version):
        first = "CREATE ROLE reader;\n" if version == 1 else ""
        self.write(f"migrations/{version:05}_t{version}.sql", f"-- +goose Up\n{first}CREATE TABLE t{version} (id int);\n")

    def with_our_chart(self, **values):
        """The chart of a consumer that waits for the schema, and ours in it."""
        shutil.copytree(ROOT / "deploy/helm/gander", self.folder / "charts/gander")
        self.write("templates/migrate.yaml", OURS)
        self.write("templates/app.yaml", consumer())
        repository, tag = IMAGE.rsplit(":", 1)
        keys = {"PGUSER": "POSTGRES_USER", "PGPASSWORD": "POSTGRES_PASSWORD", "PGDATABASE": "POSTGRES_DB"}
        connection = {"host": "postgresql", "envFromSecret": {"name": "postgresql-admin", "map": keys}}
        image = {"repository": repository, "tag": tag, "pullPolicy": "IfNotPresent"}
        ours = {"create": False, "image": image, "migrations": {"folder": "migrations"}, "connection": connection, **values}
        self.write("values.yaml", json.dumps({"gander": ours}))
        return self

    def call(self, verb, timeout="150s"):
        line = [self.helm, verb, "shop", self.folder, "-n", self.namespace.name, "--wait", "--timeout", timeout]
        return subprocess.run([*map(str, line)], capture_output=True, text=True, timeout=300, check=False)

    def does(self, verb):
        done = self.call(verb)
        assert done.returncode == 0, done.stderr + self.namespace.kubectl("describe", "pods").stdout
        assert PASSWORD not in done.stdout

    def job(self):
        (found,) = self.namespace.get("jobs")
        return found["metadata"]

    def tables(self):
        return self.server.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 't%' ORDER BY 1")

    def readable(self):
        """Those that the role of the grants may read."""
        return self.server.ask("SELECT tablename FROM pg_tables WHERE tablename LIKE 't_' AND has_table_privilege('reader', tablename::regclass, 'SELECT') ORDER BY 1")


@pytest.fixture(scope="session")
def helm():
    return program("helm")


@pytest.fixture
def release(cluster, helm, tmp_path):
    namespace = Namespace("restricted")
    yield Release(helm, namespace, tmp_path / "chart")
    namespace.remove()


def test_the_hook_job(release):
    release.write("values.yaml", json.dumps({"image": IMAGE}))
    release.write("templates/hook.yaml", HOOK)
    release.write("templates/config-maps.yaml", CONFIG_MAPS)
    release.does("install")
    assert release.tables() == release.readable() == ["t1", "t2"]
    first = release.job()
    release.does("upgrade")
    assert release.job()["uid"] != first["uid"], "a hook runs anew"
    release.table(3)
    release.does("upgrade")
    assert release.tables() == release.readable() == ["t1", "t2", "t3"]


def test_our_chart(release):
    """A consumer that waits for the schema, and --wait that waits for the consumer: as a Job beside it, all of it comes up."""
    release.with_our_chart(hook=False, after={"folder": "grants"})
    release.does("install")
    assert release.tables() == release.readable() == ["t1", "t2"]
    first = release.job()
    release.does("upgrade")
    assert release.job()["uid"] == first["uid"], "without new files it is the same Job"
    release.table(3)
    release.does("upgrade")
    assert release.job()["name"] != first["name"]
    assert release.tables() == release.readable() == ["t1", "t2", "t3"]
    (pod,) = [each for each in release.namespace.get("pods", "-l", "app.kubernetes.io/name=gander")]
    told = json.loads(pod["status"]["containerStatuses"][0]["state"]["terminated"]["message"])
    assert (told["exit_code"], told["from"], told["to"]) == (0, 2, 3)


def test_a_hook_and_a_gate_wait_for_each_other(release):
    """What the Job without a hook is for: Helm makes the hook when the consumer is Ready, which waits for the hook."""
    release.with_our_chart(hook=True)
    done = release.call("install", timeout="25s")
    assert done.returncode != 0 and "context deadline exceeded" in done.stderr, done
    assert release.namespace.get("jobs") == []
    (pod,) = release.namespace.get("pods", "-l", "app=app")
    assert pod["status"]["phase"] == "Pending", pod


def test_our_hook(release):
    """With nobody that waits for it."""
    release.with_our_chart(hook=True, after={"folder": "grants"})
    os.unlink(release.folder / "templates/app.yaml")
    release.does("install")
    assert release.tables() == release.readable() == ["t1", "t2"]
    release.table(3)
    release.does("upgrade")
    assert release.tables() == release.readable() == ["t1", "t2", "t3"]
    assert release.job()["name"] == "shop-migrate"
