#pragma once
/// A gander command as a Job: made, followed, and found again.

#include "cluster/follow.hpp"
#include "kubernetes/run.hpp"

namespace gander::cluster {

struct Ended
{
    kubernetes::Progress progress{};
    bool before = false; ///< it was complete already
};

/// Makes the Job and what it needs, or takes up the one that is there: complete, it is left alone; failed,
/// its log is shown, and it is made anew. Then follow().
Ended run(Kubectl const &kubectl, kubernetes::Run const &run, std::chrono::nanoseconds patience,
          Narrator &narrator);

/// What has been complete is not so any more: deletes the complete Jobs of a name, so that they are made
/// anew.
void forget_complete(Kubectl const &kubectl, std::string const &name);

/// Jobs that gander has made, of all names or of one, the oldest first.
std::vector<Manifest> jobs(Kubectl const &kubectl, std::string const &name);

} // namespace gander::cluster
