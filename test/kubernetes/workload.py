"""An application: a Deployment that does nothing, for the init containers that kube render prints."""
from cluster import POSTGRES
from postgres import CONTAINED, SECURITY


def deployment(name, replicas):
    labels = {"app": name}
    container = {"name": name, "image": POSTGRES, "command": ["sleep", "100000"], "securityContext": CONTAINED}
    pod = {"securityContext": SECURITY, "containers": [container], "terminationGracePeriodSeconds": 1}
    template = {"metadata": {"labels": labels}, "spec": pod}
    spec = {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec}


class Application:
    def __init__(self, namespace, name="app"):
        self.namespace, self.name = namespace, name
        namespace.apply([deployment(name, 0)])

    def patch(self, text, folder):
        (folder / "patch.yaml").write_text(text)
        self.namespace.kubectl("patch", "deployment", self.name, "--patch-file", folder / "patch.yaml")

    def scale(self, replicas):
        self.namespace.kubectl("scale", "deployment", self.name, f"--replicas={replicas}")

    def rolled_out(self):
        done = self.namespace.kubectl("rollout", "status", f"deployment/{self.name}", "--timeout=150s", check=False, timeout=160)
        assert done.returncode == 0, done.stdout + self.namespace.kubectl("describe", "pods").stdout + self.log("migrate")

    def pods(self):
        return self.namespace.get("pods", "-l", f"app={self.name}")

    def ready(self):
        """How many of its pods are."""
        conditions = [each for pod in self.pods() for each in pod["status"].get("conditions", [])]
        return sum(each["type"] == "Ready" and each["status"] == "True" for each in conditions)

    def init_states(self):
        return [status for pod in self.pods() for status in pod["status"].get("initContainerStatuses", [])]

    def log(self, container):
        words = ("-l", f"app={self.name}", "-c", container, "--tail=-1", "--max-log-requests=20")
        return self.namespace.kubectl("logs", *words, check=False).stdout
