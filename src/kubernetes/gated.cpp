#include "kubernetes/gated.hpp"

#include "kubernetes/gate_connection.hpp"
#include "kubernetes/holders.hpp"
#include "kubernetes/json_path.hpp"
#include "kubernetes/pod.hpp"
#include "kubernetes/server_port.hpp"
#include "kubernetes/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace gander::kubernetes {

namespace {

constexpr int first_ready_port = 8432;

/// Asked often, as others wait for it, and believed at once: nobody is let through in between.
Manifest probe(int ready_port)
{
    Manifest probe;
    probe["httpGet"] = {{"path", "/"}, {"port", ready_port}};
    probe["periodSeconds"] = 1;
    probe["timeoutSeconds"] = 5; // a busy node is no reason to turn clients away
    probe["failureThreshold"] = 1;
    return probe;
}

/// One that no container of the pod says it has, nor the server by its variables: they share an address.
int free_port(Manifest const &pod, Manifest const &env)
{
    std::set<std::string> taken;
    for (auto const *list : {"containers", "initContainers"}) {
        for (auto const &container : at(pod, {list})) {
            for (auto const &port : at(container, {"ports"})) {
                taken.insert(at(port, {"containerPort"}).dump());
            }
        }
    }
    for (auto const &each : env) {
        if (text_at(each, {"name"}) == "PGPORT") {
            taken.insert(text_at(each, {"value"}));
        }
    }
    int port = first_ready_port;
    while (taken.contains(std::to_string(port))) {
        ++port;
    }
    return port;
}

/// Its files are named after it.
void require_name(Document const &workload)
{
    if (name_of(workload.value).empty()) {
        throw workload.error(Document::Pointer{"/metadata/name"},
                             fmt::format("the {} has no name", text_at(workload.value, {"kind"})),
                             "metadata.name; one that generateName makes is another each time");
    }
}

void refuse_taken(Document const &document, Document::Pointer const &list, std::string_view name)
{
    auto const &taken = document.value.contains(list) ? document.value.at(list) : Manifest::array();
    for (std::size_t each = 0; each < taken.size(); ++each) {
        if (text_at(taken[each], {"name"}) == name) {
            throw document.error(
                list / each / "name", fmt::format("the name {} is taken, and needed for the gate", name),
                "deploy the manifest as it was before a gate was put in; else choose another name");
        }
    }
}

/// The files have to be where the pods are.
std::string space_of(Document const &workload, std::string const &asked)
{
    auto const own = text_at(workload.value, {"metadata", "namespace"});
    if (!own.empty() && !asked.empty() && own != asked) {
        throw workload.error(Document::Pointer{"/metadata/namespace"},
                             fmt::format("the namespace is {} here, and {} by -n", own, asked),
                             "leave one of the two out");
    }
    return own.empty() ? asked : own;
}

void put_in(Document &document, DatabaseContainer const &database, Manifest container, Manifest const &volume)
{
    refuse_taken(document, database.pod() / "containers", container_name);
    auto &pod = document.value[database.pod()];
    pod["containers"].push_back(std::move(container));
    if (!volume.is_null()) {
        refuse_taken(document, database.pod() / "volumes", text_at(volume, {"name"}));
        pod["volumes"].push_back(volume);
    }
}

Gated put_gate_in(std::vector<Document> documents, Request request, std::string const &container)
{
    for (auto const &document : documents) {
        if (has_pods(document.value)) {
            check_shape(document);
        }
    }
    auto const database = find_database(documents, container);
    auto &workload = documents[database.document];
    require_name(workload);
    request.name = name_of(workload.value);
    request.space = space_of(workload, request.space);
    auto const service = find_service(documents, workload.value, request.space);
    auto held = holders(request);

    auto gate = init_container(request, container_name, !held.names.empty());
    auto env = gate_connection(documents, database, request);
    auto const ready_port = free_port(workload.value.at(database.pod()), env);
    gate["args"] = {"up", fmt::format("--ready-port={}", ready_port)};
    for (auto const *name : {"GOOSE_MIGRATION_DIR", "GANDER_WAIT", "GANDER_REPORT"}) {
        env.push_back(
            *std::ranges::find_if(gate["env"], [&](auto const &each) { return each["name"] == name; }));
    }
    gate["env"] = std::move(env);
    gate["readinessProbe"] = probe(ready_port);
    put_in(workload, database, std::move(gate), held.names.empty() ? Manifest{} : volume(held.names));
    for (auto const &name : request.pull_secrets) {
        workload.value[database.pod()]["imagePullSecrets"].push_back({{"name", name}});
    }

    held.targets.push_back({.kind = text_at(workload.value, {"kind"}), .name = name_of(workload.value)});
    expect_targets(request.patches, held.targets);
    apply(request.patches, held.targets.back(), workload.value);

    Gated gated{.config_maps = std::move(held.documents),
                .workload = database.document,
                .service = service,
                .space = request.space};
    std::ranges::transform(documents, std::back_inserter(gated.documents), &Document::value);
    return gated;
}

} // namespace

Gated render_gated(std::vector<Document> documents, Request request, std::string const &container)
{
    auto const path = documents.empty() ? std::string("manifest") : documents.front().path;
    try {
        return put_gate_in(std::move(documents), std::move(request), container);
    } catch (Manifest::exception const &) { // what check_shape() has not thought of
        throw Error(Errc::usage,
                    fmt::format("{}: a value is of another kind than Kubernetes has there", path),
                    fmt::format("kubectl apply --dry-run=server -f {} tells which", path));
    }
}

std::vector<Manifest> in_order(Gated const &gated)
{
    auto ordered = gated.documents;
    auto const others = std::stable_partition(ordered.begin(), ordered.end(), [](Manifest const &each) {
        return text_at(each, {"kind"}) == "Namespace";
    });
    ordered.insert(others, gated.config_maps.begin(), gated.config_maps.end());
    return ordered;
}

Gated render_gated(Database const &database, Request const &request)
{
    std::vector<Document> documents;
    for (auto const &each : render_database(database)) {
        documents.push_back({.path = "PostgreSQL", .value = each});
    }
    auto const port = port_by_arguments(documents.back(), {});
    if (!port.empty() && port != "5432") { // where its Service and its probe lead
        throw Error(Errc::usage, fmt::format("the server is told the port {}, and is made for 5432", port),
                    "-f FILE brings a server of any port");
    }
    return render_gated(std::move(documents), request, "postgresql");
}

} // namespace gander::kubernetes
