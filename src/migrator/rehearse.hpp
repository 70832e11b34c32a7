#pragma once
/// What migrations make, found out by running them where they can do no harm.

#include "dialect/catalog.hpp"
#include "driver/session.hpp"
#include "model/object.hpp"

#include <gander/report.hpp>

#include <span>

namespace gander {

/// Prepared steps, in `scratch`, an empty database of the catalog's kind. What fails there, because it needs
/// data or another file, is unchecked.
Expectation rehearse(std::span<Step const> steps, driver::Session &scratch, dialect::Catalog const &catalog);

} // namespace gander
