"""The chart and gander kube render say the same for the same request."""
import pytest

from conftest import FILES, kube_render, only, without_hashes

SECRET = {"secret": {"name": "postgres-secret", "key": "connection-string"}}
PARTS = {"host": "db", "port": 5432, "user": "u", "database": "d", "passwordSecret": {"name": "pg", "key": "password"}}
MAPPED = {"host": "db", "envFromSecret": {"name": "pg", "map": {"PGUSER": "POSTGRES_USER", "PGPASSWORD": "POSTGRES_PASSWORD", "PGDATABASE": "POSTGRES_DB"}}}
FLAGS = {
    "secret": ["--secret", "postgres-secret/connection-string"],
    "parts": ["--host", "db", "--port", "5432", "--user", "u", "--database", "d", "--password-secret", "pg/password"],
    "mapped": ["--host", "db", "--env-from-secret", "pg", "--map", "PGDATABASE=POSTGRES_DB,PGPASSWORD=POSTGRES_PASSWORD,PGUSER=POSTGRES_USER"],
}
CONNECTIONS = {"secret": SECRET, "parts": PARTS, "mapped": MAPPED}
IMAGE = {"repository": "gander", "tag": "1"}
FOLDER = {"folder": "migrations"}

# What the values say, and the flags that say it.
MORE = {
    "least": ({}, [], ["up"]),
    "arguments": ({"args": ["-dir", "/migrations", "--wait=2m", "up-to", "00002", "true"]}, [], ["-dir", "/migrations", "--wait=2m", "up-to", "00002", "true"]),
    "labels": (
        {"labels": {"team": "a", "app.kubernetes.io/component": "x"}, "annotations": {"sidecar.istio.io/inject": "false", "helm.sh/resource-policy": "keep"}},
        ["--label", "team=a", "--label", "app.kubernetes.io/component=x", "--annotation", "sidecar.istio.io/inject=false", "--annotation", "helm.sh/resource-policy=keep"],
        ["up"],
    ),
    "pull": (
        {"image": {**IMAGE, "pullPolicy": "Never", "pullSecrets": ["one", "two"]}, "serviceAccountName": "migrator"},
        ["--image-pull-policy", "Never", "--image-pull-secret", "one", "--image-pull-secret", "two", "--service-account", "migrator"],
        ["up"],
    ),
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "files"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text)
    return made


@pytest.mark.parametrize("hook", [True, False])
@pytest.mark.parametrize("connection", CONNECTIONS)
@pytest.mark.parametrize("more", MORE)
def test_jobs(helm, folder, hook, connection, more):
    values, flags, command = MORE[more]
    ours = helm.app({"image": IMAGE, "migrations": FOLDER, "connection": CONNECTIONS[connection], "hook": hook, **values})
    theirs = kube_render(folder, "job", "--profile", "helm" if hook else "kubectl", *FLAGS[connection], *flags, "--", *command)
    assert without_hashes(only(ours, "ConfigMap") + only(ours, "Job")) == without_hashes(theirs)


@pytest.mark.parametrize("hook", [True, False])
@pytest.mark.parametrize(
    "migrations, flags", [({"configMap": "db-migrations"}, ["--config-map", "db-migrations"]), ({"inImage": True}, ["--files-in-image"])], ids=["config-map", "in-image"]
)
def test_files_that_are_elsewhere(helm, folder, hook, migrations, flags):
    """Without a chart around it."""
    ours = helm.template({"image": IMAGE, "migrations": migrations, "connection": SECRET, "hook": hook})
    theirs = kube_render(folder, "job", "--profile", "helm" if hook else "kubectl", *FLAGS["secret"], *flags)
    assert without_hashes(ours) == without_hashes(theirs)


@pytest.mark.parametrize("connection", CONNECTIONS)
def test_init_containers_and_gates(helm, folder, connection):
    values = {"image": IMAGE, "migrations": FOLDER, "connection": CONNECTIONS[connection], "hook": False, "gate": {"args": ["gate", "--min", "2"]}}
    (app,) = only(helm.app(values), "Deployment")
    (gate,) = kube_render(folder, "gate", *FLAGS[connection], "--", "gate", "--min", "2")
    (init,) = kube_render(folder, "init-container", *FLAGS[connection])
    containers = [patch["spec"]["template"]["spec"]["initContainers"][0] for patch in (gate, init)]
    spec = app["spec"]["template"]["spec"]
    assert spec["initContainers"] == containers
    assert [volume["name"] for volume in spec["volumes"]] == ["migrations"]
    assert [volume["name"] for volume in gate["spec"]["template"]["spec"]["volumes"]] == ["migrations"]


def test_more_than_a_config_map_holds(helm, folder):
    """Both part the files at the same places, and what is no UTF-8 arrives as it is."""
    for version in range(3, 9):
        (folder / f"{version:05}_x.sql").write_bytes(b"-- +goose Up\n" + b"SELECT 1; -- \xc3\xa4\n" * 20000 + (b"-- \xff\n" if version % 2 else b""))
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    ours = helm.app({"image": IMAGE, "migrations": FOLDER, "connection": SECRET, "hook": False}, files=files)
    theirs = kube_render(folder, "job", *FLAGS["secret"])
    assert without_hashes(only(ours, "ConfigMap") + only(ours, "Job")) == without_hashes(theirs)
    assert len(only(ours, "ConfigMap")) > 1 and any("binaryData" in each for each in only(ours, "ConfigMap"))
