#pragma once
#include "kubernetes/progress.hpp"

#include <chrono>
#include <string>

namespace gander::cli::kube {

struct Outcome
{
    std::string job{};
    kubernetes::Progress progress{};
    bool before = false; ///< it was complete already
    std::chrono::nanoseconds duration{};
};

/// Prints it, as a document or for people, and returns the exit code.
int tell(Outcome const &outcome, bool json);

} // namespace gander::cli::kube
