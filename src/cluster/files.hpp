#pragma once
#include "kubernetes/files.hpp"
#include "kubernetes/read_yaml.hpp"

#include <string>
#include <vector>

namespace gander::cluster {

/// The files that the engine would read there, after-steps among them, all without a fault: in the cluster it
/// would be found late. Throws Error.
std::vector<kubernetes::File> migration_files(std::string const &directory);

/// The objects in a file of YAML. Throws Errc::usage, with the place for what is none and for a List.
std::vector<kubernetes::Document> manifests(std::string const &path);

} // namespace gander::cluster
