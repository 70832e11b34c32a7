#include "schema/commands.hpp"
#include "schema/unnamed.hpp"

namespace gander::schema {

namespace {

Effect known(bool is_known) { return is_known ? Effect::all : Effect::none; }

/// An index that is a constraint's has its name, and the other way round.
void rename_key(Scene &scene, Name const &from, std::string const &to)
{
    if (auto *constraint = scene.inventory.constraint_with_index(from)) {
        constraint->object.name = to;
    }
    scene.inventory.rename(from, {from.schema, to});
}

/// Whatever shares the names of tables: ALTER TABLE renames all of it.
Effect rename_relation(Scene &scene, Json const &node, std::string const &to)
{
    auto const parts = parts_of(child(node, "relation"));
    auto const *const entry = find_renamed(scene, parts);
    if (entry == nullptr) {
        return Effect::none;
    }
    auto const from = name_of(*entry);
    rename_key(scene, from, to);
    scene.dropped.forget_parts(from);
    scene.dropped.forget_parts({from.schema, to});
    return Effect::all;
}

/// Inherited columns and constraints are renamed with their table's.
Effect rename_part(Scene &scene, Name const &table, ObjectKind kind, Json const &node)
{
    auto const from = text(node, "subname");
    auto const to = text(node, "newname");
    auto tables = scene.inventory.heirs(table);
    tables.push_back(table);
    bool found = false;
    for (auto const &each : tables) {
        if (auto *entry = scene.inventory.part(kind, each, from)) {
            if (entry->has_index) {
                rename_key(scene, name_of(*entry), to);
            }
            entry->object.name = to;
            found = true;
        } else if (kind == ObjectKind::constraint) {
            found = rename_unnamed(scene, each, from, to) || found;
        }
        if (kind == ObjectKind::column) {
            scene.inventory.rename_mentions(each, from, to);
        }
    }
    return known(found);
}

Effect rename_part(Scene &scene, Json const &node, ObjectKind kind)
{
    auto const parts = parts_of(child(node, "relation"));
    auto const *type = find_type(scene, parts); // of which ATTRIBUTE is said
    auto const table = type != nullptr ? std::optional{name_of(*type)} : target(scene, parts);
    return table ? rename_part(scene, *table, kind, node) : Effect::none;
}

std::vector<std::string> type_parts(Json const &node)
{
    return strings(child(item_node(child(node, "object")), "items"));
}

Effect rename_type(Scene &scene, Json const &node, std::string const &to)
{
    auto const *type = find_type(scene, type_parts(node));
    if (type == nullptr) {
        return Effect::none;
    }
    auto const name = name_of(*type);
    scene.inventory.rename(name, {name.schema, to});
    return Effect::all;
}

bool is_routine(std::string const &what)
{
    return what == "OBJECT_FUNCTION" || what == "OBJECT_PROCEDURE" || what == "OBJECT_ROUTINE" ||
           what == "OBJECT_AGGREGATE";
}

bool is_relation(std::string const &what)
{
    return what == "OBJECT_TABLE" || what == "OBJECT_VIEW" || what == "OBJECT_MATVIEW" ||
           what == "OBJECT_SEQUENCE" || what == "OBJECT_INDEX" || what == "OBJECT_FOREIGN_TABLE";
}

Effect rename_function(Scene &scene, Json const &node, std::string const &to)
{
    auto *function = find_function(scene, item_node(child(node, "object")));
    if (function != nullptr) {
        function->object.name = to;
    }
    return known(function != nullptr);
}

} // namespace

Effect rename(Scene &scene, Json const &node)
{
    auto const what = text(node, "renameType");
    auto const to = text(node, "newname");
    if (is_relation(what)) {
        return rename_relation(scene, node, to);
    }
    if (is_routine(what)) {
        return rename_function(scene, node, to);
    }
    if (what == "OBJECT_TYPE" || what == "OBJECT_DOMAIN") {
        return rename_type(scene, node, to);
    }
    if (what == "OBJECT_COLUMN" || what == "OBJECT_ATTRIBUTE") {
        return rename_part(scene, node, ObjectKind::column);
    }
    if (what == "OBJECT_TABCONSTRAINT") {
        return rename_part(scene, node, ObjectKind::constraint);
    }
    if (what == "OBJECT_DOMCONSTRAINT") {
        auto const *type = find_type(scene, type_parts(node));
        return type == nullptr ? Effect::none
                               : rename_part(scene, name_of(*type), ObjectKind::constraint, node);
    }
    if (what == "OBJECT_TRIGGER") {
        return rename_part(scene, node, ObjectKind::trigger);
    }
    if (what == "OBJECT_POLICY") {
        return rename_part(scene, node, ObjectKind::policy);
    }
    if (what == "OBJECT_RULE") {
        return rename_part(scene, node, ObjectKind::rule);
    }
    if (what == "OBJECT_SCHEMA") {
        scene.dropped.forget_all();
        scene.inventory.rename_schema(text(node, "subname"), to);
        return Effect::all;
    }
    return Effect::none;
}

Effect set_schema(Scene &scene, Json const &node)
{
    auto const what = text(node, "objectType");
    auto const to = text(node, "newschema");
    if (is_routine(what)) {
        auto *function = find_function(scene, item_node(child(node, "object")));
        if (function != nullptr) {
            function->object.schema = to;
        }
        return known(function != nullptr);
    }
    auto const *entry = is_relation(what) ? find_relation(scene, parts_of(child(node, "relation")))
                        : what == "OBJECT_TYPE" || what == "OBJECT_DOMAIN"
                            ? find_type(scene, type_parts(node))
                            : nullptr;
    if (entry == nullptr) {
        return Effect::none;
    }
    auto const name = name_of(*entry);
    scene.inventory.rename(name, {to, name.name});
    scene.dropped.forget_parts(name);
    scene.dropped.forget_parts({to, name.name});
    return Effect::all;
}

} // namespace gander::schema
