#include "kubernetes/workload.hpp"

#include "kubernetes/json_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gander::kubernetes {

namespace {

/// Without registry, folder, tag and digest.
std::string image_name(std::string image)
{
    image.erase(std::min(image.find('@'), image.size()));
    image.erase(0, image.rfind('/') + 1); // npos + 1 is the beginning
    return image.substr(0, image.find(':'));
}

bool looks_like_postgres(Manifest const &container)
{
    constexpr auto names = std::to_array<std::string_view>({"postgres", "postgis", "timescale", "pgvector"});
    auto const image = image_name(text_at(container, {"image"}));
    if (image.find("exporter") != std::string::npos) { // often beside it, and called after it
        return false;
    }
    auto const &variables = at(container, {"env"});
    return std::ranges::any_of(names, [&](auto name) { return image.find(name) != std::string::npos; }) ||
           std::ranges::any_of(variables, [](Manifest const &variable) {
               auto const name = text_at(variable, {"name"});
               return name.starts_with("POSTGRES_") || name.starts_with("POSTGRESQL_");
           });
}

std::string described(Document const &document, Manifest const &container)
{
    return fmt::format("{} of {} {}", text_at(container, {"name"}), text_at(document.value, {"kind"}),
                       name_of(document.value));
}

bool fits(Manifest const &selector, Manifest const &labels)
{
    return selector.is_object() && !selector.empty() &&
           std::ranges::all_of(selector.items(), [&](auto const &each) {
               return labels.is_object() && labels.contains(each.key()) && labels[each.key()] == each.value();
           });
}

} // namespace

bool has_pods(Manifest const &object)
{
    auto const kind = text_at(object, {"kind"});
    return kind == "Deployment" || kind == "StatefulSet";
}

Document::Pointer DatabaseContainer::pod() const { return Document::Pointer{"/spec/template/spec"}; }

Document::Pointer DatabaseContainer::here() const { return pod() / "containers" / container; }

DatabaseContainer find_database(std::vector<Document> const &documents, std::string const &name)
{
    std::vector<DatabaseContainer> found;
    std::string list;
    for (std::size_t document = 0; document < documents.size(); ++document) {
        auto const &object = documents[document].value;
        auto const &containers = at(object, {"spec", "template", "spec", "containers"});
        for (std::size_t each = 0; has_pods(object) && each < containers.size(); ++each) {
            auto const &container = containers[each];
            if (name.empty() ? looks_like_postgres(container) : text_at(container, {"name"}) == name) {
                found.push_back({.document = document, .container = each});
                list += (list.empty() ? "" : ", ") + described(documents[document], container);
            }
        }
    }
    auto const path = documents.empty() ? std::string("manifest") : documents.front().path;
    if (found.empty()) {
        throw Error(
            Errc::usage,
            name.empty()
                ? fmt::format("{}: no container of a Deployment or StatefulSet looks like PostgreSQL", path)
                : fmt::format("{}: no Deployment or StatefulSet has a container {}", path, name),
            "--container names the one of the database");
    }
    if (found.size() > 1) {
        throw Error(Errc::usage, fmt::format("{}: which one is the database? There are {}", path, list),
                    "--container names it; of two databases each is deployed by itself");
    }
    return found.front();
}

std::string find_service(std::vector<Document> const &documents, Manifest const &workload,
                         std::string const &space)
{
    auto const is_elsewhere = [&](Manifest const &object) {
        auto const own = text_at(object, {"metadata", "namespace"});
        return !own.empty() && !space.empty() && own != space;
    };
    auto const &labels = at(workload, {"spec", "template", "metadata", "labels"});
    std::string found;
    for (auto const &document : documents) {
        auto const &object = document.value;
        if (text_at(object, {"kind"}) != "Service" || is_elsewhere(object) ||
            !fits(at(object, {"spec", "selector"}), labels)) {
            continue;
        }
        if (at(object, {"spec", "publishNotReadyAddresses"}) == true) {
            throw document.error(
                Document::Pointer{"/spec/publishNotReadyAddresses"},
                fmt::format("Service {} sends clients to pods that are not ready, so that nothing holds "
                            "them back until the schema is there",
                            name_of(object)),
                "leave publishNotReadyAddresses out");
        }
        found = found.empty() ? name_of(object) : found;
    }
    return found;
}

bool may_share_files(Manifest const &workload)
{
    auto const lasts = [](Manifest const &volume) {
        return !at(volume, {"persistentVolumeClaim"}).is_null() || !at(volume, {"hostPath"}).is_null();
    };
    return text_at(workload, {"kind"}) == "Deployment" &&
           text_at(workload, {"spec", "strategy", "type"}) != "Recreate" &&
           std::ranges::any_of(at(workload, {"spec", "template", "spec", "volumes"}), lasts);
}

} // namespace gander::kubernetes
