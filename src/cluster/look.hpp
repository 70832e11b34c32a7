#pragma once
#include "cluster/kubectl.hpp"
#include "kubernetes/progress.hpp"

#include <optional>
#include <string>

namespace gander::cluster {

/// How a Job stands now; empty where there is none of this name.
std::optional<kubernetes::Progress> look(Kubectl const &kubectl, std::string const &job);

} // namespace gander::cluster
