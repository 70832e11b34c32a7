#pragma once
/// A list of names against what is there. Pure.

#include "model/object.hpp"

#include <gander/schema.hpp>

#include <span>
#include <string>

namespace gander::schema {

/// Fills in found and missing, but for the version. `path` has the schemas in which a name without one is
/// looked for; it is empty where names have no schema. Throws Errc::usage for what is no name.
void look_for(SchemaExpectation const &expected, Objects const &present, std::span<std::string const> path,
              Verification &result);

/// Throws Errc::usage, with the place in the file, for what is no name.
void require_names(SchemaExpectation const &expected);

} // namespace gander::schema
