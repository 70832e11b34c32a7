#pragma once
/// A database brought up with its gate, and followed until clients may come.

#include "cluster/kubectl.hpp"
#include "cluster/narrator.hpp"
#include "kubernetes/gated.hpp"
#include "kubernetes/rollout.hpp"

#include <chrono>

namespace gander::cluster {

struct Patience
{
    std::chrono::nanoseconds ready{}; ///< with all of it
    std::chrono::nanoseconds start{}; ///< with a pod that something keeps from starting
};

/// Applies the manifests and tells what the gate prints. Returns when the database is ready, when its
/// migrations have failed for good, when something keeps the pod from starting, or when the time is over: the
/// rollout says which. Several at once may do the same. Throws what kubectl refuses, and Errc::cancelled
/// after a stop.
kubernetes::Rollout deploy(Kubectl const &kubectl, kubernetes::Gated const &gated, Patience const &patience,
                           Narrator &narrator);

} // namespace gander::cluster
