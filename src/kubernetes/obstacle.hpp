#pragma once
#include "kubernetes/progress.hpp"

namespace gander::kubernetes {

/// What keeps this pod from starting, if it says so itself.
std::optional<Obstacle> obstacle_of(Manifest const &pod);

/// What the warnings say of a Job that has no pod, or of its pod that does not get on.
std::optional<Obstacle> obstacle_of(Manifest const &job, std::vector<Manifest> const &events);

} // namespace gander::kubernetes
