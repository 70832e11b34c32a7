#pragma once
/// Every name in a syntax tree, whatever it stands for.

#include "schema/tree.hpp"
#include "subset/uses.hpp"

#include <optional>
#include <string>

namespace gander::subset {

using schema::child, schema::is_set, schema::item_kind, schema::item_node, schema::Json, schema::strings,
    schema::text, schema::type_text;

struct Reading
{
    Uses uses{};
    std::optional<std::string> unclear{}; ///< why there may be names that were not seen
};

/// What the tree of one command reads, calls and, in INSERT and its like anywhere in it, changes.
Reading reading_of(Json const &node);

} // namespace gander::subset
