#pragma once
#include "kubernetes/job.hpp"
#include "kubernetes/workload.hpp"

namespace gander::kubernetes {

/// Entries of `env` by which the database is reached from inside its own pod: as the request says, and for
/// the rest as the database's container is told. Throws Errc::usage where that may lead to another server, or
/// cannot be told.
Manifest gate_connection(std::vector<Document> const &documents, DatabaseContainer const &database,
                         Request const &request);

} // namespace gander::kubernetes
