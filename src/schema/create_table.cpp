#include "schema/commands.hpp"

namespace gander::schema {

namespace {

Object part(ObjectKind kind, Name const &of, std::string name)
{
    return {.kind = kind, .schema = of.schema, .name = std::move(name), .of = of.name};
}

/// What LIKE copies of a table that is known: its columns.
void copy_columns(Scene &scene, Name const &to, Json const &like)
{
    auto const *source = find_relation(scene, parts_of(child(like, "relation")));
    if (source == nullptr) {
        return;
    }
    auto const from = name_of(*source);
    auto const all = scene.inventory.entries();
    for (auto const &entry : all) {
        bool const is_column = entry.object.kind == ObjectKind::column && entry.object.of == from.name &&
                               entry.object.schema == from.schema;
        if (is_column) {
            add(scene, child(like, "relation"), part(ObjectKind::column, to, entry.object.name),
                entry.detail);
        }
    }
}

Effect add_bare_column(Scene &scene, Name const &table, Json const &column)
{
    return add(scene, column, part(ObjectKind::column, table, text(column, "colname")),
               type_text(child(column, "typeName")));
}

Effect add_constraints(Scene &scene, Name const &table, Json const &column)
{
    auto const name = text(column, "colname");
    auto effect = Effect::all;
    for (auto const &item : child(column, "constraints")) {
        auto const &constraint = item_node(item);
        auto *const made = scene.inventory.part(ObjectKind::column, table, name);
        if (text(constraint, "contype") == "CONSTR_GENERATED" && made != nullptr) {
            made->mentions = mentions_of(constraint);
        }
        effect = both(effect, add_constraint(scene, table, constraint, name));
    }
    return effect;
}

/// A constraint may name columns that stand behind it.
Effect add_elements(Scene &scene, Name const &table, Json const &elements)
{
    for (auto const &element : elements) {
        if (item_kind(element) == "ColumnDef") {
            add_bare_column(scene, table, item_node(element));
        } else if (item_kind(element) == "TableLikeClause") {
            copy_columns(scene, table, item_node(element));
        }
    }
    auto effect = Effect::all;
    for (auto const &element : elements) {
        if (item_kind(element) == "ColumnDef") {
            effect = both(effect, add_constraints(scene, table, item_node(element)));
        } else if (item_kind(element) == "Constraint") {
            effect = both(effect, add_constraint(scene, table, item_node(element)));
        }
    }
    return effect;
}

std::vector<Name> parents(Scene &scene, Json const &list)
{
    std::vector<Name> names;
    for (auto const &item : list) {
        if (auto name = target(scene, parts_of(item_node(item)))) {
            names.push_back(*std::move(name));
        }
    }
    return names;
}

/// A table of which only its name is known.
Effect add_table(Scene &scene, Json const &range_var)
{
    auto const name = new_name(scene, range_var);
    return add(scene, range_var, {.kind = ObjectKind::table, .schema = name.schema, .name = name.name});
}

} // namespace

Effect add_column(Scene &scene, Name const &table, Json const &column)
{
    auto const effect = add_bare_column(scene, table, column);
    return both(effect, add_constraints(scene, table, column));
}

Effect create_table(Scene &scene, Json const &node)
{
    auto const &relation = child(node, "relation");
    auto const name = new_name(scene, relation);
    if (scene.inventory.relation(name) != nullptr) { // IF NOT EXISTS
        return Effect::all;
    }
    auto heritage = parents(scene, child(node, "inhRelations"));
    auto const effect =
        add(scene, relation, {.kind = ObjectKind::table, .schema = name.schema, .name = name.name},
            type_text(child(node, "ofTypename")));
    if (auto *table = scene.inventory.relation(name)) {
        table->parents = std::move(heritage);
        if (node.contains("partbound") && !table->parents.empty()) {
            table->attachment = Attachment{scene.place(relation)};
        }
        return both(effect, add_elements(scene, name, child(node, "tableElts")));
    }
    return effect;
}

Effect create_foreign_table(Scene &scene, Json const &node)
{
    return create_table(scene, child(node, "base"));
}

Effect create_table_as(Scene &scene, Json const &node)
{
    auto const &relation = child(child(node, "into"), "rel");
    if (text(node, "objtype") != "OBJECT_MATVIEW") {
        return add_table(scene, relation);
    }
    auto const name = new_name(scene, relation);
    return add(scene, relation,
               {.kind = ObjectKind::materialized_view, .schema = name.schema, .name = name.name});
}

Effect select(Scene &scene, Json const &node)
{
    auto const &into = child(node, "intoClause");
    if (into.is_object()) {
        return add_table(scene, child(into, "rel"));
    }
    return is_setting(node) ? set_config(scene, node) : Effect::none;
}

} // namespace gander::schema
