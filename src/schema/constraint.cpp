#include "schema/commands.hpp"
#include "schema/unnamed.hpp"

#include <algorithm>
#include <array>

namespace gander::schema {

namespace {

bool is_of(Json const &constraint, std::initializer_list<std::string_view> kinds)
{
    return std::ranges::find(kinds, text(constraint, "contype")) != kinds.end();
}

bool has_index(Json const &constraint)
{
    return is_of(constraint, {"CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_EXCLUSION"});
}

/// The index takes the constraint's name, and the constraint its columns.
Mentions take_index(Scene &scene, Name const &index, Name const &constraint)
{
    auto const *const known = scene.inventory.relation(index);
    auto mentions = known == nullptr ? Mentions{any_column} : known->mentions;
    scene.inventory.rename(index, constraint);
    return mentions;
}

} // namespace

void forget_unnamed(Scene &scene, std::optional<Name> const &table)
{
    if (!table) {
        return scene.dropped.forget_all();
    }
    auto tables = scene.inventory.heirs(*table);
    tables.push_back(*table);
    scene.dropped.forget([&](Object const &object) {
        bool const is_so_named = object.kind == ObjectKind::constraint || object.kind == ObjectKind::index;
        return is_so_named && std::ranges::find(tables, Name{object.schema, object.of}) != tables.end();
    });
}

/// A column's own, such as NOT NULL, are part of how it is defined.
Effect add_constraint(Scene &scene, Name const &table, Json const &constraint, std::string const &column)
{
    if (!has_index(constraint) && !is_of(constraint, {"CONSTR_CHECK", "CONSTR_FOREIGN"})) {
        return Effect::all;
    }
    auto const index = text(constraint, "indexname");
    auto const name = text(constraint, "conname").empty() ? index : text(constraint, "conname");
    if (name.empty()) {
        forget_unnamed(scene, table);
        return add_unnamed(scene, table, constraint, column);
    }
    auto const effect =
        add(scene, constraint,
            {.kind = ObjectKind::constraint, .schema = table.schema, .name = name, .of = table.name});
    if (auto *made = scene.inventory.part(ObjectKind::constraint, table, name)) {
        made->has_index = has_index(constraint);
        made->may_be_invalid = made->may_be_invalid || is_set(constraint, "skip_validation");
        made->mentions = index.empty() ? columns_of(constraint, column)
                                       : take_index(scene, {table.schema, index}, {table.schema, name});
    }
    return effect;
}

Effect validate_constraint(Scene &scene, Name const &table, std::string const &name)
{
    auto *known = scene.inventory.part(ObjectKind::constraint, table, name);
    known = known == nullptr ? find_unnamed(scene, table, name) : known;
    if (known == nullptr) {
        return Effect::none;
    }
    known->may_be_invalid = false;
    return Effect::all;
}

} // namespace gander::schema
