"""PostgreSQL in the cluster: the Service `postgresql`, and a database for each test."""
import uuid

from cluster import POSTGRES

ADMIN = {"POSTGRES_USER": "slm_user", "POSTGRES_PASSWORD": "test-password", "POSTGRES_DB": "action_history"}

# The image's own user is 999, its folder of data the well-known one.
SECURITY = {"runAsNonRoot": True, "runAsUser": 999, "runAsGroup": 999, "fsGroup": 999, "seccompProfile": {"type": "RuntimeDefault"}}
CONTAINED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
LABELS = {"app": "postgresql"}


def service():
    spec = {"selector": LABELS, "ports": [{"port": 5432}]}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "postgresql"}, "spec": spec}


def stateful_set():
    folder = "/var/lib/postgresql/data"
    container = {
        "name": "postgresql",
        "image": POSTGRES,
        "env": [{"name": "PGDATA", "value": folder + "/here"}],
        "envFrom": [{"secretRef": {"name": "postgresql-admin"}}],
        "readinessProbe": {"tcpSocket": {"port": 5432}, "periodSeconds": 1, "failureThreshold": 30},
        "securityContext": CONTAINED,
        "volumeMounts": [{"name": "data", "mountPath": folder}],
    }
    pod = {"securityContext": SECURITY, "containers": [container], "volumes": [{"name": "data", "emptyDir": {}}], "terminationGracePeriodSeconds": 1}
    template = {"metadata": {"labels": LABELS}, "spec": pod}
    spec = {"serviceName": "postgresql", "selector": {"matchLabels": LABELS}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "postgresql"}, "spec": spec}


class Server:
    """Whoever makes one says when its Service and its pod come."""

    def __init__(self, namespace):
        self.namespace = namespace
        namespace.secret("postgresql-admin", ADMIN)

    def start(self):
        self.namespace.apply([service(), stateful_set()])
        return self

    def ready(self):
        self.namespace.kubectl("rollout", "status", "statefulset/postgresql", "--timeout=150s", timeout=160)
        return self

    def ask(self, sql, database="action_history"):
        """psql's rows as words, by a superuser."""
        psql = f'PGPASSWORD="$POSTGRES_PASSWORD" exec psql -XqtA -v ON_ERROR_STOP=1 -h 127.0.0.1 -U "$POSTGRES_USER" -d {database}'
        return self.namespace.kubectl("exec", "-i", "postgresql-0", "--", "sh", "-c", psql, stdin=sql).stdout.split()

    def url(self, user=ADMIN["POSTGRES_USER"], password=ADMIN["POSTGRES_PASSWORD"], database=ADMIN["POSTGRES_DB"]):
        return f"postgres://{user}:{password}@postgresql.{self.namespace.name}:5432/{database}?sslmode=disable"

    def database(self):
        return Database(self)


class Database:
    """A new one, with the role that owns it."""

    def __init__(self, server):
        self.server = server
        self.name = "t" + uuid.uuid4().hex[:8]
        self.password = "pw" + uuid.uuid4().hex[:8]
        server.ask(f"CREATE ROLE {self.name} LOGIN PASSWORD '{self.password}'")
        server.ask(f"CREATE DATABASE {self.name} OWNER {self.name}")

    def ask(self, sql):
        return self.server.ask(sql, self.name)

    @property
    def url(self):
        return self.server.url(self.name, self.password, self.name)

    def versions(self):
        """Those that are applied, as often as they are recorded, in that order."""
        return [int(word) for word in self.ask("SELECT version_id FROM goose_db_version WHERE is_applied AND version_id > 0 ORDER BY id")]

    def tables(self):
        return self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'goose_db_version' ORDER BY 1")

    def at_work(self):
        """What gander's connections are at, by their process numbers."""
        return self.ask(f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.name}' AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
