#pragma once
/// What a database's own container is told by its variables and arguments, said to a client beside it.

#include "kubernetes/workload.hpp"

#include <string_view>

namespace gander::kubernetes {

/// Entries of `env` with PGUSER, PGPASSWORD, PGDATABASE and, where it is set, PGPORT: the same values, or the
/// same keys of Secrets and ConfigMaps. Those that `given` has already are left out. Throws Errc::usage where
/// the others cannot be told from the documents.
Manifest client_variables(std::vector<Document> const &documents, DatabaseContainer const &database,
                          Manifest const &given);

/// Whether one of these entries of `env` has this name.
bool has_variable(Manifest const &env, std::string_view name);

} // namespace gander::kubernetes
