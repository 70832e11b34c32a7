#pragma once
/// What stands around the Job, applied once and not with each migration: who may run it, and what it reaches.

#include "kubernetes/job.hpp"

#include <vector>

namespace gander::kubernetes {

/// For whoever runs `gander kube run` or a port forward: a Role and its RoleBinding, and the ServiceAccount
/// but for one of another namespace. Throws Errc::usage without a namespace, which a binding must name.
std::vector<Manifest> render_rbac(Request const &request);

/// Lets the Job's pods out to the database and to DNS. With `to_pods` to those pods only, and a second policy
/// lets them in there. Throws Errc::usage for a port that is none.
std::vector<Manifest> render_network_policy(Request const &request);

} // namespace gander::kubernetes
