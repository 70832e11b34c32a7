#pragma once
/// What every rendered object says about itself.

#include "kubernetes/job.hpp"

#include <string>
#include <vector>

namespace gander::kubernetes {

/// By which policies, and people, find the pods.
Pairs own_labels();

/// name, namespace, labels and annotations: these, and then the user's, which win.
Manifest metadata(Request const &request, std::string const &name, Pairs const &annotations = {});

/// With the patches; these objects' names have no hash.
std::vector<Manifest> patched(Request const &request, std::vector<Manifest> documents);

void put(Manifest &object, char const *field, Pairs const &pairs);

} // namespace gander::kubernetes
