"""kube deploy-postgres: nobody comes through the Service before the schema is there."""
import json
import signal

import pytest
import yaml

from cluster import GANDER, IMAGE, POSTGRES, Namespace, call, until
from postgres import service, stateful_set
from rights import visitor

PASSWORD = {"PGPASSWORD": "it's a \"difficult\" $one"}
FLAGS = ("--image", IMAGE, "--image-pull-policy", "IfNotPresent", "--ready-timeout", "2m")

# Whoever gets through says how many tables there are. New connections only, as fast as it can.
HAMMER = """
while :; do
    psql -XqtA -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" 2>/dev/null
    sleep 0.02
done
"""


@pytest.fixture
def space(cluster):
    made = Namespace("privileged")  # where a folder of the node may be mounted
    made.environment = dict(PASSWORD)
    yield made
    made.remove()


def line(folder, *words):
    own = () if "-f" in words or "--pg-image" in words else ("--pg-image", POSTGRES)
    return ("deploy-postgres", "-dir", folder, *FLAGS, *own, *words)


def deploy(space, folder, *words, **options):
    return space.kube(*line(folder, *words), **options)


def fill(migrations, first, last):
    """Slow ones, so that a part of them is there for a while."""
    for version in range(first, last + 1):
        migrations.write(version, f"CREATE TABLE t{version} (id int);\nSELECT pg_sleep(0.3);", f"DROP TABLE t{version};")


class Hammer:
    def __init__(self, space):
        self.space = space
        secret = {"secretKeyRef": {"name": "postgresql", "key": "password"}}
        env = [
            {"name": "PGHOST", "value": "postgresql"},
            {"name": "PGUSER", "value": "slm_user"},
            {"name": "PGDATABASE", "value": "action_history"},
            {"name": "PGCONNECT_TIMEOUT", "value": "1"},
            {"name": "PGPASSWORD", "valueFrom": secret},
        ]
        container = {"name": "hammer", "image": POSTGRES, "command": ["sh", "-c", HAMMER], "env": env}
        pod = {"containers": [container], "terminationGracePeriodSeconds": 0}
        space.secret("postgresql", {"password": PASSWORD["PGPASSWORD"]})
        space.apply([{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "hammer"}, "spec": pod}])
        space.kubectl("wait", "--for=condition=Ready", "pod/hammer", "--timeout=60s")
        self.seen_before = 0

    def seen(self):
        """What was answered since the last time, in the order of the answers."""
        words = self.space.kubectl("logs", "hammer").stdout.split()
        new, self.seen_before = words[self.seen_before :], len(words)
        return [int(word) for word in new]

    def answers(self):
        until(lambda: len(self.space.kubectl("logs", "hammer").stdout.split()) > self.seen_before, 30, "no answer")
        return self.seen()


def on_a_volume(space):
    """A Deployment as teams have them, on a folder of the node that outlives the pod."""
    made = yaml.safe_load_all(space.kube("render", "postgres", "--files-in-image", "--image", IMAGE, "--pg-image", POSTGRES).stdout)
    deployment = [each for each in made if each["kind"] == "Deployment"][0]
    pod = deployment["spec"]["template"]["spec"]
    pod["containers"] = pod["containers"][:1]  # as it was before a gate was put in
    pod["containers"][0]["imagePullPolicy"] = "IfNotPresent"
    pod["volumes"] = [{"name": "data", "hostPath": {"path": f"/tmp/gander-test/{space.name}", "type": "DirectoryOrCreate"}}]
    change = {"name": "own", "image": POSTGRES, "command": ["chown", "999:999", "/d"], "volumeMounts": [{"name": "data", "mountPath": "/d"}]}
    pod["initContainers"] = [{**change, "securityContext": {"runAsUser": 0}}]
    return [service(), deployment]


def test_nobody_comes_before_the_schema_is_there(space, migrations, tmp_path):
    fill(migrations, 1, 5)
    (tmp_path / "migrations/last.after").write_text("CREATE TABLE IF NOT EXISTS last_of_all (id int);\n")
    (tmp_path / "db.yaml").write_text(yaml.safe_dump_all(on_a_volume(space)))
    hammer = Hammer(space)
    deploy(space, migrations, "-f", tmp_path / "db.yaml")
    whole = 5 + 2  # the version table, and the last of all
    assert set(hammer.answers()) == {whole}

    space.kubectl("rollout", "restart", "deployment/postgresql")
    space.kubectl("rollout", "status", "deployment/postgresql", "--timeout=120s", timeout=130)
    assert set(hammer.answers()) == {whole}

    fill(migrations, 6, 9)
    deploy(space, migrations, "-f", tmp_path / "db.yaml")
    seen = hammer.answers() + hammer.answers()
    assert set(seen) <= {whole, whole + 4} and seen[-1] == whole + 4, seen


def test_a_tunnel_to_the_pod_goes_round_the_service(space, migrations):
    """docs/kubernetes.md says so: such a client sees what there is."""
    fill(migrations, 1, 20)
    begun = space.begin(*line(migrations))
    until(lambda: space.get("pods", "-l", "app=postgresql"))
    psql = "PGPASSWORD=\"$POSTGRES_PASSWORD\" psql -XqtA -h 127.0.0.1 -U slm_user -d action_history -c \"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'\""
    seen = set()

    def a_part():
        said = space.kubectl("exec", "deployment/postgresql", "-c", "postgresql", "--", "sh", "-c", psql, check=False).stdout.strip()
        seen.add(said)
        return any(word.isdigit() and 1 < int(word) < 21 for word in seen)

    until(a_part, 30, lambda: f"a part was never seen: {seen}")
    addresses = space.get("endpoints", "postgresql").get("subsets") or []
    assert not any(each.get("addresses") for each in addresses)  # while the Service has none
    out, err = begun.communicate(timeout=120)
    assert begun.returncode == 0, out + err


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_a_broken_migration_and_then_a_mended_one(space, migrations, tmp_path, kind):
    migrations.write(3, "CREATE TABLE three (id int);\nINSERT INTO nowhere VALUES (1);")
    words = ["--output", "json"]
    if kind == "StatefulSet":
        made = stateful_set()
        made["spec"]["template"]["spec"]["containers"][0].pop("envFrom")
        env = made["spec"]["template"]["spec"]["containers"][0]["env"]
        env += [{"name": "POSTGRES_USER", "value": "slm_user"}, {"name": "POSTGRES_PASSWORD", "value": "test"}, {"name": "POSTGRES_DB", "value": "app"}]
        (tmp_path / "db.yaml").write_text(yaml.safe_dump_all([service(), made]))
        words += ["-f", tmp_path / "db.yaml"]
    done = deploy(space, migrations, *words, check=False)
    document = json.loads(done.stdout)
    assert done.returncode == 1 and document["state"] == "failed" and document["workload"]["kind"] == kind, done
    assert "00003_m3.sql:3:13" in done.stderr and document["duration_ms"] < 60_000
    assert document["result"]["error"]["code"] == "sql" and document["result"]["failed"]["place"]["line"] == 3
    subsets = space.get("endpoints", "postgresql").get("subsets") or []
    assert not any(each.get("addresses") for each in subsets)

    migrations.write(3, "CREATE TABLE three (id int);")
    done = deploy(space, migrations, *words)
    assert json.loads(done.stdout)["state"] == "ready"


def test_another_server_for_the_same_files(space, migrations, tmp_path):
    """The migration was right and the server was not, as where it lacks an extension. The StatefulSet keeps its broken pod."""
    migrations.write(3, "SELECT 1 / (current_setting('data_directory') LIKE '%/there')::int;")
    made = stateful_set()
    container = made["spec"]["template"]["spec"]["containers"][0]
    container.pop("envFrom")
    words = ["-f", tmp_path / "db.yaml"]
    for folder, code in (("here", 1), ("there", 0)):
        container["env"] = [{"name": "PGDATA", "value": f"/var/lib/postgresql/data/{folder}"}, {"name": "POSTGRES_PASSWORD", "value": "test"}]
        (tmp_path / "db.yaml").write_text(yaml.safe_dump_all([service(), made]))
        done = deploy(space, migrations, *words, check=False)
        assert done.returncode == code, done.stderr
    assert "of an older version: deleted" in done.stderr


def test_the_namespace_is_the_manifests(space, migrations, tmp_path):
    made = list(yaml.safe_load_all(space.kube("render", "postgres", "--files-in-image", "--image", IMAGE, "--pg-image", POSTGRES).stdout))
    pod = made[1]["spec"]["template"]["spec"]
    pod["containers"] = pod["containers"][:1]
    pod["containers"][0]["imagePullPolicy"] = "IfNotPresent"
    assert made[1]["metadata"]["namespace"] == space.name
    itself = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": space.name}}
    (tmp_path / "db.yaml").write_text(yaml.safe_dump_all([made[1], made[0], itself]))
    space.secret("postgresql", {"password": "test"})
    line = ("kube", "deploy-postgres", "-dir", migrations, *FLAGS, "-f", tmp_path / "db.yaml")
    done = call(GANDER, *line, check=False)
    assert done.returncode == 0, done.stderr
    assert [each for each in space.get("configmaps") if each["metadata"]["name"].startswith("postgresql-files")]
    done = call(GANDER, *line, "-n", "another", check=False)
    assert done.returncode == 2 and f"the namespace is {space.name} here, and another by -n" in done.stderr, done.stderr


def test_rights(space, migrations, tmp_path):
    """Those that docs/kubernetes.md names."""
    apply = ["create", "get", "patch"]
    rules = [
        {"apiGroups": [""], "resources": ["configmaps", "secrets", "services"], "verbs": apply},
        {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": apply},
        {"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]},
        {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
    ]
    able = visitor(space, tmp_path, rules)
    able.environment = {**PASSWORD, **able.environment}
    done = deploy(able, migrations)
    assert "OK   00002_m2.sql" in done.stdout + done.stderr
    (tmp_path / "less").mkdir()
    less = visitor(space, tmp_path / "less", rules[2:])
    done = deploy(less, migrations, check=False)
    assert done.returncode == 1 and "what deploy-postgres needs is in docs/kubernetes.md" in done.stderr, done.stderr


def test_twice_and_from_two_suites_at_once(space, migrations):
    begun = [space.begin(*line(migrations)) for _ in range(3)]
    for each in begun:
        out, err = each.communicate(timeout=150)
        assert each.returncode == 0, out + err
    again = deploy(space, migrations, "--output", "json")
    document = json.loads(again.stdout)
    assert document["state"] == "ready" and document["service"] == "postgresql" and len(space.get("pods")) == 1
    assert document["duration_ms"] < 20_000


def test_a_stop_is_not_one_of_the_cluster(space, migrations):
    fill(migrations, 1, 3)
    begun = space.begin(*line(migrations))
    until(lambda: space.get("pods", "-l", "app=postgresql"))
    begun.send_signal(signal.SIGTERM)
    err = begun.communicate(timeout=30)[1]
    assert begun.returncode == 143, err
    assert "gander: stopped by SIGTERM\n  hint: Deployment postgresql comes up and migrates without this command, once it is made; " in err
    deploy(space, migrations)
    assert len(space.get("pods", "-l", "app=postgresql")) == 1


def test_a_secret_with_another_password(space, migrations):
    space.secret("postgresql", {"password": "another"})
    done = deploy(space, migrations, check=False)
    assert done.returncode == 2 and "the given password (PGPASSWORD) is not the one in Secret postgresql, key password" in done.stderr
    assert PASSWORD["PGPASSWORD"] not in done.stderr and "another" not in done.stderr


def test_what_keeps_it_from_starting(space, migrations):
    done = deploy(space, migrations, "--pg-image", "localhost/nowhere:1", "--start-timeout", "3s", check=False)
    assert done.returncode == 1 and "image localhost/nowhere:1" in done.stderr
    assert call(GANDER, "kube", *line(migrations), "--context", "nobody", check=False).returncode != 0
