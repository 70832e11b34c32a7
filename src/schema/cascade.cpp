#include "schema/commands.hpp"

namespace gander::schema {

namespace {

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

/// Everything that a role owns: nothing here says what that is.
Effect drop_owned(Scene &scene, Json const & /*node*/)
{
    scene.inventory.doubt([](Entry const &) { return true; });
    return Effect::none;
}

} // namespace gander::schema
