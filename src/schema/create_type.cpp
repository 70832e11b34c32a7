#include "schema/commands.hpp"

namespace gander::schema {

namespace {

Effect add_type(Scene &scene, Json const &node, Name const &name)
{
    return add(scene, node, {.kind = ObjectKind::type, .schema = name.schema, .name = name.name});
}

Object label_of(Name const &type, std::string label)
{
    return {.kind = ObjectKind::label, .schema = type.schema, .name = std::move(label), .of = type.name};
}

} // namespace

Effect create_enum(Scene &scene, Json const &node)
{
    auto const name = new_name(scene, strings(child(node, "typeName")));
    auto const effect = add_type(scene, node, name);
    for (auto const &label : strings(child(node, "vals"))) {
        add(scene, node, label_of(name, label));
    }
    return effect;
}

Effect create_composite(Scene &scene, Json const &node)
{
    auto const name = new_name(scene, child(node, "typevar"));
    auto const effect = add_type(scene, child(node, "typevar"), name);
    for (auto const &column : child(node, "coldeflist")) {
        add_column(scene, name, item_node(column));
    }
    return effect;
}

Effect create_range(Scene &scene, Json const &node)
{
    return add_type(scene, node, new_name(scene, strings(child(node, "typeName"))));
}

Effect create_domain(Scene &scene, Json const &node)
{
    auto const name = new_name(scene, strings(child(node, "domainname")));
    auto effect = add_type(scene, node, name);
    for (auto const &constraint : child(node, "constraints")) {
        effect = both(effect, add_constraint(scene, name, item_node(constraint)));
    }
    return effect;
}

/// CREATE TYPE of a base type, CREATE AGGREGATE, and things that are not looked for.
Effect define(Scene &scene, Json const &node)
{
    auto const name = new_name(scene, strings(child(node, "defnames")));
    if (text(node, "kind") == "OBJECT_TYPE") {
        return add_type(scene, node, name);
    }
    auto const &arguments = child(node, "args");
    if (text(node, "kind") == "OBJECT_AGGREGATE" && !arguments.empty()) {
        return add(scene, node, {.kind = ObjectKind::function, .schema = name.schema, .name = name.name},
                   parameters(child(item_node(arguments.front()), "items")));
    }
    return Effect::none;
}

Effect alter_enum(Scene &scene, Json const &node)
{
    auto const parts = strings(child(node, "typeName"));
    auto const *type = find_type(scene, parts);
    if (type == nullptr && parts.size() == 1 && scene.path.size() != 1) {
        return Effect::none;
    }
    auto const name = type == nullptr ? new_name(scene, parts) : name_of(*type);
    auto const old = text(node, "oldVal");
    if (old.empty()) {
        return add(scene, node, label_of(name, text(node, "newVal")));
    }
    auto *label = scene.inventory.part(ObjectKind::label, name, old);
    if (label == nullptr) {
        return Effect::none;
    }
    label->object.name = text(node, "newVal");
    return Effect::all;
}

Effect alter_domain(Scene &scene, Json const &node)
{
    auto const *type = find_type(scene, strings(child(node, "typeName")));
    if (type == nullptr) {
        return Effect::none;
    }
    auto const name = name_of(*type);
    auto const what = text(node, "subtype");
    if (what == "C") {
        return add_constraint(scene, name, item_node(child(node, "def")));
    }
    if (what == "V") {
        return validate_constraint(scene, name, text(node, "name"));
    }
    if (what == "X") {
        bury(scene, scene.inventory.part(ObjectKind::constraint, name, text(node, "name")));
        scene.inventory.drop_part(ObjectKind::constraint, name, text(node, "name"));
        return Effect::all;
    }
    return Effect::none;
}

} // namespace gander::schema
