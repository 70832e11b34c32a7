#include "kubernetes/database.hpp"

namespace gander::kubernetes {

namespace {

constexpr int postgres_port = 5432;
constexpr auto const *data_folder = "/var/lib/postgresql/data";

Manifest labels(Database const &database) { return {{"app", database.name}}; }

Manifest object(Database const &database, char const *version, char const *kind, std::string const &name)
{
    Manifest metadata{{"name", name}};
    if (!database.space.empty()) {
        metadata["namespace"] = database.space;
    }
    metadata["labels"] = labels(database);
    return {{"apiVersion", version}, {"kind", kind}, {"metadata", std::move(metadata)}};
}

Manifest variable(char const *name, std::string const &value) { return {{"name", name}, {"value", value}}; }

Manifest service(Database const &database)
{
    Manifest port{{"name", "postgresql"}, {"port", postgres_port}, {"targetPort", "postgresql"}};
    if (database.node_port != 0) {
        port["nodePort"] = database.node_port;
    }
    auto made = object(database, "v1", "Service", database.name);
    made["spec"] = {{"type", database.service_type}, {"selector", labels(database)}};
    made["spec"]["ports"].push_back(std::move(port));
    return made;
}

std::string claim_name(Database const &database) { return database.name + "-data"; }

Manifest claim(Database const &database)
{
    auto made = object(database, "v1", "PersistentVolumeClaim", claim_name(database));
    made["spec"]["accessModes"].push_back("ReadWriteOnce");
    made["spec"]["resources"]["requests"]["storage"] = database.storage;
    return made;
}

/// Asked by the user it is made for; before that one is there it answers too, which is why the gate is not
/// it.
Manifest probe(Database const &database)
{
    Manifest probe;
    probe["exec"]["command"] = {"pg_isready", "--host=127.0.0.1", "--username=" + database.user,
                                "--dbname=" + database.database};
    probe["periodSeconds"] = 2;
    probe["timeoutSeconds"] = 5;
    return probe;
}

Manifest container(Database const &database)
{
    Manifest container{{"name", "postgresql"}, {"image", database.image}};
    if (!database.pull_policy.empty()) {
        container["imagePullPolicy"] = database.pull_policy;
    }
    if (!database.arguments.empty()) {
        container["args"] = database.arguments;
    }
    Manifest password{{"name", "POSTGRES_PASSWORD"}};
    password["valueFrom"]["secretKeyRef"] = {{"name", database.password.name},
                                             {"key", database.password.key}};
    container["env"] = {
        variable("POSTGRES_USER", database.user), std::move(password),
        variable("POSTGRES_DB", database.database),
        variable("PGDATA", std::string(data_folder) + "/pgdata")}; // a volume's top is not its own
    container["ports"].push_back({{"name", "postgresql"}, {"containerPort", postgres_port}});
    container["readinessProbe"] = probe(database);
    container["volumeMounts"].push_back({{"name", "data"}, {"mountPath", data_folder}});
    return container;
}

Manifest volume(Database const &database)
{
    Manifest volume{{"name", "data"}};
    if (database.storage.empty()) {
        volume["emptyDir"] = Manifest::object();
    } else {
        volume["persistentVolumeClaim"]["claimName"] = claim_name(database);
    }
    return volume;
}

/// Never two at once: they would share the volume.
Manifest deployment(Database const &database)
{
    auto made = object(database, "apps/v1", "Deployment", database.name);
    Manifest pod{{"automountServiceAccountToken", false}};
    pod["containers"].push_back(container(database));
    pod["volumes"].push_back(volume(database));
    auto &spec = made["spec"];
    spec["replicas"] = 1;
    spec["strategy"]["type"] = "Recreate";
    spec["selector"]["matchLabels"] = labels(database);
    spec["template"]["metadata"]["labels"] = labels(database);
    spec["template"]["spec"] = std::move(pod);
    return made;
}

} // namespace

std::vector<Manifest> render_database(Database const &database)
{
    std::vector<Manifest> documents{service(database)};
    if (!database.storage.empty()) {
        documents.push_back(claim(database));
    }
    documents.push_back(deployment(database));
    return documents;
}

Manifest password_secret(Database const &database, std::string const &password)
{
    auto made = object(database, "v1", "Secret", database.password.name);
    made["stringData"][database.password.key] = password;
    return made;
}

} // namespace gander::kubernetes
