#pragma once
/// The line of gander's that stands behind `--`: looked at here, since in the cluster a mistake would be
/// found late.

#include "cli/personality.hpp"

#include <string>
#include <vector>

namespace gander::cli::kube {

/// Its command, of a line for a pod. Throws Errc::usage for a line that is none, for a database in it, which
/// anybody could read in the manifest, and for files that are here and not in the pod.
std::string command_in_pod(Personality const &who, std::vector<std::string> const &line);

/// The same of a line that is run here, which may name its database.
void check_command_here(Personality const &who, std::vector<std::string> const &line);

} // namespace gander::cli::kube
