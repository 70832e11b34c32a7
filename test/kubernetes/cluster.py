"""A cluster as the tests use it: kubectl, namespaces of their own, and Jobs that come to an end."""
import json
import os
import pathlib
import re
import subprocess
import time
import uuid

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
GANDER = str(pathlib.Path(os.environ.get("GANDER_BIN_DIR") or ROOT / "build", "gander"))
IMAGE = os.environ.get("GANDER_TEST_IMAGE") or "localhost/gander:dev"
POSTGRES = os.environ.get("GANDER_TEST_POSTGRES_IMAGE") or "localhost/gander-test-postgres:15"

SECRET = ("--secret", "postgres-secret/connection-string")


def call(*words, check=True, stdin=None, timeout=120, environment=None):
    """A command's result; one that has to succeed shows what it said where it did not."""
    variables = {**os.environ, **(environment or {})}
    done = subprocess.run([*map(str, words)], input=stdin, env=variables, capture_output=True, text=True, timeout=timeout)
    assert not check or done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done


def until(condition, seconds=60, what="it did not come to pass"):
    """What the condition gives once it holds. `what` may be a function, for what is known only then."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.5)
    pytest.fail(what() if callable(what) else what, pytrace=False)


class Namespace:
    """One of its own, for one test. What is in it is deleted with it, and nobody waits for that."""

    def __init__(self, security="restricted"):
        self.name = f"gander-test-{uuid.uuid4().hex[:8]}"
        self.environment = {}
        labels = {"gander-test": "true", "pod-security.kubernetes.io/enforce": security}
        made = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": self.name, "labels": labels}}
        call("kubectl", "create", "-f", "-", stdin=json.dumps(made))
        until(lambda: self.kubectl("get", "serviceaccount", "default", check=False).returncode == 0)

    def remove(self):
        call("kubectl", "delete", "namespace", self.name, "--wait=false")

    def kubectl(self, *words, **options):
        return call("kubectl", "-n", self.name, *words, environment=self.environment, **options)

    def kube(self, verb, *words, **options):
        """gander kube VERB in this namespace, from outside of the cluster."""
        return call(GANDER, "kube", verb, "-n", self.name, *words, environment=self.environment, **options)

    def begin(self, verb, *words, environment=None, **options):
        """The same, which is not waited for."""
        line = [GANDER, "kube", verb, "-n", self.name, *map(str, words)]
        variables = {**os.environ, **self.environment, **(environment or {})}
        return subprocess.Popen(line, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def kubectls(self, word=""):
        """The process numbers of those that are at work for this namespace, with that word on their line."""
        found = []
        for each in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = each.read_text().split("\0")
            except OSError:  # it has ended meanwhile
                continue
            if line[0].endswith("kubectl") and f"--namespace={self.name}" in line and (not word or word in line):
                found.append(int(each.parent.name))
        return found

    def render(self, folder, *command, what="job", flags=SECRET):
        return self.kube("render", what, "-dir", folder, "--image", IMAGE, *flags, "--", *command).stdout

    def apply(self, manifests, *options, **rest):
        """YAML, or objects; what kubectl says of them."""
        if not isinstance(manifests, str):
            manifests = json.dumps({"apiVersion": "v1", "kind": "List", "items": manifests})
        return self.kubectl("apply", *options, "-f", "-", stdin=manifests, **rest).stdout

    def apply_job(self, manifests, *options):
        """The one Job that is among them."""
        (name,) = re.findall(r"^job\.batch/(\S+)", self.apply(manifests, *options), re.M)
        return name

    def secret(self, name, values):
        self.apply([{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "stringData": values}])

    def get(self, kind, *words):
        """An object, or the list of what is there."""
        got = json.loads(self.kubectl("get", kind, *words, "-o", "json").stdout)
        return got.get("items", got)

    def pods(self, job):
        """Those of a Job, the oldest first."""
        pods = self.get("pods", "-l", f"batch.kubernetes.io/job-name={job}")
        return sorted(pods, key=lambda pod: pod["metadata"]["creationTimestamp"])

    def log(self, job):
        """Of all its pods that are still there."""
        words = ("-l", f"batch.kubernetes.io/job-name={job}", "--tail=-1", "--ignore-errors")
        return self.kubectl("logs", *words, check=False).stdout

    def ended(self, job, seconds=120):
        """How: Complete or Failed."""

        def condition():
            conditions = self.get("job", job).get("status", {}).get("conditions", [])
            return [each["type"] for each in conditions if each["status"] == "True" and each["type"] in ("Complete", "Failed")]

        return until(condition, seconds, lambda: f"{job} has not ended after {seconds} s\n" + self.evidence(job))[0]

    def completes(self, job, seconds=120):
        assert self.ended(job, seconds) == "Complete", self.evidence(job)
        return job

    def fails(self, job, seconds=120):
        assert self.ended(job, seconds) == "Failed", self.evidence(job)
        return job

    def evidence(self, job):
        """Its pods' words, and what the cluster has to say of them: read where a test has failed."""
        described = self.kubectl("describe", "job,pods", check=False).stdout
        return f"log:\n{self.log(job)}\n{described}"
