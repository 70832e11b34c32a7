#include "subset/touching.hpp"

namespace gander::subset {

bool touch_rows(Touching &touching)
{
    touching.uses_name(relation_name(child(touching.node, "relation")), rows | named);
    return true;
}

bool touch_copy(Touching &touching)
{
    if (is_set(touching.node, "is_from")) {
        touching.uses_name(relation_name(child(touching.node, "relation")), rows | named);
    }
    return !is_set(touching.node, "is_program");
}

bool touch_truncate(Touching &touching)
{
    for (auto const &item : child(touching.node, "relations")) {
        touching.uses_name(relation_name(item_node(item)), rows | named);
    }
    return text(touching.node, "behavior") != "DROP_CASCADE";
}

bool touch_refresh(Touching &touching) { return touch_rows(touching); }

bool touch_nothing(Touching &touching)
{
    note_words(touching.uses, touching.text, read); // a search_path names schemas
    return true;
}

} // namespace gander::subset
