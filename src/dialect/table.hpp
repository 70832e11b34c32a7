#pragma once
/// The dialects there are, one function each; find() in dialect.hpp knows them by name.

#include "dialect/catalog.hpp"
#include "dialect/cloning.hpp"
#include "dialect/dialect.hpp"
#include "dialect/locking.hpp"

namespace gander::dialect {

Dialect const &postgres();
Dialect const &sqlite3();

Locking const &postgres_locking();
Cloning const &postgres_cloning();

Catalog const &postgres_catalog();
Catalog const &sqlite3_catalog();

} // namespace gander::dialect
