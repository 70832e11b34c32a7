#include "schema/commands.hpp"
#include "schema/fold.hpp"

namespace gander::schema {

namespace {

/// A view of something temporary is temporary itself.
bool mentions_temporary(Scene &scene, Json const &node)
{
    if (node.is_object() && node.contains("relname") && !node.contains("schemaname") &&
        scene.inventory.relation({std::string(temporary), text(node, "relname")}) != nullptr) {
        return true;
    }
    for (auto const &item : node) {
        if (item.is_structured() && mentions_temporary(scene, item)) {
            return true;
        }
    }
    return false;
}

/// A trigger and its like, which are named within their table.
Effect add_part(Scene &scene, Json const &node, ObjectKind kind, Json const &table, std::string name)
{
    auto const of = target(scene, parts_of(table));
    if (!of) {
        return Effect::none;
    }
    return add(scene, node, {.kind = kind, .schema = of->schema, .name = std::move(name), .of = of->name});
}

} // namespace

Effect create_schema(Scene &scene, Json const &node)
{
    auto const named = text(node, "schemaname");
    auto const name = named.empty() ? text(child(node, "authrole"), "rolename") : named;
    auto effect = add(scene, node, {.kind = ObjectKind::schema, .name = name});
    auto const path = scene.path;
    scene.path = {name};
    for (auto const &element : child(node, "schemaElts")) {
        effect = both(effect, apply(scene, item_kind(element), item_node(element)));
    }
    scene.path = path;
    return effect;
}

Effect create_extension(Scene &scene, Json const &node)
{
    scene.dropped.forget_all(); // it may make things of any name
    return add(scene, node, {.kind = ObjectKind::extension, .name = text(node, "extname")});
}

Effect create_view(Scene &scene, Json const &node)
{
    auto const &view = child(node, "view");
    auto name = new_name(scene, view);
    if (mentions_temporary(scene, child(node, "query"))) {
        name.schema = temporary;
    }
    return add(scene, view, {.kind = ObjectKind::view, .schema = name.schema, .name = name.name});
}

Effect create_sequence(Scene &scene, Json const &node)
{
    auto const &sequence = child(node, "sequence");
    auto const name = new_name(scene, sequence);
    auto const effect =
        add(scene, sequence, {.kind = ObjectKind::sequence, .schema = name.schema, .name = name.name});
    alter_sequence(scene, node); // OWNED BY may stand here too
    return effect;
}

Effect create_index(Scene &scene, Json const &node)
{
    auto const table = target(scene, parts_of(child(node, "relation")));
    auto const name = text(node, "idxname");
    if (!table || name.empty()) {
        forget_unnamed(scene, table);
        return Effect::none;
    }
    if (scene.inventory.relation({table->schema, name}) != nullptr) { // IF NOT EXISTS
        return Effect::all;
    }
    auto const effect = add(
        scene, node, {.kind = ObjectKind::index, .schema = table->schema, .name = name, .of = table->name});
    if (auto *made = scene.inventory.part(ObjectKind::index, *table, name)) {
        made->mentions = mentions_of(node);
    }
    return effect;
}

Effect create_trigger(Scene &scene, Json const &node)
{
    return add_part(scene, node, ObjectKind::trigger, child(node, "relation"), text(node, "trigname"));
}

Effect create_policy(Scene &scene, Json const &node)
{
    return add_part(scene, node, ObjectKind::policy, child(node, "table"), text(node, "policy_name"));
}

Effect create_rule(Scene &scene, Json const &node)
{
    return add_part(scene, node, ObjectKind::rule, child(node, "relation"), text(node, "rulename"));
}

} // namespace gander::schema
