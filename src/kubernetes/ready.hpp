#pragma once
#include "kubernetes/yaml.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gander::kubernetes {

/// The name of one that takes connections, the newest of several; empty where none does. Pure.
std::optional<std::string> ready_pod(std::vector<Manifest> const &pods);

/// Why none does: `there is no pod`, `pod db-0 is Pending: ErrImagePull …`.
std::string why_none_is_ready(std::vector<Manifest> const &pods);

/// `a=b,c=d`, the pods that a Service is about; empty for one without a selector.
std::string selector_of(Manifest const &service);

} // namespace gander::kubernetes
