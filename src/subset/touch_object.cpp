/// Commands that name one thing of many kinds.

#include "subset/touching.hpp"

#include <algorithm>
#include <array>

namespace gander::subset {

namespace {

/// What has a name of its own, in a schema.
bool is_own(std::string_view kind)
{
    constexpr auto kinds = std::to_array<std::string_view>({"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW",
                                                            "OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_TYPE",
                                                            "OBJECT_DOMAIN", "OBJECT_STATISTIC_EXT"});
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool is_function(std::string_view kind)
{
    return kind == "OBJECT_FUNCTION" || kind == "OBJECT_PROCEDURE" || kind == "OBJECT_ROUTINE";
}

/// What has a name among the parts of a table.
bool is_part(std::string_view kind)
{
    constexpr auto kinds = std::to_array<std::string_view>(
        {"OBJECT_COLUMN", "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_TABCONSTRAINT"});
    return std::ranges::find(kinds, kind) != kinds.end();
}

/// In whatever form the parser gives it.
std::vector<std::string> parts(Json const &item)
{
    auto const &node = item_node(item);
    if (item_kind(item) == "String") {
        return {text(node, "sval")};
    }
    for (auto const *key : {"items", "names", "objname"}) {
        if (child(node, key).is_array()) {
            return strings(child(node, key));
        }
    }
    return {};
}

bool write_object(Touching &touching, std::string const &kind, Json const &item)
{
    auto names = parts(item);
    if (is_part(kind) && names.size() > 1) {
        if (kind == "OBJECT_TABCONSTRAINT") { // its index has the same
            write_relation(touching, names.back());
        }
        names.pop_back();
    } else if (!is_own(kind) && !is_function(kind)) {
        return false;
    }
    if (names.empty() || names.back().empty()) {
        return false;
    }
    write_relation(touching, names.back());
    if (is_function(kind)) {
        touching.need("changes a function");
    }
    return true;
}

/// The table, or the thing, of RENAME and SET SCHEMA.
bool write_either(Touching &touching, std::string const &kind)
{
    auto const relation = relation_name(child(touching.node, "relation"));
    if (relation.empty()) {
        return write_object(touching, kind, child(touching.node, "object"));
    }
    write_relation(touching, relation);
    return is_own(kind) || is_part(kind) || kind == "OBJECT_ATTRIBUTE";
}

} // namespace

bool touch_drop(Touching &touching)
{
    run_later(touching);
    auto const kind = text(touching.node, "removeType");
    return std::ranges::all_of(child(touching.node, "objects"),
                               [&](Json const &item) { return write_object(touching, kind, item); });
}

bool touch_rename(Touching &touching)
{
    auto const &node = touching.node;
    auto const kind = text(node, "renameType");
    run_later(touching);
    if (!write_either(touching, kind)) {
        return false;
    }
    auto const before = relation_name(child(node, "relation"));
    auto const after = text(node, "newname");
    if (is_own(kind) || is_function(kind)) { // all that is said of the one holds of the other
        auto const names = before.empty() ? parts(child(node, "object")) : std::vector{before};
        write_given(touching, after);
        for (auto const how : {read, write, rows, run}) {
            touching.link(after, how, names.back(), how | named);
            touching.link(names.back(), how, after, how | named); // which is what has the old one's users
        }
    } else if (kind == "OBJECT_TABCONSTRAINT") {
        write_given(touching, text(node, "subname"));
        write_given(touching, after);
    }
    return true;
}

bool touch_schema_of(Touching &touching)
{
    run_later(touching);
    return write_either(touching, text(touching.node, "objectType"));
}

bool touch_owner(Touching &touching)
{
    run_later(touching);
    return write_object(touching, text(touching.node, "objectType"), child(touching.node, "object"));
}

bool touch_comment(Touching &touching)
{
    run_later(touching);
    auto const kind = text(touching.node, "objtype");
    if (kind == "OBJECT_SCHEMA" || kind == "OBJECT_EXTENSION") {
        touching.uses["%comment%" + text(child(child(touching.node, "object"), "String"), "sval")] |= write;
        return true;
    }
    return write_object(touching, kind, child(touching.node, "object"));
}

bool touch_grant(Touching &touching)
{
    run_later(touching);
    if (text(touching.node, "targtype") != "ACL_TARGET_OBJECT") {
        return false;
    }
    auto const kind = text(touching.node, "objtype");
    for (auto const &item : child(touching.node, "objects")) {
        if (item_kind(item) == "RangeVar") {
            write_relation(touching, relation_name(item_node(item)));
        } else if (kind == "OBJECT_SCHEMA") { // rights are kept in the order they were given in
            touching.uses[std::string(rights) + text(item_node(item), "sval")] |= write;
        } else if (!write_object(touching, kind, item)) {
            return false;
        }
    }
    return true;
}

} // namespace gander::subset
