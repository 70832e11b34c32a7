#include "schema/commands.hpp"

namespace gander::schema {

namespace {

bool is_input(std::string const &mode) { return mode != "FUNC_PARAM_OUT" && mode != "FUNC_PARAM_TABLE"; }

/// Those of this name that are known, in the first schema that has one.
std::vector<Entry *> overloads(Scene &scene, std::vector<std::string> const &parts)
{
    auto const path = parts.size() > 1 ? std::vector{parts[parts.size() - 2]} : scene.path;
    for (auto const &schema : path) {
        auto found = scene.inventory.find_all([&](Entry const &entry) {
            return entry.object.kind == ObjectKind::function && name_of(entry) == Name{schema, parts.back()};
        });
        if (!found.empty()) {
            return found;
        }
    }
    return {};
}

std::string argument_types(Json const &list)
{
    std::string types;
    for (auto const &item : list) {
        types += type_text(item_node(item)) + ',';
    }
    return types;
}

} // namespace

std::string parameters(Json const &list)
{
    std::string types;
    for (auto const &item : list) {
        auto const &parameter = item_node(item);
        if (is_input(text(parameter, "mode"))) {
            types += type_text(child(parameter, "argType")) + ',';
        }
    }
    return types;
}

Effect create_function(Scene &scene, Json const &node)
{
    auto const name = new_name(scene, strings(child(node, "funcname")));
    return add(scene, node, {.kind = ObjectKind::function, .schema = name.schema, .name = name.name},
               parameters(child(node, "parameters")));
}

Entry *find_function(Scene &scene, Json const &object)
{
    auto const found = overloads(scene, strings(child(object, "objname")));
    if (found.size() == 1) {
        return found.front();
    }
    auto const wanted = argument_types(child(object, "objargs"));
    for (auto *entry : found) {
        if (entry->detail == wanted && !is_set(object, "args_unspecified")) {
            return entry;
        }
    }
    return nullptr;
}

void drop_function(Scene &scene, Json const &object)
{
    auto const *const one = find_function(scene, object);
    if (one == nullptr) { // one of these, which cannot be told
        for (auto *entry : overloads(scene, strings(child(object, "objname")))) {
            entry->doubtful = true;
        }
        return;
    }
    scene.inventory.erase([gone = one->object, types = one->detail](Entry const &entry) {
        return entry.object == gone && entry.detail == types;
    });
}

} // namespace gander::schema
