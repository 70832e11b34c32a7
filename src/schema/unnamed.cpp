#include "schema/unnamed.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gander::schema {

namespace {

struct Kind
{
    std::string_view word{}; ///< the parser's
    ObjectKind kind{};
    std::string_view ending{}; ///< of the name that PostgreSQL gives it
    char const *columns{};     ///< where they stand in the tree
};

constexpr auto kinds = std::to_array<Kind>({
    {"CONSTR_PRIMARY", ObjectKind::primary_key, "_pkey", "keys"},
    {"CONSTR_UNIQUE", ObjectKind::unique_constraint, "_key", "keys"},
    {"CONSTR_FOREIGN", ObjectKind::foreign_key, "_fkey", "fk_attrs"},
    {"CONSTR_CHECK", ObjectKind::check_constraint, "_check", ""},
});

/// A word in a CHECK that is no column of the table may be its whole row, or a function of it.
bool are_columns(Scene &scene, Name const &table, Mentions const &mentions)
{
    return std::ranges::all_of(mentions, [&](auto const &name) {
        return scene.inventory.part(ObjectKind::column, table, name) != nullptr;
    });
}

bool is_certain(Scene &scene, Name const &table, Json const &constraint, Kind const &kind,
                Mentions const &mentions)
{
    bool const plain = !mentions.empty() && !constraint.contains("including");
    return plain && (kind.kind != ObjectKind::check_constraint || are_columns(scene, table, mentions));
}

/// What PostgreSQL calls it when the name is free and not too long.
std::string likely_name(Name const &table, Json const &constraint, Kind const &kind,
                        std::string const &column, Mentions const &mentions)
{
    auto name = table.name;
    if (kind.kind == ObjectKind::check_constraint) {
        name += mentions.size() == 1 ? "_" + *mentions.begin() : "";
    } else if (kind.kind != ObjectKind::primary_key && !column.empty()) {
        name += "_" + column;
    } else if (kind.kind != ObjectKind::primary_key) {
        for (auto const &each : strings(child(constraint, kind.columns))) {
            name += "_" + each;
        }
    }
    return name.append(kind.ending);
}

} // namespace

Mentions columns_of(Json const &constraint, std::string const &column)
{
    auto mentions = mentions_of(constraint);
    if (!column.empty() && text(constraint, "contype") != "CONSTR_CHECK") {
        mentions.insert(column);
    }
    return mentions;
}

Effect add_unnamed(Scene &scene, Name const &table, Json const &constraint, std::string const &column)
{
    auto const *const kind = std::ranges::find(kinds, text(constraint, "contype"), &Kind::word);
    auto mentions = columns_of(constraint, column);
    if (kind == kinds.end() || !is_certain(scene, table, constraint, *kind, mentions)) {
        return Effect::none;
    }
    Object object{
        .kind = kind->kind, .schema = table.schema, .name = columns_text(mentions), .of = table.name};
    scene.inventory.erase([&](Entry const &entry) { // of primary keys there is but one
        return entry.object == object || (kind->kind == ObjectKind::primary_key &&
                                          entry.object.kind == kind->kind && is_part(entry, table));
    });
    auto const effect = add(scene, constraint, object);
    if (auto *made = scene.inventory.part(object.kind, table, object.name)) {
        made->likely_name = likely_name(table, constraint, *kind, column, mentions);
        made->mentions = std::move(mentions);
        made->may_be_invalid = is_set(constraint, "skip_validation");
    }
    return effect;
}

Entry *find_unnamed(Scene &scene, Name const &table, std::string_view name)
{
    return scene.inventory.find([&](Entry const &entry) {
        return is_unnamed(entry) && is_part(entry, table) && entry.likely_name == name;
    });
}

/// One of them, or one that an earlier migration here knows nothing of.
void drop_unnamed(Scene &scene, Name const &table, std::string_view name)
{
    if (find_unnamed(scene, table, name) == nullptr) {
        scene.inventory.doubt([&](Entry const &entry) { return is_unnamed(entry) && is_part(entry, table); });
        return;
    }
    scene.inventory.erase([&](Entry const &entry) {
        return is_unnamed(entry) && is_part(entry, table) && entry.likely_name == name;
    });
}

bool rename_unnamed(Scene &scene, Name const &table, std::string_view from, std::string const &to)
{
    auto *const entry = find_unnamed(scene, table, from);
    if (entry != nullptr) {
        entry->likely_name = to;
    }
    return entry != nullptr;
}

} // namespace gander::schema
