"""Somebody who may do in a namespace what he was given the right to, and nothing else."""
import copy
import json

APPLY = [
    {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "create", "patch"]},
    {"apiGroups": ["batch"], "resources": ["jobs"], "verbs": ["get", "create", "patch"]},
]


def visitor(namespace, folder, rules):
    """The same namespace as a service account with these rules sees it, by a KUBECONFIG of its own."""
    rbac = "rbac.authorization.k8s.io"
    subject = {"kind": "ServiceAccount", "name": "visitor", "namespace": namespace.name}
    role = {"apiGroup": rbac, "kind": "Role", "name": "visitor"}
    metadata = {"name": "visitor"}
    namespace.apply(
        [
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata},
            {"apiVersion": f"{rbac}/v1", "kind": "Role", "metadata": metadata, "rules": rules},
            {"apiVersion": f"{rbac}/v1", "kind": "RoleBinding", "metadata": metadata, "subjects": [subject], "roleRef": role},
        ]
    )
    config = json.loads(namespace.kubectl("config", "view", "--raw", "--minify", "--flatten", "-o", "json").stdout)
    token = namespace.kubectl("create", "token", "visitor").stdout
    config["users"] = [{"name": "visitor", "user": {"token": token}}]
    config["contexts"][0]["context"]["user"] = "visitor"
    path = folder / "kubeconfig"
    path.touch(0o600)
    path.write_text(json.dumps(config))
    seen = copy.copy(namespace)
    seen.environment = {"KUBECONFIG": str(path)}
    return seen
