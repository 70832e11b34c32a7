"""gander kube render: what is printed is what YAML parsers read, and what is wrong is said before anything is."""
import json

import pytest
import yaml

SECRET = ["--image", "gander", "--secret", "postgres-secret/connection-string"]
# A database as somebody may have it.
MANIFEST = """apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
        - name: pg
          image: postgres:16
          env: [{name: POSTGRES_PASSWORD, value: hidden}, {name: POSTGRES_USER, value: shop}]
"""
# What a block of YAML may lose or change.
ODD = ["", " leading\n", "\n\nfirst\n", "no end", "many ends\n\n\n", "tab\t \nblank \n", "a: b\n- c\n# d\n", "\r\nwindows\r\n", "ä\u2028ö\u0085\n", "---\n...\n", "%\n", "\x7f\n", "'\"\\\n"]  # fmt: skip


def documents(result):
    assert result.code == 0 and result.err == "", result
    return list(yaml.safe_load_all(result.out))


def test_files_arrive_as_they_are(shell):
    for version, text in enumerate(ODD, 1):
        shell.write(f"m/{version:05}_a.sql", "-- +goose Up\nSELECT 1;\n/*" + text + "*/\n")
    data = documents(shell.gander("kube", "render", "-dir", "m", *SECRET))[0]["data"]
    assert data == {path.name: path.read_bytes().decode() for path in (shell.folder / "m").iterdir()}


def test_json_is_the_same(three):
    plain = documents(three.gander("kube", "render", "-dir", "m", *SECRET, "--", "status", "--exit-code"))
    result = three.gander("kube", "render", "-dir", "m", *SECRET, "--output", "json", "--", "status", "--exit-code")
    assert json.loads(result.out) == {"apiVersion": "v1", "kind": "List", "items": plain}
    assert plain[1]["spec"]["template"]["spec"]["containers"][0]["args"] == ["status", "--exit-code"]


def test_only_migrations_are_in_it(three):
    three.write("m/README.md", "x")
    three.write("m/sub/00009_x.sql", "x")
    assert [*documents(three.gander("kube", "render", "config-map", "-dir", "m", *SECRET))[0]["data"]] == ["00001_t1.sql", "00002_t2.sql", "00003_t3.sql"]


def test_init_containers_and_gates(three):
    (patch,) = documents(three.gander("kube", "render", "init-container", "-dir", "m", *SECRET))
    (volume,) = patch["spec"]["template"]["spec"]["volumes"]
    (config_map, job) = documents(three.gander("kube", "render", "-dir", "m", *SECRET))
    assert volume["configMap"]["name"] == config_map["metadata"]["name"]
    assert job["spec"]["template"]["spec"]["volumes"] == [volume]
    (gate,) = documents(three.gander("kube", "render", "gate", "--files-in-image", *SECRET, "--", "gate", "--min", "7"))
    assert gate["spec"]["template"]["spec"]["initContainers"][0]["args"] == ["gate", "--min", "7"]


def test_what_stands_around_the_job_needs_no_files_and_no_database(shell):
    account, role, binding = documents(shell.gander("kube", "render", "rbac", "-n", "app", "--name", "m", "--label", "team=a"))
    assert [each["kind"] for each in (account, role, binding)] == ["ServiceAccount", "Role", "RoleBinding"]
    assert {each["metadata"]["labels"]["team"] for each in (account, role, binding)} == {"a"}
    assert binding["subjects"] == [{"kind": "ServiceAccount", "name": "m", "namespace": "app"}]
    out, into = documents(shell.gander("kube", "render", "network-policy", "--port", "6432", "--to-pods", "app=pg", "--to-pods", "tier=db"))
    assert out["spec"]["egress"][0]["to"] == [{"podSelector": into["spec"]["podSelector"]}]
    assert into["spec"]["podSelector"]["matchLabels"] == {"app": "pg", "tier": "db"}
    assert into["spec"]["ingress"] == [{"from": [{"podSelector": out["spec"]["podSelector"]}], "ports": [{"protocol": "TCP", "port": 6432}]}]


@pytest.mark.parametrize(
    "words, code, message",
    [
        ([], 2, "a word is missing"),
        (["run", *SECRET, "-dir", "good"], 2, "behind --: which command?"),
        (["run", *SECRET, "-dir", "good", "--", "upp"], 2, "did you mean up?"),
        (["run", *SECRET, "-dir", "good", "--", "postgres", "host=a", "up"], 2, "behind --: postgres is no command that can be run there"),
        (["render", *SECRET, "-dir", "good", "--", "postgres", "postgres://u:hidden@h/d", "up"], 2, "would stand in the manifest"),
        (["run", *SECRET, "-dir", "good", "--", "up", "-nosuch"], 2, "behind --: flag provided but not defined: -nosuch"),
        (["up", *SECRET, "-dir", "bad"], 1, "bad/00001_a.sql:1:1"),
        (["up", "helm", *SECRET], 2, "kube up: what is helm?"),
        (["up", "--profile", "helm", *SECRET], 2, "kube up takes no -profile"),
        (["logs", "--", "up"], 2, "kube logs runs no command"),
        (["port-forward"], 2, "behind --: which command?"),
        (["port-forward", "--", "postgres", "user=shop", "stattus"], 2, "did you mean status?"),
        (["port-forward", "--", "kube", "up"], 2, "behind --"),
        (["port-forward", "--output", "text", "--", "status"], 2, "kube port-forward takes no -output"),
        (["port-forward", "--image", "x", "--", "status"], 2, "kube port-forward takes no -image"),
        (["logs", "--secret", "a/b"], 2, "kube logs takes no -secret"),
        (["render", *SECRET, "-dir", "good", "--", "upp"], 2, "did you mean up?"),
        (["render", *SECRET, "-dir", "good", "--", "kube", "up"], 2, "kube is no command that can be run there"),
        (["up", *SECRET, "-dir", "good", "--", "--after", "grants.sql"], 2, "-after grants.sql is a file here"),
        (["render", "--image", "a", "--database", "postgres://u:hidden@h/d"], 2, "--database is given a connection string"),
        (["render", "--image", "a", "--host", "h password=hidden"], 2, "--host is given a connection string"),
        (["render", *SECRET, "--name", "postgres://u:hidden@h/d"], 2, "--name is given a connection string"),
        (["render", *SECRET, "--patch", "postgres://u:hidden@h/d"], 2, "--patch is given a connection string"),
        (["render", *SECRET, "--annotation", "x=postgres://u:hidden@h/d"], 2, "--annotation is given a connection string"),
        (["port-forward", "--to", "db", "--", "up"], 2, "--to db: it is svc/NAME or pod/NAME"),
        (["port-forward", "--to", "svc/db", "-l", "a=b", "--", "up"], 2, "-l and --to both say where to"),
        (["deploy-postgres", "-dir", "good"], 2, "which image? There is no --image, and no GANDER_IMAGE"),
        (["deploy-postgres", "--image", "a", "-dir", "good", "--", "up"], 2, "kube deploy-postgres runs no command"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--", "up"], 2, "kube render postgres runs no command"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--secret", "b/c"], 2, "--secret says how to reach a database"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--port", "6000"], 2, "--port says how to reach a database"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--service-type", "Ingress"], 2, "--service-type Ingress: no such type"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--node-port", "x"], 2, "-node-port: must be a port"),
        (["render", "postgres", "--image", "a", "-dir", "good", "-f", "nowhere.yaml"], 2, "open nowhere.yaml: no such file"),
        (["render", "postgres", "--image", "a", "-dir", "good", "-f", "empty.yaml"], 2, "empty.yaml: there is nothing in it"),
        (["render", "postgres", "--image", "a", "-dir", "good", "-f", "empty.yaml", "--storage", "1Gi"], 2, "--storage is for a database that is made here"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--container", "pg"], 2, "--container names one of a manifest, and there is no -f"),
        (["render", "postgres", "--image", "a", "-dir", "good", "--service", "pg"], 2, "it is for gander test\n"),
        (["render", *SECRET, "--kubeconfig", "x"], 2, "it is for kube run, up, logs, clean, port-forward, deploy-postgres and gander test\n"),
        (["render", "job", *SECRET, "-dir", "good", "--pg-image", "x"], 2, "kube render job takes no -pg-image"),
        (["render", *SECRET, "--all"], 2, "it is for kube clean"),
        (["rendr"], 2, "kube rendr: no such command"),
        (["render", "cronjob"], 2, "what is cronjob?"),
        (["render", "--imag", "x"], 2, "did you mean -image?"),
        (["render", "--secret", "a/b"], 2, "which image?"),
        (["render", "--image", "a"], 2, "which database?"),
        (["render", "--image", "a", "--secret", "b"], 2, "as NAME/KEY"),
        (["render", "--image", "a", "--secret", "b/c", "--host", "d"], 2, "--secret has the whole connection"),
        (["render", "--image", "a", "--env-from-secret", "b"], 2, "--env-from-secret and --map go together"),
        (["render", *SECRET, "--name", "A_b"], 2, "--name A_b: it may have small letters"),
        (["render", *SECRET, "--label", "x"], 2, "--label is NAME=VALUE"),
        (["render", *SECRET, "--profile", "flux"], 2, "no such profile"),
        (["render", "rbac"], 2, "which namespace? There is no -n"),
        (["render", "rbac", "-n", "a", "--", "up"], 2, "kube render rbac runs no command"),
        (["render", "network-policy", "--port", "x"], 2, "--port is a number from 1 to 65535"),
        (["render", "network-policy", "--to-pods", "pg"], 2, "--to-pods is NAME=VALUE"),
        (["render", *SECRET, "-dir", "nowhere"], 1, "nowhere directory does not exist"),
        (["render", *SECRET, "-dir", "empty"], 1, "no migration files found in empty"),
        (["render", *SECRET, "-dir", "bad"], 1, "bad/00001_a.sql:1:1: no `-- +goose Up` line before this text"),
    ],
)
def test_what_is_wrong_is_said(shell, words, code, message):
    (shell.folder / "empty").mkdir()
    shell.write("bad/00001_a.sql", "SELECT 1;\n")
    shell.write("empty.yaml", "---\n")
    shell.write("good/00001_a.sql", "-- +goose Up\nSELECT 1;\n")
    result = shell.gander("kube", *words)
    assert (result.code, result.out) == (code, ""), result
    assert "hidden" not in result.err and message in result.err and result.err.startswith(("gander: ", "bad/"))


@pytest.mark.parametrize(
    "words, message",
    [
        (["--host", "otherdb"], "--host leads to another server"),
        (["--secret", "a/b"], "--secret may lead to any server"),
        (["--env-from-secret", "a", "--map", "PGHOST=host"], "--map PGHOST: the gate is for the server"),
    ],
)
def test_a_gate_is_for_the_server_beside_it(shell, words, message):
    shell.write("m/00001_a.sql", "-- +goose Up\nSELECT 1;\n")
    shell.write("db.yaml", MANIFEST)
    line = ("kube", "render", "postgres", "-dir", "m", "--image", "gander", "-f", "db.yaml")
    result = shell.gander(*line, *words)
    assert (result.code, result.out) == (2, "") and message in result.err, result
    (_, workload) = documents(shell.gander(*line, "--user", "me", "--port", "6000"))
    env = workload["spec"]["template"]["spec"]["containers"][1]["env"]
    assert {each["name"]: each["value"] for each in env if each["name"].startswith("PG")} == {
        "PGUSER": "me",
        "PGPASSWORD": "hidden",
        "PGDATABASE": "shop",
        "PGHOST": "127.0.0.1",
        "PGPORT": "6000",
    }


def test_a_database_with_its_gate(shell):
    shell.write("m/00001_a.sql", "-- +goose Up\nSELECT 1;\n")
    words = ("kube", "render", "postgres", "-dir", "m", "--storage", "1Gi", "--arg", "-c", "--arg=fsync=off", "--patch", "p.yaml")
    shell.write("p.yaml", "kind: Deployment\nspec: {template: {spec: {nodeSelector: {disk: ssd}}}}\n")
    files, service, claim, deployment = documents(shell.gander(*words, GANDER_IMAGE="gander"))
    pod = deployment["spec"]["template"]["spec"]
    assert [each["name"] for each in pod["containers"]] == ["postgresql", "gander"] and pod["nodeSelector"] == {"disk": "ssd"}
    assert pod["containers"][0]["args"] == ["-c", "fsync=off"]
    assert pod["volumes"][1]["configMap"]["name"] == files["metadata"]["name"]
    shell.write("own.yaml", "\n---\n".join(json.dumps(each) for each in (service, claim, deployment)))
    again = shell.gander(*words[:5], "--image", "gander", "-f", "own.yaml")
    assert again.code == 2 and "the name gander is taken" in again.err and "own.yaml:" in again.err


def test_kube_comes_first(shell):
    result = shell.gander("-dir", "m", "kube", "render")
    assert result.code == 2 and "kube comes first on the line" in result.err


@pytest.mark.parametrize("said, message", [(None, "kubectl is not in PATH"), ("1.19", "it has to be 1.24 or newer")])
def test_kubectl_has_to_be_there_and_new_enough(three, said, message):
    """A program that only says its version: more is not asked of one that is too old."""
    if said:
        major, minor = said.split(".")
        version = json.dumps({"clientVersion": {"major": major, "minor": minor, "gitVersion": f"v{said}.0"}})
        three.write("bin/kubectl", f"#!/bin/sh\ntest \"$1\" = version && echo '{version}'\n").chmod(0o755)
    result = three.gander("kube", "up", "-dir", "m", *SECRET, PATH=str(three.folder / "bin"))
    assert result.code == 1 and message in result.err and "kubernetes.io" in result.err, result


def test_failures_are_documents_too(three):
    result = three.gander("kube", "up", "--output", "json", "-dir", "m", *SECRET, PATH="/nowhere")
    assert json.loads(result.out)["error"]["message"].startswith("kubectl is not in PATH") and result.err == ""


def test_a_flag_wins_over_the_variable(three):
    result = three.gander("kube", "up", "--output", "text", "-dir", "m", *SECRET, PATH="/nowhere", GANDER_OUTPUT="json")
    assert result.out == "" and result.err.startswith("gander: kubectl is not in PATH"), result
