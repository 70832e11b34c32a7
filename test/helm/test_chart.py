"""What the chart adds to what gander kube render prints, and what it refuses."""
import base64
import re

import pytest
import yaml

from conftest import CHART, FILES, ROOT, only

VALUES = {
    "image": {"repository": "gander", "tag": "1"},
    "migrations": {"folder": "migrations"},
    "connection": {"secret": {"name": "s", "key": "k"}},
    "hook": False,
}
STANDALONE = {**VALUES, "migrations": {"configMap": "db-migrations"}}
# What a block of YAML may lose or change.
ODD = ["", " leading\n", "\n\nfirst\n", "no end", "many ends\n\n\n", "tab\t \nblank \n", "a: b\n- c\n# d\n", "\r\nwindows\r\n", "ä\u2028ö\u0085\n", "---\n...\n", "%\n", "\x7f\n", "'\"\\\n", "{{ .Values }}\n", "<>&\n"]  # fmt: skip


def job(documents):
    (found,) = only(documents, "Job")
    return found


def names(documents):
    return {document["metadata"]["name"] for document in documents}


def container(documents):
    return job(documents)["spec"]["template"]["spec"]["containers"][0]


@pytest.mark.parametrize("word", ["postgres://u:hidden@h/d", "host=h password=hidden"])
def test_a_connection_string_among_the_arguments(helm, word):
    said = helm.refusal({**STANDALONE, "args": ["postgres", word, "up"]})
    assert "an argument holds a connection string" in said and "hidden" not in said


@pytest.mark.parametrize("last", ["\n", "no end", "many ends\n\n\n", " \n\n \n"])
def test_files_arrive_as_they_are(helm, last):
    files = {f"{version:05}_a.sql": text for version, text in enumerate([*ODD, last], 1)}
    (config_map,) = only(helm.app(VALUES, files=files), "ConfigMap")
    binary = {name: base64.b64decode(text).decode() for name, text in config_map["binaryData"].items()}
    assert {**config_map["data"], **binary} == files
    assert {*binary.values()} == {"\x7f\n", "ä\u2028ö\u0085\n"}, "which Helm's YAML would lose or change"


def test_only_what_gander_reads_is_in_it(helm):
    files = {**FILES, "README.md": "x", "sub/00009_x.sql": "x", "grants.after": "GRANT a TO b;\n"}
    (config_map,) = only(helm.app(VALUES, files=files), "ConfigMap")
    assert [*config_map["data"]] == ["00001_a.sql", "00002_b.sql", "grants.after"]


@pytest.mark.parametrize(
    "change",
    [
        {"args": ["up-to", "1"]},
        {"image": {"tag": "2"}},
        {"connection": {"secret": {"name": "other", "key": "k"}}},
        {"backoffLimit": 1},
        {"labels": {"a": "b"}},
        {"annotations": {"a": "b"}},
        {"env": [{"name": "A", "value": "b"}]},
    ],
    ids=str,
)
def test_another_job_has_another_name(helm, change):
    first = helm.app(VALUES)
    assert first == helm.app(VALUES)
    changed = {**VALUES, **change}
    changed["image"] = {"repository": "gander", "tag": "1", **changed["image"]}
    assert job(first)["metadata"]["name"] != job(helm.app(changed))["metadata"]["name"]


def test_other_files_are_another_job(helm):
    first, second = helm.app(VALUES), helm.app(VALUES, files={**FILES, "00003_c.sql": "-- +goose Up\n"})
    assert not names(only(first, "ConfigMap") + only(first, "Job")) & names(second)
    hook = {**VALUES, "hook": True}
    assert names(helm.app(hook)) == names(helm.app(hook, files={**FILES, "00003_c.sql": ""})) == {"app", "rel-migrate", "rel-migrate-files"}


def test_names_fit(helm):
    """A Job's name becomes a label of its pods."""
    made = names(helm.template({**STANDALONE, "fullnameOverride": "a" * 51 + "-" + "b" * 11}))
    (name,) = made
    assert re.fullmatch("a{51}-[0-9a-f]{10}", name)
    assert names(helm.template({**STANDALONE, "hook": True, "fullnameOverride": "a" * 63})) == {"a" * 63}


def test_after_steps(helm):
    files = {"grants/1_a.sql": "GRANT a TO b;\n", "grants/note.md": "x"}
    for hook in (True, False):
        documents = helm.app({**VALUES, "hook": hook, "after": {"folder": "grants"}}, **files)
        (after,) = [document for document in only(documents, "ConfigMap") if "-after" in document["metadata"]["name"]]
        assert after["data"] == {"1_a.sql": "GRANT a TO b;\n"} and ("annotations" in after["metadata"]) == hook
        spec = job(documents)["spec"]["template"]["spec"]
        assert {"name": "after", "configMap": {"name": after["metadata"]["name"]}} in spec["volumes"]
        assert {"name": "GANDER_AFTER", "value": "/after"} in spec["containers"][0]["env"]
        assert {"name": "after", "mountPath": "/after", "readOnly": True} in spec["containers"][0]["volumeMounts"]
    there = helm.template({**STANDALONE, "after": {"configMap": "grants"}})
    assert {"name": "after", "configMap": {"name": "grants"}} in job(there)["spec"]["template"]["spec"]["volumes"]


def test_a_gate_may_have_a_user_of_its_own(helm):
    (app,) = only(helm.app({**VALUES, "gate": {"connection": {"secret": {"name": "reader", "key": "url"}}}}), "Deployment")
    gate, init = app["spec"]["template"]["spec"]["initContainers"]
    assert gate["env"][1]["valueFrom"]["secretKeyRef"] == {"name": "reader", "key": "url"}
    assert init["env"][1]["valueFrom"]["secretKeyRef"] == {"name": "s", "key": "k"}


def test_what_can_be_said_of_the_pod(helm):
    resources = {"limits": {"memory": "1Gi"}, "requests": {"cpu": 1}}
    tolerations = [{"key": "a", "operator": "Exists"}]
    env = [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}]
    more = {"resources": resources, "tolerations": tolerations, "nodeSelector": {"disk": "ssd"}, "env": env}
    documents = helm.template({**STANDALONE, **more, "activeDeadlineSeconds": 9000000, "backoffLimit": 0, "ttlSecondsAfterFinished": 0})
    spec = job(documents)["spec"]
    assert (spec["activeDeadlineSeconds"], spec["backoffLimit"], spec["ttlSecondsAfterFinished"]) == (9000000, 0, 0)
    pod = spec["template"]["spec"]
    assert (pod["tolerations"], pod["nodeSelector"]) == (tolerations, {"disk": "ssd"})
    assert container(documents)["env"][-1] == env[0]
    limits = container(documents)["resources"]
    assert (limits["limits"], limits["requests"]) == ({"memory": "1Gi"}, {"cpu": 1, "memory": "16Mi"})
    assert "ttlSecondsAfterFinished" not in job(helm.template({**STANDALONE, "ttlSecondsAfterFinished": None}))["spec"]
    assert "ttlSecondsAfterFinished" not in job(helm.template({**STANDALONE, "hook": True}))["spec"]


def test_as_a_subchart_with_templates_of_its_own(helm):
    chart = helm.parent(**{"templates/migrate.yaml": "", "templates/app.yaml": ""})
    documents = helm.template({"gander": STANDALONE}, chart)
    assert documents == helm.template(STANDALONE)
    message = helm.refusal({"gander": VALUES}, chart)
    assert "create is false and a template of the parent includes gander.job" in message
    assert helm.template({"gander": {**STANDALONE, "create": False}}, chart) == []


CONNECTION = VALUES["connection"]


@pytest.mark.parametrize(
    "values, message",
    [
        ({"migrations": {}}, "Exactly one of migrations.folder"),
        ({"migrations": {"folder": "a", "inImage": True}}, "Exactly one of migrations.folder"),
        ({"migrations": {"folder": "nowhere"}}, "there is no nowhere/*.sql in the chart gander"),
        ({"after": {"folder": "a", "configMap": "b"}}, "which one has the files?"),
        ({"image": {"repository": ""}}, "which image?"),
        ({"connection": {}}, "which database?"),
        ({"connection": {"secret": {"name": "a"}}}, "connection.secret takes a name and a key"),
        ({"connection": {"host": "h", "passwordSecret": {"key": "a"}}}, "connection.passwordSecret takes a name and a key"),
        ({"connection": {**CONNECTION, "host": "h"}}, "connection.secret has the whole connection"),
        ({"connection": {"envFromSecret": {"name": "a"}}}, "connection.envFromSecret takes a name and a map"),
        ({"fullnameOverride": "A_b"}, "A_b is no name of a Job"),
        # What the schema says, in Helm's words.
        ({"hooks": True}, "hooks"),
        ({"hook": "yes"}, "hook"),
        ({"image": {"repository": "a", "tag": 1.10}}, "tag"),
        ({"image": {"pullPolicy": "never"}}, "pullPolicy"),
        ({"image": {"pullSecrets": [{"name": "a"}]}}, "pullSecrets"),
        ({"args": "up"}, "args"),
        ({"args": []}, "args"),
        ({"args": [7]}, "args"),
        ({"connection": {"password": "hush"}}, "password"),
        ({"labels": {"a": 1}}, "labels"),
        ({"backoffLimit": -1}, "backoffLimit"),
        ({"ttlSecondsAfterFinished": "1d"}, "ttlSecondsAfterFinished"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(helm, values, message):
    told = helm.refusal({**STANDALONE, **values})
    assert message in told and "hush" not in told and "nil pointer" not in told


@pytest.mark.parametrize("name, text, message", [("00001 a.sql", "", "no ConfigMap can hold a file of this name"), ("00001_a.sql", "x" * 900000, "900011 bytes are more than a ConfigMap holds")])
def test_files_that_do_not_fit(helm, name, text, message):
    assert message in helm.refusal({"gander": {"create": False, **VALUES}}, helm.parent(files={name: text}))


@pytest.mark.parametrize("hook", [True, False])
def test_lint(helm, hook):
    for chart, values in [(CHART, {**STANDALONE, "hook": hook}), (helm.parent(), {"gander": {"create": False, **VALUES, "hook": hook}}), (CHART, {})]:
        done = helm.call("lint", "--strict", chart, values=values)
        assert done.returncode == 0 and "[WARNING]" not in done.stdout, done


def test_values_are_explained_and_versions_are_one():
    """The schema knows each value, README.md explains each; the chart is of this version of the program."""
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    readme = (CHART / "README.md").read_text()
    assert {*values} == {*yaml.safe_load((CHART / "values.schema.json").read_text())["properties"]} - {"global"}
    assert [name for name in values if f"`{name}" not in readme] == []
    version = re.search(r"^project\(gander VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.M)[1]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["version"] == chart["appVersion"] == values["image"]["tag"] == version
