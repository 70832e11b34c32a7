#include "kubernetes/gated.hpp"

#include "kubernetes/holders.hpp"
#include "kubernetes/json_path.hpp"
#include "kubernetes/own_variables.hpp"
#include "kubernetes/pod.hpp"
#include "kubernetes/server_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gander::kubernetes {

namespace {

constexpr int ready_port = 8432;
constexpr auto const *own_address = "127.0.0.1";

/// Asked often, as others wait for it, and believed at once: nobody is let through in between.
Manifest probe()
{
    Manifest probe;
    probe["httpGet"] = {{"path", "/"}, {"port", ready_port}};
    probe["periodSeconds"] = 1;
    probe["timeoutSeconds"] = 5; // a busy node is no reason to turn clients away
    probe["failureThreshold"] = 1;
    return probe;
}

/// Another server's schema would open this one's Service.
void refuse_elsewhere(Connection const &given)
{
    constexpr auto names = std::to_array<std::string_view>({"PGUSER", "PGPASSWORD", "PGDATABASE", "PGPORT"});
    auto const leads_elsewhere = [&](auto const &each) {
        return std::ranges::find(names, each.first) == names.end();
    };
    constexpr auto hint =
        "--user, --database, --port and --password-secret NAME/KEY, or --env-from-secret NAME and "
        "--map with PGUSER, PGPASSWORD and PGDATABASE, say how to connect to it";
    if (given.dbstring) {
        throw Error(Errc::usage,
                    "--secret may lead to any server: the gate is for the one that it stands beside", hint);
    }
    if (std::ranges::any_of(given.parts, leads_elsewhere)) {
        throw Error(Errc::usage,
                    "--host leads to another server: the gate is for the one that it stands beside", hint);
    }
    if (auto const hit = std::ranges::find_if(given.mapped, leads_elsewhere); hit != given.mapped.end()) {
        throw Error(Errc::usage,
                    fmt::format("--map {}: the gate is for the server that it stands beside", hit->first),
                    hint);
    }
}

/// How the database is reached from inside its own pod: as its own container says, but for what is given.
Manifest connection(std::vector<Document> const &documents, DatabaseContainer const &database,
                    Request const &request)
{
    refuse_elsewhere(request.connection);
    auto made = env(request.connection);
    if (!request.port.empty() && !has_variable(made, "PGPORT")) {
        made.push_back({{"name", "PGPORT"}, {"value", request.port}});
    }
    for (auto const &each : client_variables(documents, database, made)) {
        made.push_back(each);
    }
    made.push_back({{"name", "PGHOST"}, {"value", own_address}});
    return made;
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

} // namespace

Gated render_gated(std::vector<Document> documents, Request request, std::string const &container)
{
    auto const database = find_database(documents, container);
    auto &workload = documents[database.document];
    request.name = name_of(workload.value);
    auto const service = find_service(documents, workload.value);
    request.space = space_of(workload, request.space);
    auto held = holders(request);

    auto gate = init_container(request, container_name, !held.names.empty());
    gate["args"] = {"up", fmt::format("--ready-port={}", ready_port)};
    auto env = connection(documents, database, request);
    for (auto const *name : {"GOOSE_MIGRATION_DIR", "GANDER_WAIT", "GANDER_REPORT"}) {
        env.push_back(
            *std::ranges::find_if(gate["env"], [&](auto const &each) { return each["name"] == name; }));
    }
    gate["env"] = std::move(env);
    gate["readinessProbe"] = probe();
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
