#include "schema/commands.hpp"
#include "schema/unnamed.hpp"

namespace gander::schema {

namespace {

/// What an heir has by itself may have been tied to its table's, also under another name.
void drop_constraint(Scene &scene, Name const &table, std::string const &name)
{
    if (scene.inventory.part(ObjectKind::constraint, table, name) == nullptr) {
        drop_unnamed(scene, table, name);
    }
    scene.inventory.drop_part(ObjectKind::constraint, table, name);
    for (auto const &heir : scene.inventory.heirs(table)) {
        scene.inventory.doubt([&](Entry const &entry) {
            bool const is_constraint = entry.object.kind == ObjectKind::constraint || is_unnamed(entry);
            return is_constraint && is_part(entry, heir);
        });
    }
}

void drop_part(Scene &scene, Name const &table, ObjectKind kind, Json const &command)
{
    auto const name = text(command, "name");
    bury(scene, scene.inventory.part(kind, table, name));
    if (kind == ObjectKind::column) {
        scene.inventory.drop_column(table, name);
    } else {
        drop_constraint(scene, table, name);
    }
    if (text(command, "behavior") == "DROP_CASCADE") {
        doubt_dependants(scene, kind, name);
    }
}

/// Also of indexes. That a partition is none any more leaves nothing to look for.
Effect attach(Scene &scene, Name const &parent, Json const &command, bool attached)
{
    auto const &def = child(command, "def");
    auto const &relation = item_kind(def) == "PartitionCmd" ? child(item_node(def), "name") : item_node(def);
    auto *piece = find_relation(scene, parts_of(relation));
    if (piece == nullptr) {
        return Effect::none;
    }
    scene.dropped.forget_parts(name_of(*piece));
    std::erase(piece->parents, parent);
    piece->attachment.reset();
    if (!attached) {
        return Effect::none;
    }
    piece->parents.push_back(parent);
    if (piece->object.kind != ObjectKind::table) {
        return Effect::none;
    }
    piece->attachment = Attachment{scene.place({})};
    return Effect::all;
}

/// `child INHERIT parent`: the other way round.
Effect inherit(Scene &scene, Name const &table, Json const &command, bool now)
{
    auto const parent = target(scene, parts_of(item_node(child(command, "def"))));
    auto *heir = scene.inventory.relation(table);
    if (parent && heir != nullptr) {
        scene.dropped.forget_parts(table);
        std::erase(heir->parents, *parent);
        if (now) {
            heir->parents.push_back(*parent);
        }
    }
    return Effect::none;
}

/// Of a column that is there already, ADD COLUMN IF NOT EXISTS adds nothing: no constraint either.
bool may_be_there(Scene &scene, Name const &table, Json const &command)
{
    auto const *const known = scene.inventory.relation(table);
    auto const name = text(item_node(child(command, "def")), "colname");
    return is_set(command, "missing_ok") &&
           (known == nullptr || !known->parents.empty() ||
            scene.inventory.part(ObjectKind::column, table, name) != nullptr);
}

Json without_constraints(Json column)
{
    column.erase("constraints");
    return column;
}

Effect alter(Scene &scene, Name const &table, Json const &command)
{
    auto const what = text(command, "subtype");
    auto const &def = item_node(child(command, "def"));
    if (what == "AT_AddColumn") {
        return may_be_there(scene, table, command) ? add_column(scene, table, without_constraints(def))
                                                   : add_column(scene, table, def);
    }
    if (what == "AT_AddConstraint") {
        return add_constraint(scene, table, def);
    }
    if (what == "AT_DropColumn" || what == "AT_DropConstraint") {
        drop_part(scene, table, what == "AT_DropColumn" ? ObjectKind::column : ObjectKind::constraint,
                  command);
        return Effect::all;
    }
    if (what == "AT_ValidateConstraint") {
        return validate_constraint(scene, table, text(command, "name"));
    }
    if (what == "AT_AttachPartition" || what == "AT_DetachPartition") {
        return attach(scene, table, command, what == "AT_AttachPartition");
    }
    if (what == "AT_AddInherit" || what == "AT_DropInherit") {
        return inherit(scene, table, command, what == "AT_AddInherit");
    }
    if (what == "AT_AlterColumnType") {
        if (auto *column = scene.inventory.part(ObjectKind::column, table, text(command, "name"))) {
            column->detail = type_text(child(def, "typeName"));
        }
    }
    return Effect::none;
}

} // namespace

/// Also of views, indexes, sequences and composite types.
Effect alter_table(Scene &scene, Json const &node)
{
    auto const parts = parts_of(child(node, "relation"));
    auto const *const type = text(node, "objtype") == "OBJECT_TYPE" ? find_type(scene, parts) : nullptr;
    auto const name = type != nullptr ? std::optional{name_of(*type)} : target(scene, parts);
    bool const is_known = type != nullptr || find_relation(scene, parts) != nullptr;
    if (!name || name->schema.empty() || (!is_known && is_set(node, "missing_ok"))) {
        return Effect::none;
    }
    std::optional<Effect> effect;
    for (auto const &command : child(node, "cmds")) {
        auto const one = alter(scene, *name, item_node(command));
        effect = effect ? both(*effect, one) : one;
    }
    return effect.value_or(Effect::none);
}

/// OWNED BY decides what a sequence goes with.
Effect alter_sequence(Scene &scene, Json const &node)
{
    auto *sequence = find_relation(scene, parts_of(child(node, "sequence")));
    for (auto const &option : child(node, "options")) {
        auto const &item = item_node(option);
        if (sequence == nullptr || text(item, "defname") != "owned_by") {
            continue;
        }
        auto column = strings(child(item_node(child(item, "arg")), "items"));
        auto const name = column.back();
        column.pop_back();
        auto const table = column.empty() ? std::nullopt : target(scene, column); // else NONE
        sequence->owner.reset();
        if (table) {
            sequence->owner =
                Object{.kind = ObjectKind::column, .schema = table->schema, .name = name, .of = table->name};
        }
    }
    return Effect::none;
}

} // namespace gander::schema
