#include "kubernetes/shape.hpp"

#include <fmt/format.h>

namespace gander::kubernetes {

namespace {

using Pointer = Document::Pointer;

/// What is not there, and null, which means the same, are left to others.
Manifest const *value_at(Document const &document, Pointer const &at)
{
    auto const there = document.value.contains(at) && !document.value.at(at).is_null();
    return there ? &document.value.at(at) : nullptr;
}

void want_object(Document const &document, Pointer const &at)
{
    if (auto const *value = value_at(document, at); value != nullptr && !value->is_object()) {
        throw document.error(at, fmt::format("{} is an object: fields with values", at.back()),
                             "kubectl explain tells what it has");
    }
}

/// Returns its length.
std::size_t want_list(Document const &document, Pointer const &at)
{
    auto const *value = value_at(document, at);
    if (value != nullptr && !value->is_array()) {
        throw document.error(at, fmt::format("{} is a list, whose items begin with -", at.back()),
                             "kubectl explain tells what is in it");
    }
    return value == nullptr ? 0 : value->size();
}

void want_objects(Document const &document, Pointer const &at)
{
    auto const size = want_list(document, at);
    for (std::size_t each = 0; each < size; ++each) {
        if (!document.value.at(at / each).is_object()) {
            throw document.error(at / each, fmt::format("an item of {} is an object", at.back()),
                                 "kubectl explain tells what it has");
        }
    }
}

} // namespace

void check_shape(Document const &workload)
{
    Pointer const pod{"/spec/template/spec"};
    for (auto const *object : {"/metadata", "/spec", "/spec/template", "/spec/template/metadata",
                               "/spec/template/metadata/labels", "/spec/template/spec"}) {
        want_object(workload, Pointer{object});
    }
    for (auto const *list : {"containers", "initContainers", "volumes", "imagePullSecrets"}) {
        want_objects(workload, pod / list);
    }
    auto const containers = want_list(workload, pod / "containers");
    for (std::size_t each = 0; each < containers; ++each) {
        auto const container = pod / "containers" / each;
        for (auto const *list : {"env", "envFrom", "ports"}) {
            want_objects(workload, container / list);
        }
        want_list(workload, container / "command");
        want_list(workload, container / "args");
    }
}

} // namespace gander::kubernetes
