#pragma once
#include "kubernetes/progress.hpp"

namespace gander::kubernetes {

/// What keeps this pod from starting, if it says so itself.
std::optional<Obstacle> obstacle_of(Manifest const &pod);

/// What the warnings say of a Job, or of whatever else makes pods, that has none, or of its pod that does not
/// get on.
std::optional<Obstacle> obstacle_of(Manifest const &owner, std::vector<Manifest> const &events);

} // namespace gander::kubernetes
