"""What a cluster may ask of a pod: little memory, nothing to write to, any user; and files that fill several ConfigMaps."""
import json

import pytest


def job_of(manifests):
    (job,) = (each for each in manifests if each["kind"] == "Job")
    pod = job["spec"]["template"]["spec"]
    return pod, pod["containers"][0]


def rendered(namespace, migrations):
    flags = ("--secret", "postgres-secret/connection-string", "--output", "json")
    return json.loads(namespace.render(migrations, "up", flags=flags))["items"]


def small(pod, container):
    container["resources"]["limits"]["memory"] = "32Mi"


def anybody(pod, container):
    """As OpenShift gives them out: a number without a name, in the group root."""
    pod["securityContext"].update(runAsUser=1000720000, runAsGroup=0)


def unchanged(pod, container):
    assert container["securityContext"]["readOnlyRootFilesystem"] and pod["securityContext"]["runAsNonRoot"]


@pytest.mark.parametrize("change", [unchanged, small, anybody])
def test_restricted(namespace, database, migrations, change):
    """The namespace admits nothing else, which is seen by what it says of the plain one."""
    manifests = rendered(namespace, migrations)
    change(*job_of(manifests))
    namespace.completes(job := namespace.apply_job(manifests))
    assert database.versions() == [1, 2]
    (pod,) = namespace.pods(job)
    before, after = (pod["spec"]["containers"][0], job_of(manifests)[1])
    assert before["resources"] == after["resources"] and before["securityContext"] == after["securityContext"]


def test_the_namespace_is_restricted(namespace, migrations):
    manifests = rendered(namespace, migrations)
    pod, container = job_of(manifests)
    del container["securityContext"]
    refused = namespace.kubectl("create", "-f", "-", stdin=json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": pod}), check=False)
    assert 'violates PodSecurity "restricted' in refused.stderr


def test_three_megabytes_of_files(namespace, database, migrations):
    """In 32 MiB of memory. kubectl's own copy of an object holds 256 kB; the server's does not need one."""
    line = "INSERT INTO t1 VALUES (1); -- " + "x" * 70 + "\n"
    for version in range(3, 33):
        migrations.write(version, line * 1000)
    manifests = rendered(namespace, migrations)
    small(*job_of(manifests))
    maps = [each for each in manifests if each["kind"] == "ConfigMap"]
    assert len(maps) >= 4 and sum(len(text) for each in maps for text in each["data"].values()) > 3_000_000
    refused = namespace.kubectl("apply", "-f", "-", stdin=json.dumps(maps[0]), check=False)
    assert "Too long: may not be more than 262144" in refused.stderr, refused.stderr
    namespace.completes(namespace.apply_job(manifests, "--server-side"))
    assert database.versions() == [*range(1, 33)]
    assert database.ask("SELECT count(*) FROM t1") == ["30000"]
