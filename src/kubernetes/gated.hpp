#pragma once
/// A database's own manifests, and beside the database a container that migrates. It is ready when the schema
/// is there, and so is the pod: until then the Service knows no address.

#include "kubernetes/database.hpp"
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
    std::string
        space{}; ///< namespace: the workload's own or the request's; empty: that of whoever applies it
};

/// Named after the workload. The connection is to this pod's own address: what the request says of it, and
/// for the rest what the database's container is told by its variables. `container` is the database's; where
/// it is empty, the one that looks like PostgreSQL. Throws Errc::usage with the place in the file for one
/// that cannot be told, a Service that sends clients to pods that are not ready, a connection that may lead
/// to another server, names that are taken, and a namespace that is not the request's.
Gated render_gated(std::vector<Document> documents, Request request, std::string const &container);

/// All of it, as it is applied: a Namespace before what is in it, and the files before the pod that waits for
/// them.
std::vector<Manifest> in_order(Gated const &gated);

/// The same with a database that is made here. Throws Errc::usage for arguments that move its port.
Gated render_gated(Database const &database, Request const &request);

} // namespace gander::kubernetes
