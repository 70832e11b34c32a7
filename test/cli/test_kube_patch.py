"""--patch, held against kubectl, which merges with the API server's own code."""
import json
import shutil
import subprocess

import pytest
from needed import missing

SECRET = ["--image", "gander", "--secret", "postgres-secret/connection-string"]
PULL = ["--image-pull-secret", "one", "--image-pull-secret", "two"]


def pod(text):
    return "spec:\n  template:\n    spec:\n" + "".join(f"      {line}\n" for line in text.splitlines())


def container(text):
    return pod("containers:\n- name: gander\n" + "".join(f"  {line}\n" for line in text.splitlines()))


PATCHES = {
    "values": "spec:\n  backoffLimit: 0\n  activeDeadlineSeconds: 7200\n  suspend: true\n",
    "null removes": "spec: {ttlSecondsAfterFinished: null, podFailurePolicy: null, nothing: null}\n",
    "metadata": "metadata:\n  labels: {team: a, app.kubernetes.io/name: null}\n  annotations: {x: 'true', z: \"1\"}\n",
    "variables, old and new": container(
        "env:\n- {name: GANDER_WAIT, value: 5m}\n- name: PGUSER\n  valueFrom: {secretKeyRef: {name: pg, key: user}}\n- {name: GOOSE_DRIVER, value: pgx}"
    ),
    "a variable of another source": container("env:\n- {name: GOOSE_DBSTRING, value: x, valueFrom: null}"),
    "variables deleted": container("env:\n- {name: GANDER_WAIT, $patch: delete}\n- {name: NEW, value: new}\n- {name: NONE, $patch: delete}"),
    "variables replaced": container("env:\n- $patch: replace\n- {name: ONLY, value: one}"),
    "arguments are no merged list": container("args: [status]\n"),
    "mounts by their path": container("volumeMounts:\n- {mountPath: /tmp, name: tmp}\n- {mountPath: /migrations, name: other}"),
    "ports of a field that is new": container("ports:\n- {containerPort: 53, protocol: UDP}\n- {containerPort: 53, protocol: TCP}"),
    "more containers": pod("initContainers:\n- {name: proxy, image: proxy, restartPolicy: Always}\ncontainers:\n- {name: side, image: side, env: [{name: A, value: null}]}"),
    "volumes": pod("volumes:\n- {name: tmp, emptyDir: {}}\n- name: migrations\n  $retainKeys: [name, emptyDir]\n  emptyDir: {}"),
    "pull secrets": pod("imagePullSecrets:\n- name: three\n- name: two"),
    "a pull secret deleted": pod("imagePullSecrets:\n- {name: one, $patch: delete}"),
    "placing": pod(
        "nodeSelector: {disk: ssd}\ntolerations:\n- {key: a, operator: Exists}\nhostAliases:\n- {ip: 10.0.0.1, hostnames: [db]}\n"
        "topologySpreadConstraints:\n- {topologyKey: zone, maxSkew: 1, whenUnsatisfiable: DoNotSchedule}\npriorityClassName: high"
    ),
    "an object replaced": pod("securityContext: {$patch: replace, runAsUser: 1000}"),
    "an object deleted": container("securityContext: {$patch: delete}\nresources: {limits: {$patch: delete}, requests: {cpu: 1}}"),
    "an object that is not there deleted": container("lifecycle: {$patch: delete}"),
    "finalizers": "metadata:\n  finalizers: [a/b, c/d]\n",
    "text of a list deleted": container("$deleteFromPrimitiveList/args: [up]\n"),
    "anchors": "metadata:\n  labels: &l {a: b}\nspec:\n  template:\n    metadata: {labels: *l}\n",
    "JSON": '{"spec": {"template": {"metadata": {"labels": {"a\\/b": "\\u00e4"}}}, "backoffLimit": 1}}\n',
    "numbers": pod("securityContext: {runAsUser: 0x3E8, runAsGroup: 1e3, fsGroup: +7}\nvolumes:\n- {name: migrations, configMap: {defaultMode: 0440}}"),
    "blocks of text": container("args:\n- |\n  two\n  lines\n- >-\n  one\n  line\n- 2001-01-01\n- 12:30\n- ''\n- 'null'"),
}


def without_nulls(value):
    """To the API a field that is null is not there; kubectl leaves some of them to it."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def job(shell, *words):
    result = shell.gander("kube", "render", "-dir", "m", *SECRET, *PULL, "--output", "json", *words)
    assert result.code == 0 and result.err == "", result
    return json.loads(result.out)["items"][-1]


@pytest.mark.parametrize("what", PATCHES)
def test_kubectl_merges_the_same(three, what):
    if not shutil.which("kubectl"):
        missing("kubectl is not there: https://kubernetes.io/docs/tasks/tools has it")
    plain = job(three)
    three.write("patch.yaml", PATCHES[what])
    three.write("job.json", json.dumps(plain))
    ours = job(three, "--patch", "patch.yaml")
    words = ["kubectl", "patch", "--local", "-f", "job.json", "--type", "strategic", "--patch-file", "patch.yaml", "-o", "json"]
    done = subprocess.run(words, cwd=three.folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    name = ours["metadata"].pop("name")
    assert (name == plain["metadata"].pop("name")) == (ours == plain), "another Job has another name"
    del theirs["metadata"]["name"]
    assert ours == without_nulls(theirs)


def test_several_files_and_documents_in_their_order(three):
    three.write("one.yaml", "# nothing\n---\nspec: {backoffLimit: 1, suspend: true}\n---\nkind: ConfigMap\nmetadata: {labels: {team: a}}\n---\n")
    three.write("two.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, labels: {team: b}}\nspec: {backoffLimit: 2}\n")
    result = three.gander("kube", "render", "-dir", "m", *SECRET, "--patch", "one.yaml", "--patch=two.yaml", "--output=json")
    config_map, made = json.loads(result.out)["items"]
    assert (made["spec"]["backoffLimit"], made["spec"]["suspend"]) == (2, True)
    assert (config_map["metadata"]["labels"]["team"], made["metadata"]["labels"]["team"]) == ("a", "b")
    (volume,) = made["spec"]["template"]["spec"]["volumes"]
    assert volume["configMap"]["name"] == config_map["metadata"]["name"] != job(three)["spec"]["template"]["spec"]["volumes"][0]["configMap"]["name"]


def test_the_patch_of_a_pod_template_too(three):
    three.write("patch.yaml", pod("initContainers:\n- {name: migrate, resources: null}\nserviceAccountName: a"))
    result = three.gander("kube", "render", "init-container", "-dir", "m", *SECRET, "--patch", "patch.yaml", "--output=json")
    spec = json.loads(result.out)["items"][0]["spec"]["template"]["spec"]
    assert spec["serviceAccountName"] == "a" and "resources" not in spec["initContainers"][0]


@pytest.mark.parametrize(
    "text, message",
    [
        ("spec: [", "patch.yaml:2:1: no YAML: did not find expected node content"),
        ("a: \x01", "patch.yaml:1:4: no YAML: control characters are not allowed"),
        ("", "patch.yaml: no patch is in it"),
        ("- a", "patch.yaml:1:1: a patch has fields"),
        ("a: 1\nb: {c: 1,\n    c: 2}", "patch.yaml:3:5: c is there already"),
        ("a: !!str 1", "patch.yaml:1:4: a tag"),
        ("a: yes", "patch.yaml:1:4: yes: kubectl reads a truth value here"),
        ("a: 1_000", "patch.yaml:1:4: 1_000: this number is not read the same everywhere"),
        ("1: a", "patch.yaml:1:1: 1: a key is text"),
        ("a: &a {b: c}\nd: {<<: *a}", "patch.yaml:2:5: << is not understood"),
        ("a: *b", "patch.yaml:1:4: *b: nothing before it is called &b"),
        ("kind: Deployment", "patch.yaml:1:1: this patch is for Deployment, which is not rendered\n  hint: what is: ConfigMap migrate-files, Job migrate"),
        ("kind: Job\nmetadata:\n  name: other", "patch.yaml:1:1: this patch is for Job other, which is not rendered"),
        ("spec: {}\n---\nmetadata:\n  namespace: a", "patch.yaml:4:14: this would change the object's namespace\n  hint: -n says which"),
        ("apiVersion: v2", "patch.yaml:1:13: this would change the object's apiVersion"),
        ("metadata: null", "patch.yaml:1:11: this would change the object's name\n  hint: --name says"),
        ("$patch: delete", "patch.yaml:1:1: this would change the object's apiVersion"),
        ("spec:\n  $patch: x", "patch.yaml:2:11: $patch: \"x\": no such word"),
        ("spec:\n  $setElementOrder/x: []", "patch.yaml:2:23: $setElementOrder/x is not understood"),
        (pod("volumes:\n- name: a\n- emptyDir: {}"), "patch.yaml:6:9: an item of volumes without name, by which they are merged"),
        (pod("volumes:\n- {$patch: replace, name: a}"), "patch.yaml:5:9: $patch: replace replaces the whole list"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(three, text, message):
    three.write("patch.yaml", text)
    result = three.gander("kube", "render", "-dir", "m", *SECRET, "--patch", "patch.yaml")
    assert (result.code, result.out) == (2, "")
    assert f"gander: {message}" in result.err


def test_a_file_that_is_not_there(three):
    result = three.gander("kube", "render", "-dir", "m", *SECRET, "--patch", "none.yaml")
    assert result.code == 2 and "open none.yaml: no such file or directory" in result.err


def test_aliases_of_aliases_end(three):
    """Nine lines of YAML that mean a thousand million words."""
    lines = ["a0: &a0 [x]"] + [f"a{each}: &a{each} [{', '.join([f'*a{each - 1}'] * 10)}]" for each in range(1, 10)]
    three.write("patch.yaml", "\n".join(lines))
    result = three.gander("kube", "render", "-dir", "m", *SECRET, "--patch", "patch.yaml")
    assert result.code == 2 and "more than 100000 values, those of aliases counted" in result.err
