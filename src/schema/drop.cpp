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
        scene.inventory.drop_part(kind, *table, name);
    }
}

void drop_one(Scene &scene, ObjectKind kind, Json const &item, std::vector<std::string> const &parts)
{
    switch (kind) {
    case ObjectKind::schema:
        return scene.inventory.drop_schema(parts.back());
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
            scene.inventory.drop_type(name_of(*type));
        }
        return;
    default:
        if (auto const *relation = find_relation(scene, parts)) {
            scene.inventory.drop_relation(name_of(*relation));
        }
    }
}

/// A type's name as it stands in a column, without schema and brackets.
std::string_view bare(std::string_view type)
{
    type.remove_prefix(type.rfind('.') == std::string_view::npos ? 0 : type.rfind('.') + 1);
    return type.ends_with("[]") ? type.substr(0, type.size() - 2) : type;
}

bool may_hang_on(Entry const &entry, ObjectKind dropped, std::string_view name)
{
    bool const many = dropped == ObjectKind::schema || dropped == ObjectKind::extension;
    switch (entry.object.kind) {
    case ObjectKind::schema:
    case ObjectKind::label:
        return false;
    case ObjectKind::extension:
        return many;
    case ObjectKind::table:
        return !entry.detail.empty() && (many || bare(entry.detail) == name);
    case ObjectKind::column:
        return many || dropped == ObjectKind::function || bare(entry.detail) == name;
    case ObjectKind::sequence:
        return entry.owner.has_value();
    default: // views, constraints, functions and so on, which say in too many ways what they use
        return true;
    }
}

} // namespace

void doubt_dependants(Scene &scene, ObjectKind dropped, std::string_view name)
{
    scene.inventory.doubt([&](Entry const &entry) { return may_hang_on(entry, dropped, name); });
}

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

/// Everything that a role owns: nothing here says what that is.
Effect drop_owned(Scene &scene, Json const & /*node*/)
{
    scene.inventory.doubt([](Entry const &) { return true; });
    return Effect::none;
}

} // namespace gander::schema
