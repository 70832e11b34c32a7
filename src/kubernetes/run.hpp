#pragma once
/// What gander itself puts into a cluster: like what is rendered, with labels by which it knows it again.

#include "kubernetes/job.hpp"

namespace gander::kubernetes {

struct Run
{
    std::string name{}; ///< the Job's
    std::vector<Manifest> config_maps{};
    Manifest job{};
};

/// The same request is the same Job, unless it has a suffix.
Run render_run(Request request, std::string const &suffix);

/// With this Job, or whatever it is, as its owner: once all its owners are gone, the cluster removes the
/// object too.
Manifest owned_by(Manifest object, Manifest const &owner);

/// Whether the Job has made this pod. Another one of the same name may have left some.
bool is_owned_by(Manifest const &pod, Manifest const &job);

/// Selects whatever gander has put there, of all names or of one.
std::string run_selector(std::string const &name);

/// Selects a Job and its pods.
std::string job_selector(std::string const &job);

} // namespace gander::kubernetes
