#pragma once
/// Jobs made and deleted. Several gander may be at it at once, and none touches what another has made
/// meanwhile.

#include "cluster/kubectl.hpp"
#include "kubernetes/run.hpp"

namespace gander::cluster {

/// By the server, which keeps no copy in an annotation, whose size is limited, and takes the same twice.
/// Returns them as the cluster has them.
std::vector<Manifest> apply(Kubectl const &kubectl, std::string const &manager,
                            std::vector<Manifest> const &objects);

/// Makes the Job, suspended at first: no pod waits for files that are not there yet, and none of them is
/// without an owner at any time, as what an older Job leaves behind may be about to be removed. Then
/// complete(). False where there is a Job of this name already. After a failure the Job is deleted again.
bool create(Kubectl const &kubectl, kubernetes::Run const &run);

/// Brings the ConfigMaps, which go when the last Job goes that was made with them, each being an owner; then
/// the Job may run. `made` is how the cluster has it.
void complete(Kubectl const &kubectl, kubernetes::Run const &run, Manifest const &made);

/// Deletes this Job, and its pods before it. Another one that has its name meanwhile is not meant: its uid is
/// another.
void remove_job(Kubectl const &kubectl, Manifest const &job);

} // namespace gander::cluster
