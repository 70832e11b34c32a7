#pragma once
/// How a Job stands, told from what the cluster says of it. Pure.

#include "kubernetes/yaml.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gander::kubernetes {

/// A Job tries with a pod after the other.
struct Try
{
    std::string pod{};
    bool started = false;           ///< the container has run or runs: there is a log
    std::optional<int> exit_code{}; ///< of the container, once it has ended
    std::string reason{};           ///< why it ended: Error, OOMKilled, Evicted
    std::string message{};          ///< the container's termination message
};

/// What keeps a pod from starting and does not go away by itself.
struct Obstacle
{
    std::string what{};
    std::string hint{};

    friend bool operator==(Obstacle const &, Obstacle const &) = default;
};

enum class Phase : std::uint8_t { active, complete, failed };

struct Progress
{
    Manifest job{}; ///< itself
    Phase phase = Phase::active;
    std::string reason{};  ///< of the Job's failure: BackoffLimitExceeded, DeadlineExceeded, PodFailurePolicy
    std::string message{}; ///< the same in words
    std::vector<Try> tries{}; ///< in the order in which their pods were made
    std::optional<Obstacle> obstacle{};
};

/// `pods` are its own; `events` the namespace's warnings, those of others too.
Progress progress(Manifest const &job, std::vector<Manifest> pods, std::vector<Manifest> const &events);

/// What the command ended with: 0 when complete, the container's when failed, 1 where there is none. A
/// deadline that passed is 75, like our own.
int exit_code(Progress const &progress);

} // namespace gander::kubernetes
