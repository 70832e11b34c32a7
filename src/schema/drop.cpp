#include "schema/commands.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gander::schema {

namespace {

constexpr auto words = std::to_array<std::pair<std::string_view, ObjectKind>>({
    {"OBJECT_SCHEMA", ObjectKind::schema},
    {"OBJECT_EXTENSION", ObjectKind::extension},
    {"OBJECT_TABLE", ObjectKind::table},
    {"OBJECT_FOREIGN_TABLE", ObjectKind::table},
    {"OBJECT_VIEW", ObjectKind::view},
    {"OBJECT_MATVIEW", ObjectKind::materialized_view},
    {"OBJECT_SEQUENCE", ObjectKind::sequence},
    {"OBJECT_INDEX", ObjectKind::index},
    {"OBJECT_TYPE", ObjectKind::type},
    {"OBJECT_DOMAIN", ObjectKind::type},
    {"OBJECT_FUNCTION", ObjectKind::function},
    {"OBJECT_PROCEDURE", ObjectKind::function},
    {"OBJECT_ROUTINE", ObjectKind::function},
    {"OBJECT_AGGREGATE", ObjectKind::function},
    {"OBJECT_TRIGGER", ObjectKind::trigger},
    {"OBJECT_POLICY", ObjectKind::policy},
    {"OBJECT_RULE", ObjectKind::rule},
});

/// Whatever form the parser gives the name of this kind of thing.
std::vector<std::string> dropped_name(Json const &item)
{
    auto const &node = item_node(item);
    if (item_kind(item) == "String") {
        return {text(node, "sval")};
    }
    for (auto const *key : {"items", "names", "objname"}) {
        if (node.contains(key)) {
            return strings(child(node, key));
        }
    }
    return {};
}

void drop_named_part(Scene &scene, ObjectKind kind, std::vector<std::string> parts)
{
    auto const name = parts.back();
    parts.pop_back();
    auto const table = parts.empty() ? std::nullopt : target(scene, parts);
    if (table) {
        bury(scene, scene.inventory.part(kind, *table, name));
        scene.inventory.drop_part(kind, *table, name);
    }
}

void drop_schema(Scene &scene, std::string const &name)
{
    scene.dropped.forget([&](Object const &object) { return object.schema == name; });
    bury(scene, scene.inventory.find([&](Entry const &entry) {
        return entry.object.kind == ObjectKind::schema && entry.object.name == name;
    }));
    scene.inventory.drop_schema(name);
}

void drop_one(Scene &scene, ObjectKind kind, Json const &item, std::vector<std::string> const &parts)
{
    switch (kind) {
    case ObjectKind::schema:
        return drop_schema(scene, parts.back());
    case ObjectKind::extension:
        return scene.inventory.erase([&](Entry const &entry) {
            return entry.object.kind == ObjectKind::extension && entry.object.name == parts.back();
        });
    case ObjectKind::function:
        return drop_function(scene, item_node(item));
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
        return drop_named_part(scene, kind, parts);
    case ObjectKind::type:
        if (auto const *type = find_type(scene, parts)) {
            bury(scene, type);
            scene.inventory.drop_type(name_of(*type));
        }
        return;
    default:
        if (auto const *relation = find_relation(scene, parts)) {
            bury(scene, relation);
            scene.inventory.drop_relation(name_of(*relation));
        }
    }
}

} // namespace

Effect drop(Scene &scene, Json const &node)
{
    auto const type = text(node, "removeType");
    auto const *const row = std::ranges::find(words, type, &decltype(words)::value_type::first);
    if (row == words.end()) {
        return Effect::none;
    }
    for (auto const &item : child(node, "objects")) {
        auto const parts = dropped_name(item);
        if (parts.empty()) {
            continue;
        }
        drop_one(scene, row->second, item, parts);
        if (text(node, "behavior") == "DROP_CASCADE") {
            doubt_dependants(scene, row->second, parts.back());
        }
    }
    return Effect::all;
}

} // namespace gander::schema
