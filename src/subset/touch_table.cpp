#include "subset/touching.hpp"

#include <algorithm>
#include <array>

namespace gander::subset {

namespace {

void touch_parent(Touching &touching, std::string const &parent, std::string const &child)
{
    link_parts(touching, parent, child);
    write_copies(touching, child);
    touching.link(parent, write, "%copies%" + child, write);
}

/// The table on the other side of ATTACH, DETACH, INHERIT and their like.
std::string other_table(Json const &definition)
{
    auto const &node = item_node(definition);
    auto const kind = item_kind(definition);
    return kind == "PartitionCmd" ? relation_name(child(node, "name"))
           : kind == "RangeVar"   ? relation_name(node)
                                  : "";
}

void touch_change(Touching &touching, std::string const &table, Json const &change)
{
    auto const type = text(change, "subtype");
    auto const &definition = child(change, "def");
    write_generated(touching, table, definition, text(change, "name"));
    auto const other = other_table(definition);
    if (!other.empty()) {
        write_relation(touching, other);
    }
    if (type == "AT_AttachPartition") {
        touch_parent(touching, table, other);
    } else if (type == "AT_AddInherit") {
        touch_parent(touching, other, table);
    }
}

} // namespace

bool touch_create_table(Touching &touching)
{
    auto const &node = touching.node;
    auto const table = relation_name(child(node, "relation"));
    write_relation(touching, table);
    if (!is_set(node, "if_not_exists")) {
        touching.all.made.insert(table);
    }
    for (auto const &parent : child(node, "inhRelations")) {
        touch_parent(touching, relation_name(item_node(parent)), table);
        write_relation(touching, relation_name(item_node(parent)));
    }
    for (auto const &element : child(node, "tableElts")) {
        write_generated(touching, table, element);
        if (item_kind(element) == "TableLikeClause") { // it takes over defaults
            touching.link(table, rows, relation_name(child(item_node(element), "relation")), rows);
        }
    }
    define(touching, table, write);
    run_later(touching);
    return true;
}

bool touch_alter_table(Touching &touching)
{
    constexpr auto kinds = std::to_array<std::string_view>(
        {"OBJECT_TABLE", "OBJECT_INDEX", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_TYPE"});
    auto const &node = touching.node;
    if (std::ranges::find(kinds, text(node, "objtype")) == kinds.end()) {
        return false;
    }
    auto const table = relation_name(child(node, "relation"));
    write_relation(touching, table);
    for (auto const &item : child(node, "cmds")) {
        touch_change(touching, table, item_node(item));
    }
    define(touching, table, write);
    return true;
}

bool touch_index(Touching &touching)
{
    auto const table = relation_name(child(touching.node, "relation"));
    write_relation(touching, table);
    write_index(touching);
    define(touching, table, write);
    for (auto const &[name, how] : Uses(touching.uses)) {
        if ((how & write) != 0 && name != table) {
            touching.link(name, read, table, read | named);
        }
    }
    return true;
}

bool touch_trigger(Touching &touching)
{
    auto const table = relation_name(child(touching.node, "relation"));
    write_relation(touching, table);
    touching.uses_name(last_name(child(touching.node, "funcname")), run | called | named);
    define(touching, table, rows);
    run_later(touching);
    return true;
}

bool touch_policy(Touching &touching)
{
    auto const table = relation_name(child(touching.node, "table"));
    write_relation(touching, table);
    define(touching, table, read);
    run_later(touching);
    return true;
}

bool touch_statistics(Touching &touching)
{
    auto const name = last_name(child(touching.node, "defnames"));
    if (name.empty()) {
        return false;
    }
    write_given(touching, name);
    for (auto const &item : child(touching.node, "relations")) {
        write_relation(touching, relation_name(item_node(item)));
    }
    define(touching, name, write);
    return true;
}

} // namespace gander::subset
