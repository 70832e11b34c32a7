"""kube up and kube run: the Job from here, its log, its exit code, and what keeps it from starting."""
import copy
import json
import time

import pytest
import yaml
from cluster import GANDER, IMAGE, SECRET, call, until
from rights import visitor

LOADED = ("--image", IMAGE, *SECRET)


def run(namespace, verb, folder, *words, flags=LOADED, command=(), path=None):
    """`path` is an environment with a PATH of its own."""
    seen = copy.copy(namespace)
    seen.environment = {**namespace.environment, **(path or {})}
    behind = ("--", *command) if command else ()
    return seen.kube(verb, "-dir", folder, *flags, *words, *behind, check=False)


def jobs(namespace):
    return [job["metadata"]["name"] for job in namespace.get("jobs")]


def test_up_once_and_run_each_time(namespace, database, migrations):
    first = run(namespace, "up", migrations)
    assert first.returncode == 0 and "OK   00002_m2.sql" in first.stdout, first.stderr
    again = run(namespace, "up", migrations)
    assert again.returncode == 0 and "is complete already, since" in again.stderr and again.stdout == "", again.stderr
    assert len(jobs(namespace)) == 1 and database.versions() == [1, 2]
    migrations.table(3)
    for words, said in ((("status",), "Pending                  -- 00003_m3.sql"), (("version",), "2")):
        done = run(namespace, "run", migrations, command=words)
        assert done.returncode == 0 and said in done.stdout, done.stdout + done.stderr
    assert run(namespace, "up", migrations).returncode == 0 and database.versions() == [1, 2, 3]
    assert len(jobs(namespace)) == 4


def test_the_exit_code_is_the_commands(namespace, database, migrations):
    done = run(namespace, "run", migrations, command=("status", "--exit-code"))
    assert done.returncode == 1 and "has failed: PodFailurePolicy" in done.stderr, done.stderr


def test_a_failed_one_is_shown_and_made_anew(namespace, database, migrations):
    migrations.write(3, "INSERT INTO later VALUES (1);")
    first = run(namespace, "up", migrations, "--output", "json")
    document = json.loads(first.stdout)
    assert first.returncode == 1 == document["exit_code"] and document["state"] == "failed"
    assert document["result"]["failed"]["place"]["line"] == 2, document
    assert "00003_m3.sql:2:13" in first.stderr
    database.ask(f"CREATE TABLE later (x int); ALTER TABLE later OWNER TO {database.name}")
    second = run(namespace, "up", migrations)
    assert second.returncode == 0, second.stderr
    assert "has failed before" in second.stderr and "00003_m3.sql:2:13" in second.stderr, second.stderr
    assert database.versions() == [1, 2, 3] and len(jobs(namespace)) == 1
    maps = [each for each in namespace.get("configmaps") if each["metadata"]["name"].startswith("migrate")]
    assert len(maps) == 1, "made anew, and not removed with the failed Job"


def test_two_at_once_are_one(namespace, database, migrations):
    migrations.write(3, "SELECT pg_sleep(3);")
    both = [namespace.begin("up", "-dir", migrations, *LOADED) for _ in range(2)]
    said = [each.communicate(timeout=120) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert all("OK   00003_m3.sql" in out for out, _ in said), said
    assert len(jobs(namespace)) == 1 and database.versions() == [1, 2, 3]


def test_complete_is_so_until_it_is_taken_back(namespace, database, migrations):
    assert run(namespace, "up", migrations).returncode == 0
    assert run(namespace, "run", migrations, command=("down-to", "0")).returncode == 0
    assert run(namespace, "up", migrations).returncode == 0 and database.tables() == ["t1", "t2"]


def test_files_that_gander_does_not_know(namespace, database, migrations):
    """Each up is made, for they may be others."""
    flags = (*LOADED, "--config-map", "mine")
    for version in (2, 3):
        migrations.table(version)
        namespace.kubectl("delete", "configmap", "mine", "--ignore-not-found")
        namespace.kubectl("create", "configmap", "mine", f"--from-file={migrations}")
        done = run(namespace, "up", migrations, flags=flags)
        assert done.returncode == 0, done.stderr
    assert database.versions() == [1, 2, 3] and len(jobs(namespace)) == 2


def test_logs_end_with_the_commands_code(namespace, database, migrations):
    migrations.write(3, "SELECT 1 / 0;")
    assert run(namespace, "up", migrations).returncode == 1
    shown = namespace.kube("logs", check=False)
    assert shown.returncode == 1 and "00003_m3.sql:2" in shown.stdout and "has failed" in shown.stderr, shown.stderr


@pytest.mark.parametrize(
    "flags, what, hint",
    [
        (("--image", IMAGE, "--secret", "postgres-secret/nokey"), "couldn't find key nokey in Secret", "kubectl get secrets"),
        (("--image", IMAGE, "--secret", "nosecret/url"), 'secret "nosecret" not found', "kubectl get secrets"),
        (("--image", "localhost/nowhere:1", *SECRET), "ErrImagePull", "--image-pull-secret"),
        (("--image", "localhost/nowhere:1", "--image-pull-policy", "Never", *SECRET), "ErrImageNeverPull", "kind load docker-image"),
        ((*LOADED, "--service-account", "nobody"), 'serviceaccount "nobody" not found', "kubectl get serviceaccounts"),
        ((*LOADED, "--config-map", "nomap"), 'configmap "nomap" not found', "kubectl get configmaps"),
    ],
)
def test_what_never_heals_is_told_within_seconds(namespace, migrations, flags, what, hint):
    began = time.monotonic()
    done = run(namespace, "up", migrations, "--start-timeout", "3s", flags=flags)
    assert done.returncode == 1 and what in done.stderr and hint in done.stderr, done.stderr
    assert time.monotonic() - began < 30
    assert "kube clean --all removes it" in done.stderr


def test_no_room(namespace, migrations):
    """By a quota, and on any node."""
    quota = {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "few"}, "spec": {"hard": {"pods": "0"}}}
    namespace.apply([quota])
    done = run(namespace, "up", migrations, "--start-timeout", "2s")
    assert done.returncode == 1 and "exceeded quota: few" in done.stderr and "kubectl describe quota" in done.stderr, done.stderr
    namespace.kubectl("delete", "resourcequota", "few")
    patch = migrations.folder.parent / "patch.yaml"
    patch.write_text("spec: {template: {spec: {nodeSelector: {disk: none}}}}")
    done = run(namespace, "up", migrations, "--start-timeout", "2s", "--patch", str(patch))
    assert done.returncode == 1 and "fits on no node" in done.stderr, done.stderr


def test_a_secret_that_comes_later(namespace, database, migrations):
    """The Job stays, and goes on."""
    flags = ("--image", IMAGE, "--secret", "late/url")
    assert run(namespace, "up", migrations, "--start-timeout", "1s", flags=flags).returncode == 1
    namespace.secret("late", {"url": database.url})
    done = run(namespace, "up", migrations, "--start-timeout", "60s", flags=flags)
    assert done.returncode == 0 and "runs already" in done.stderr, done.stderr
    assert database.versions() == [1, 2]


def test_rights(namespace, database, migrations, tmp_path):
    """With those that kube render rbac prints it works, clean included; without them it says so."""
    role = [each for each in yaml.safe_load_all(namespace.kube("render", "rbac").stdout) if each["kind"] == "Role"]
    able = visitor(namespace, tmp_path, role[0]["rules"])
    done = run(able, "up", migrations)
    assert done.returncode == 0 and "OK   00001_m1.sql" in done.stdout, done.stderr
    assert able.kube("clean").stdout == "gander: removed 1 Job\n"
    (tmp_path / "other").mkdir()
    stranger = visitor(namespace, tmp_path / "other", [{"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]}])
    refused = run(stranger, "up", migrations)
    assert refused.returncode == 1 and "(Forbidden)" in refused.stderr and "kube render rbac" in refused.stderr, refused.stderr
    assert jobs(namespace) == []


def test_killed_here_it_goes_on_there(namespace, database, migrations):
    """kill -9 leaves no kubectl behind; kube logs takes the Job up again."""
    migrations.write(3, "SELECT pg_sleep(8);")
    here = namespace.begin("up", "-dir", migrations, *LOADED)
    assert here.stdout.readline().startswith("OK   00001_m1.sql")
    assert namespace.kubectls()
    here.kill()
    here.wait()
    until(lambda: not namespace.kubectls(), 2, "a kubectl is left")
    shown = namespace.kube("logs")
    assert "OK   00001_m1.sql" in shown.stdout and "OK   00003_m3.sql" in shown.stdout
    assert database.versions() == [1, 2, 3]


def test_stopped_here_it_goes_on_there(namespace, database, migrations):
    migrations.write(3, "SELECT pg_sleep(5);")
    done = run(namespace, "up", migrations, "--timeout", "4s")
    assert done.returncode == 75 and "kube logs" in done.stderr, done.stderr
    assert run(namespace, "up", migrations).returncode == 0
    assert database.versions() == [1, 2, 3] and len(jobs(namespace)) == 1


def test_clean_touches_nothing_made_by_hand(namespace, database, migrations):
    by_hand = namespace.apply_job(namespace.render(migrations, "up"))
    namespace.completes(by_hand)
    run(namespace, "up", migrations)
    run(namespace, "run", migrations, "--name", "other", command=("version",))
    document = json.loads(namespace.kube("clean", "--name", "migrate", "--output", "json").stdout)
    assert len(document["jobs"]) == 1 and document["kept"] == []
    assert namespace.kube("clean").stdout == "gander: removed 1 Job\n"
    assert jobs(namespace) == [by_hand]
    until(lambda: len(namespace.get("configmaps", "-l", "app.kubernetes.io/managed-by=gander")) == 0, 30, "ConfigMaps are left")
    assert len([each for each in namespace.get("configmaps") if each["metadata"]["name"].startswith("migrate")]) == 1


def test_no_cluster(tmp_path, migrations):
    done = call(GANDER, "kube", "up", "-dir", migrations, *LOADED, environment={"KUBECONFIG": str(tmp_path / "none")}, check=False)
    assert done.returncode == 75 and "set KUBECONFIG" in done.stderr
