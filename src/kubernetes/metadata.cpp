#include "kubernetes/metadata.hpp"

namespace gander::kubernetes {

Pairs own_labels()
{
    return {{"app.kubernetes.io/name", "gander"}, {"app.kubernetes.io/component", "migration"}};
}

Manifest metadata(Request const &request, std::string const &name, Pairs const &annotations)
{
    Manifest metadata{{"name", name}};
    if (!request.space.empty()) {
        metadata["namespace"] = request.space;
    }
    put(metadata, "labels", own_labels());
    put(metadata, "labels", request.labels);
    put(metadata, "annotations", annotations);
    put(metadata, "annotations", request.annotations);
    return metadata;
}

std::vector<Manifest> patched(Request const &request, std::vector<Manifest> documents)
{
    std::vector<Target> targets;
    for (auto &document : documents) {
        targets.push_back({.kind = document["kind"], .name = document["metadata"]["name"]});
        apply(request.patches, targets.back(), document);
    }
    expect_targets(request.patches, targets);
    return documents;
}

void put(Manifest &object, char const *field, Pairs const &pairs)
{
    for (auto const &[name, value] : pairs) {
        object[field][name] = value;
    }
}

} // namespace gander::kubernetes
