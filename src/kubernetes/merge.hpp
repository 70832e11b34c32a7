#pragma once
/// Kubernetes' strategic merge, for the objects that are rendered here.

#include "kubernetes/read_yaml.hpp"

namespace gander::kubernetes {

/// Objects are merged, lists too where Kubernetes' API says so, null removes, `$patch` and its like are
/// followed. Throws Errc::usage with the place in the patch.
void merge(Manifest &object, Document const &patch);

} // namespace gander::kubernetes
