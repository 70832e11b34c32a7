#pragma once
#include "kubernetes/workload.hpp"

#include <string>

namespace gander::kubernetes {

/// The port that the server's own words say, in the container's `command` and `args`: `-p 6000`,
/// `-c port=6000`, `--port=6000`. Empty where they say none, or are those of a shell. Throws Errc::usage with
/// the place for one that is no number.
std::string port_by_arguments(Document const &document, DatabaseContainer const &database);

} // namespace gander::kubernetes
