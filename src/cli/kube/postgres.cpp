#include "cli/kube/postgres.hpp"

#include "cli/kube/cluster.hpp"
#include "cluster/files.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gander::cli::kube {

namespace {

/// What only counts where no manifest is given.
void refuse_own(Flags const &flags)
{
    constexpr auto names =
        std::to_array<std::string_view>({"name", "pg-image", "service-type", "node-port", "storage", "arg"});
    for (auto const name : names) {
        if (flags.given(name)) {
            throw Error(Errc::usage,
                        fmt::format("--{} is for a database that is made here; -f brings its own", name),
                        "change it in the manifest");
        }
    }
}

std::string text_or(Flags const &flags, std::string_view name, std::string const &otherwise)
{
    return flags.given(name) ? flags.text(name) : otherwise;
}

std::string service_type(Flags const &flags)
{
    auto type = text_or(flags, "service-type", flags.given("node-port") ? "NodePort" : "ClusterIP");
    constexpr auto types = std::to_array<std::string_view>({"ClusterIP", "NodePort", "LoadBalancer"});
    if (std::ranges::find(types, type) == types.end()) {
        throw Error(Errc::usage, fmt::format("--service-type {}: no such type", masked(type)),
                    "ClusterIP, NodePort and LoadBalancer are the ones there are");
    }
    return type;
}

} // namespace

kubernetes::Database own_database(Flags const &flags)
{
    for (auto const *name : {"secret", "env-from-secret", "map", "host", "port"}) {
        if (flags.given(name)) {
            throw Error(Errc::usage,
                        fmt::format("--{} says how to reach a database, and this one is only made", name),
                        "--user, --database and --password-secret NAME/KEY say what it is made with; -f FILE "
                        "brings one");
        }
    }
    kubernetes::Database database{.space = flags.text("n")};
    database.name = text_or(flags, "name", database.name);
    database.image = text_or(flags, "pg-image", database.image);
    database.pull_policy = flags.text("image-pull-policy");
    database.user = text_or(flags, "user", database.user);
    database.database = text_or(flags, "database", database.database);
    database.password = flags.given("password-secret")
                            ? kubernetes::secret_key("--password-secret", flags.text("password-secret"))
                            : kubernetes::SecretKey{database.name, "password"};
    database.service_type = service_type(flags);
    database.node_port = port_value(flags.text("node-port")).value_or(0);
    database.storage = flags.text("storage");
    database.arguments = flags.all("arg");
    return database;
}

kubernetes::Gated gated(Flags const &flags)
{
    auto request = container_request(flags);
    request.profile = kubernetes::Profile::kubectl;
    if (flags.given("f")) {
        refuse_own(flags);
        if (names_connection(flags)) {
            request.connection = connection(flags);
        }
        return kubernetes::render_gated(cluster::manifests(flags.text("f")), std::move(request),
                                        flags.text("container"));
    }
    if (flags.given("container")) {
        throw Error(Errc::usage, "--container names one of a manifest, and there is no -f",
                    "-f FILE, or leave it away");
    }
    return kubernetes::render_gated(own_database(flags), request);
}

std::vector<kubernetes::Manifest> render_postgres(Line const &line)
{
    if (!line.command.empty()) {
        throw Error(Errc::usage, "kube render postgres runs no command");
    }
    return kubernetes::in_order(gated(line.flags));
}

} // namespace gander::cli::kube
