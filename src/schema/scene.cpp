#include "schema/scene.hpp"

#include <algorithm>

namespace gander::schema {

namespace {

/// The first that is there, looked for where PostgreSQL would.
template<typename Find>
Entry *search(Scene &scene, std::vector<std::string> const &parts, Find const &find)
{
    if (parts.size() > 1) {
        return find(Name{parts[parts.size() - 2], parts.back()});
    }
    if (auto *entry = find(Name{std::string(temporary), parts.back()})) {
        return entry;
    }
    for (auto const &schema : scene.path) {
        if (auto *entry = find(Name{schema, parts.back()})) {
            return entry;
        }
    }
    return nullptr;
}

/// With a table come parts of its own, and with a part those of the tables that inherit it.
void forget_what_comes_along(Scene &scene, Object const &made)
{
    if (made.of.empty()) {
        scene.dropped.forget_parts({made.schema, made.name});
        return;
    }
    for (auto const &heir : scene.inventory.heirs({made.schema, made.of})) {
        scene.dropped.forget_parts(heir);
    }
}

} // namespace

Place Scene::place(Json const &node) const
{
    auto const &location = child(node, "location");
    auto const at = location.is_number_unsigned() ? location.get<std::size_t>() : offset;
    return script->place(statement, at);
}

Effect both(Effect one, Effect other) noexcept { return one == other ? one : Effect::some; }

Name new_name(Scene const &scene, std::vector<std::string> const &parts)
{
    if (parts.size() > 1) {
        return {parts[parts.size() - 2], parts.back()};
    }
    return {scene.path.empty() ? std::string{} : scene.path.front(), parts.back()};
}

Name new_name(Scene const &scene, Json const &range_var)
{
    if (text(range_var, "relpersistence") == "t") {
        return {std::string(temporary), text(range_var, "relname")};
    }
    return new_name(scene, parts_of(range_var));
}

std::vector<std::string> parts_of(Json const &range_var)
{
    auto const schema = text(range_var, "schemaname");
    std::vector<std::string> parts;
    if (!schema.empty()) {
        parts.push_back(schema);
    }
    parts.push_back(text(range_var, "relname"));
    return parts;
}

Entry *find_relation(Scene &scene, std::vector<std::string> const &parts)
{
    return search(scene, parts, [&](Name const &name) { return scene.inventory.relation(name); });
}

Entry *find_type(Scene &scene, std::vector<std::string> const &parts)
{
    return search(scene, parts, [&](Name const &name) { return scene.inventory.type(name); });
}

Entry *find_renamed(Scene &scene, std::vector<std::string> const &parts)
{
    return search(scene, parts, [&](Name const &name) {
        auto *entry = scene.inventory.relation(name);
        entry = entry == nullptr ? scene.inventory.constraint_with_index(name) : entry;
        return entry == nullptr ? scene.inventory.type(name) : entry;
    });
}

std::optional<Name> target(Scene &scene, std::vector<std::string> const &parts)
{
    if (auto const *entry = find_relation(scene, parts)) {
        return name_of(*entry);
    }
    if (parts.size() == 1 && scene.path.size() != 1) {
        return {};
    }
    return new_name(scene, parts);
}

void bury(Scene &scene, Entry const *entry)
{
    if (entry != nullptr) {
        scene.dropped.add(*entry, scene.place({}));
    }
}

Effect add(Scene &scene, Json const &where, Object object, std::string detail)
{
    bool const has_schema =
        object.kind == ObjectKind::schema || object.kind == ObjectKind::extension || !object.schema.empty();
    if (!has_schema || object.name.empty()) {
        return Effect::none;
    }
    forget_what_comes_along(scene, object);
    bool const may_be_overloaded = object.kind == ObjectKind::function;
    auto const *const known = scene.inventory.find([&](Entry const &entry) {
        return entry.object == object && (!may_be_overloaded || entry.detail == detail);
    });
    if (known == nullptr) {
        scene.inventory.add(
            {.object = std::move(object), .place = scene.place(where), .detail = std::move(detail)});
    }
    return Effect::all;
}

} // namespace gander::schema
