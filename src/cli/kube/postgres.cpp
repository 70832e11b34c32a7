#include "cli/kube/postgres.hpp"

#include "base/file.hpp"
#include "cli/kube/cluster.hpp"
#include "kubernetes/json_path.hpp"
#include "kubernetes/workload.hpp"

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

std::vector<kubernetes::Document> manifest(std::string const &path)
{
    auto const contents = read_file(path);
    if (!contents.error.empty()) {
        throw Error(Errc::io, contents.error, "-f names a file with manifests");
    }
    auto documents = kubernetes::read_yaml(contents.text, path);
    if (documents.empty()) {
        throw Error(Errc::usage, fmt::format("{}: there is nothing in it", path),
                    "-f names a file with manifests");
    }
    for (auto const &document : documents) {
        if (kubernetes::text_at(document.value, {"kind"}) == "List") {
            throw document.error(kubernetes::Document::Pointer{"/kind"}, "a List, which is not looked into",
                                 "write its items as documents of their own, with --- between them");
        }
    }
    return documents;
}

} // namespace

kubernetes::Database own_database(Flags const &flags)
{
    for (auto const *name : {"secret", "env-from-secret", "host"}) {
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
        auto documents = manifest(flags.text("f"));
        auto const database = kubernetes::find_database(documents, flags.text("container"));
        request.name = kubernetes::name_of(documents[database.document].value);
        return kubernetes::render_gated(std::move(documents), std::move(request), flags.text("container"));
    }
    auto const database = own_database(flags);
    request.name = database.name;
    std::vector<kubernetes::Document> documents;
    for (auto const &each : kubernetes::render_database(database)) {
        documents.push_back({.path = "PostgreSQL", .value = each});
    }
    return kubernetes::render_gated(std::move(documents), std::move(request), "postgresql");
}

std::vector<kubernetes::Manifest> render_postgres(Line const &line)
{
    if (!line.command.empty()) {
        throw Error(Errc::usage, "kube render postgres runs no command");
    }
    return kubernetes::in_order(gated(line.flags));
}

} // namespace gander::cli::kube
