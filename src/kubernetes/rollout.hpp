#pragma once
/// How a database that was deployed with its gate stands, told from what the cluster says of it. Pure.

#include "kubernetes/progress.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gander::kubernetes {

struct Rollout
{
    Manifest workload{};       ///< itself
    bool ready = false;        ///< each of its pods is the one that was asked for, and takes connections
    bool settled = false;      ///< what failed will fail again
    std::string pod{};         ///< the newest of those that were asked for; empty while there is none
    std::optional<Try> gate{}; ///< that pod's, its last end included
    int restarts = 0;          ///< of the gate
    std::optional<Obstacle> obstacle{};
    std::string waits_for{}; ///< in words, while it is not ready
    std::vector<std::string>
        in_the_way{}; ///< pods of a StatefulSet that it waits for, and never will be ready
};

/// `pods` are those that the workload's selector finds; `events` the namespace's warnings about the newest.
Rollout rollout(Manifest const &workload, std::vector<Manifest> pods, std::vector<Manifest> const &events);

} // namespace gander::kubernetes
