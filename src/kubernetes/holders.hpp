#pragma once
/// What holds a request's files: ConfigMaps of its own with their content in their names, or one that is
/// there.

#include "kubernetes/job.hpp"
#include "kubernetes/names.hpp"

namespace gander::kubernetes {

struct Holders
{
    std::vector<Manifest> documents{};
    std::vector<Target> targets{}; ///< the same ones, for patches
    std::vector<std::string> names{};
};

/// Patched already.
Holders holders(Request const &request);

/// metadata() of what a hook needs, or is: Helm and Argo CD go by its annotations.
Manifest hooked_metadata(Request const &request, std::string const &name, std::string const &weight);

/// With the digest behind it, but for Helm.
std::string named(Request const &request, std::string const &prefix, Digest const &digest);

} // namespace gander::kubernetes
