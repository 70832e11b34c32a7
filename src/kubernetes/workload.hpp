#pragma once
/// Finding the database in manifests that somebody else has written.

#include "kubernetes/read_yaml.hpp"

#include <string>
#include <vector>

namespace gander::kubernetes {

struct DatabaseContainer
{
    std::size_t document = 0;
    std::size_t container = 0;

    Document::Pointer pod() const; ///< the pod's spec, in the document
    Document::Pointer here() const;
};

/// A Deployment or a StatefulSet.
bool has_pods(Manifest const &object);

/// In Deployments and StatefulSets, by its name or, where that is empty, by its image or its variables.
/// Throws Errc::usage where there is none, or more than one.
DatabaseContainer find_database(std::vector<Document> const &documents, std::string const &name);

/// The name of the Service whose selector fits the pods; empty where it is not in these documents. `space` is
/// the workload's namespace, where it is known: Services of others lead elsewhere. Throws Errc::usage for one
/// that sends clients to pods that are not ready.
std::string find_service(std::vector<Document> const &documents, Manifest const &workload,
                         std::string const &space);

/// Whether a new pod's server may be started on a volume while the old one's is still at work on it.
bool may_share_files(Manifest const &workload);

} // namespace gander::kubernetes
