#include "subset/touching.hpp"

namespace gander::subset {

bool touch_view(Touching &touching)
{
    auto const view = relation_name(child(touching.node, "view"));
    for (auto const &[name, how] : touching.uses) { // its rows may be theirs
        if ((how & named) != 0 && name != view) {
            touching.link(view, rows, name, rows);
        }
    }
    if (is_set(touching.node, "replace")) {
        write_relation(touching, view);
    } else {
        write_given(touching, view);
    }
    define(touching, view, read);
    run_later(touching);
    return true;
}

bool touch_table_as(Touching &touching)
{
    auto const table = relation_name(child(child(touching.node, "into"), "rel"));
    write_given(touching, table);
    define(touching, table, write);
    return true;
}

bool touch_sequence(Touching &touching)
{
    auto const name = relation_name(child(touching.node, "sequence"));
    write_given(touching, name);
    define(touching, name, write);
    return true;
}

bool touch_enum(Touching &touching)
{
    auto const name = last_name(child(touching.node, "typeName"));
    write_relation(touching, name);
    if (touching.kind == "CreateEnumStmt") {
        touching.all.made.insert(name);
    }
    return true;
}

bool touch_composite(Touching &touching)
{
    auto const name = relation_name(child(touching.node, "typevar"));
    write_relation(touching, name);
    touching.all.made.insert(name);
    define(touching, name, read);
    return true;
}

bool touch_domain(Touching &touching)
{
    bool const is_new = touching.kind == "CreateDomainStmt";
    auto const name = last_name(child(touching.node, is_new ? "domainname" : "typeName"));
    write_relation(touching, name);
    define(touching, name, run);
    for (auto const &[other, how] : touching.uses) { // its default may count
        if ((how & write) != 0 && other != name) {
            touching.link(name, run, other, write);
        }
    }
    if (is_new) {
        touching.all.made.insert(name);
        run_later(touching);
    }
    return true;
}

bool touch_schema(Touching &touching)
{
    auto const name = text(touching.node, "schemaname");
    write_relation(touching, name);
    return !name.empty() && child(touching.node, "schemaElts").empty();
}

/// What it makes has names that nobody knows here.
bool touch_extension(Touching &touching)
{
    touching.uses_name(text(touching.node, "extname"), write | named);
    touching.uses[resolution] |= read | write;
    touching.need("creates an extension");
    return true;
}

} // namespace gander::subset
