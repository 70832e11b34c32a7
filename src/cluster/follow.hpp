#pragma once
/// Watching a Job to its end.

#include "cluster/kubectl.hpp"
#include "cluster/narrator.hpp"
#include "kubernetes/progress.hpp"

#include <chrono>
#include <string>

namespace gander::cluster {

/// Tells what its pods print while they print it, and returns when it is complete or has failed; also when an
/// obstacle has kept its pod from starting for `patience`. Where the cluster does not answer, it asks again
/// for a minute. Throws Errc::cancelled after a stop, and Errc::io for a Job that is gone.
kubernetes::Progress follow(Kubectl const &kubectl, std::string const &job, std::chrono::nanoseconds patience,
                            Narrator &narrator);

/// What pods have said that have ended, as far as they are there still.
void show_logs(Kubectl const &kubectl, std::vector<kubernetes::Try> const &tries, Narrator &narrator);

} // namespace gander::cluster
