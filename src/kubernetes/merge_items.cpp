#include "kubernetes/merge_items.hpp"

#include <algorithm>
#include <array>

namespace gander::kubernetes {

namespace {

struct MergedList
{
    std::string_view owner;
    std::string_view list;
    std::string_view key;
};

// The fields of Job, Pod, ServiceAccount and their metadata that have patchStrategy "merge" in the API
// reference, with their patchMergeKey. "container" is any of the three kinds of containers.
constexpr auto merged = std::to_array<MergedList>({
    {"", "secrets", "name"},
    {"metadata", "finalizers", ""},
    {"metadata", "ownerReferences", "uid"},
    {"status", "conditions", "type"},
    {"spec", "containers", "name"},
    {"spec", "ephemeralContainers", "name"},
    {"spec", "hostAliases", "ip"},
    {"spec", "imagePullSecrets", "name"},
    {"spec", "initContainers", "name"},
    {"spec", "resourceClaims", "name"},
    {"spec", "schedulingGates", "name"},
    {"spec", "topologySpreadConstraints", "topologyKey"},
    {"spec", "volumes", "name"},
    {"container", "env", "name"},
    {"container", "ports", "containerPort"},
    {"container", "volumeDevices", "devicePath"},
    {"container", "volumeMounts", "mountPath"},
});

} // namespace

std::optional<std::string_view> merge_key(std::string_view owner, std::string_view list)
{
    if (owner == "containers" || owner == "initContainers" || owner == "ephemeralContainers") {
        owner = "container";
    }
    auto const hit = std::ranges::find_if(
        merged, [&](MergedList const &each) { return each.owner == owner && each.list == list; });
    return hit == merged.end() ? std::nullopt : std::optional(hit->key);
}

std::size_t item_position(Manifest const &list, std::string const &key, Manifest const &value)
{
    auto const hit = std::ranges::find_if(list, [&](Manifest const &item) {
        return item.is_object() && item.contains(key) && item[key] == value;
    });
    return static_cast<std::size_t>(hit - list.begin());
}

void remove_items(Manifest &list, std::string const &key, Manifest const &value)
{
    for (auto at = item_position(list, key, value); at < list.size(); at = item_position(list, key, value)) {
        list.erase(at);
    }
}

Manifest in_order(Manifest const &list, std::vector<std::size_t> const &touched, std::size_t old_size)
{
    auto ordered = Manifest::array();
    auto next = touched.begin();
    for (std::size_t other = 0; other < old_size; ++other) {
        if (std::ranges::find(touched, other) != touched.end()) {
            continue;
        }
        for (; next != touched.end() && (*next < other || *next >= old_size); ++next) {
            ordered.push_back(list[*next]);
        }
        ordered.push_back(list[other]);
    }
    for (; next != touched.end(); ++next) {
        ordered.push_back(list[*next]);
    }
    return ordered;
}

} // namespace gander::kubernetes
