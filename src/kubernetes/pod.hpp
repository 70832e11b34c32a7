#pragma once
/// The pod of a Job with its one container, and a container for other pods.

#include "kubernetes/job.hpp"

namespace gander::kubernetes {

/// `config_maps` hold the files; none where they are in the image.
Manifest pod_spec(Request const &request, std::vector<std::string> const &config_maps);

/// In a pod whose own settings are not known: what it needs of them it brings itself.
Manifest init_container(Request const &request, std::string const &name, bool mounted);

inline constexpr auto const *container_name = "gander";

} // namespace gander::kubernetes
