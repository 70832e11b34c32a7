#pragma once
/// What a database's own container is told by its variables, said to a client beside it.

#include "kubernetes/workload.hpp"

namespace gander::kubernetes {

/// Entries of `env` with PGUSER, PGPASSWORD, PGDATABASE and, where it is set, PGPORT: the same values, or the
/// same keys of Secrets and ConfigMaps. Throws Errc::usage where they cannot be told from the documents.
Manifest client_variables(std::vector<Document> const &documents, DatabaseContainer const &database);

} // namespace gander::kubernetes
