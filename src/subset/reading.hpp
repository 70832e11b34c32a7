#pragma once
/// Every name in a syntax tree, whatever it stands for.

#include "schema/tree.hpp"
#include "subset/uses.hpp"

#include <optional>
#include <set>
#include <string>

namespace gander::subset {

using schema::child, schema::is_set, schema::item_kind, schema::item_node, schema::Json, schema::strings,
    schema::text, schema::type_text;

struct Reading
{
    Uses uses{};
    std::optional<std::string> unclear{};           ///< why there may be names that were not seen
    std::set<std::string, std::less<>> temporary{}; ///< tables made for the session
    bool of_session = false;                        ///< asks for what the session did before
};

/// What the tree of one command reads, calls and, in INSERT and its like anywhere in it, changes.
Reading reading_of(Json const &node);

} // namespace gander::subset
