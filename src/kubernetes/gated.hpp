#pragma once
/// A database's own manifests, and beside the database a container that migrates. It is ready when the schema
/// is there, and so is the pod: until then the Service knows no address.

#include "kubernetes/job.hpp"

#include <string>
#include <vector>

namespace gander::kubernetes {

struct Gated
{
    std::vector<Manifest> config_maps{}; ///< of the migration files
    std::vector<Manifest> documents{}; ///< the database's own, in their order; one of them has the container
    std::size_t workload = 0;          ///< which of the documents
    std::string service{};             ///< the Service that leads there; empty where it is not among them
};

/// The connection is the request's, or where it has none what the database's container is told by its
/// variables, for this pod's own address. `container` is the database's; where it is empty, the one that
/// looks like PostgreSQL. Throws Errc::usage with the place in the file for one that cannot be told, a
/// Service that sends clients to pods that are not ready, and names that are taken.
Gated render_gated(std::vector<Document> documents, Request const &request, std::string const &container);

} // namespace gander::kubernetes
