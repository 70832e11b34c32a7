#pragma once
#include "kubernetes/files.hpp"

#include <string>
#include <vector>

namespace gander::cluster {

/// The files that the engine would read there, after-steps among them, all without a fault: in the cluster it
/// would be found late. Throws Error.
std::vector<kubernetes::File> migration_files(std::string const &directory);

} // namespace gander::cluster
