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

void put(Manifest &object, char const *field, Pairs const &pairs)
{
    for (auto const &[name, value] : pairs) {
        object[field][name] = value;
    }
}

} // namespace gander::kubernetes
