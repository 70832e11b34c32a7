"""The chart under the real Helm, without a cluster: what it renders, as objects."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
import yaml
from needed import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy/helm/gander"
GANDER = pathlib.Path(os.environ.get("GANDER_BIN_DIR", ROOT / "build"), "gander").resolve()

FILES = {"00001_a.sql": "-- +goose Up\nCREATE TABLE a (x int);\n", "00002_b.sql": "-- +goose Up\nSELECT 1;\n"}
# An application's chart with migrations of its own.
PARENT = {
    "Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: gander, version: '*'}]\n",
    "templates/migrate.yaml": '{{ include "gander.job" (dict "root" $ "values" .Values.gander) }}\n',
    "templates/app.yaml": """apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      initContainers:
        {{- include "gander.gate" (dict "root" $ "values" .Values.gander) | nindent 8 }}
        {{- include "gander.initContainer" (dict "root" $ "values" .Values.gander) | nindent 8 }}
      volumes:
        {{- include "gander.volume" (dict "root" $ "values" .Values.gander) | nindent 8 }}
""",
}


class Helm:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder
        homes = {f"HELM_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")}
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **homes}

    def call(self, *words, values=None):
        """With values as a file, so that they keep their types."""
        if values is not None:
            path = self.folder / "values.yaml"
            path.write_text(json.dumps(values))
            words = (*words, "--values", path)
        line = [self.path, *map(str, words)]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, timeout=60, check=False)

    def parent(self, files=None, **changes):
        """Makes the application's chart; returns its folder."""
        folder = self.folder / "app"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(CHART, folder / "charts/gander")
        migrations = {f"migrations/{name}": text for name, text in (FILES if files is None else files).items()}
        for name, text in {**PARENT, **migrations, **changes}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    def template(self, values, chart=CHART, release="rel"):
        done = self.call("template", release, chart, values=values)
        assert done.returncode == 0, done.stderr
        return [document for document in yaml.safe_load_all(done.stdout) if document]

    def app(self, values, **changes):
        """What the application's chart renders with these values for ours."""
        return self.template({"gander": {"create": False, **values}}, self.parent(**changes))

    def refusal(self, values, chart=CHART):
        done = self.call("template", "rel", chart, values=values)
        assert done.returncode == 1 and done.stdout == "", done
        return done.stderr


@pytest.fixture(scope="session")
def helm_path():
    return program("helm")


@pytest.fixture
def helm(helm_path, tmp_path):
    return Helm(helm_path, tmp_path)


def kube_render(folder, *words):
    """gander's own manifests, with the labels that Helm's objects have."""
    labels = ["--label", "app.kubernetes.io/managed-by=Helm", "--label", "app.kubernetes.io/instance=rel"]
    line = [GANDER, "kube", "render", *words[:1], "-dir", folder, "--name", "rel-migrate", "--image", "gander:1", *labels, *words[1:]]
    done = subprocess.run([*map(str, line)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def only(documents, kind):
    return [document for document in documents if document["kind"] == kind]


def without_hashes(documents):
    """In the order of names, for Helm has an order of its own."""
    documents = json.loads(re.sub(r'"(rel-migrate[a-z0-9-]*)-[0-9a-v]{10}"', r'"\1-HASH"', json.dumps(documents)))
    return sorted(documents, key=lambda document: (document["kind"], document["metadata"]["name"]))
