#pragma once
#include "kubernetes/read_yaml.hpp"

namespace gander::kubernetes {

/// Throws Errc::usage with the place of a value in a Deployment or StatefulSet that is a list where the API
/// has an object, or the other way round; of those that are looked at or changed here.
void check_shape(Document const &workload);

} // namespace gander::kubernetes
