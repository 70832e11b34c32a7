#include "schema/commands.hpp"

namespace gander::schema {

namespace {

constexpr std::string_view path_name = "search_path";

/// Temporary names are found without being asked for, and pg_catalog's are not ours.
std::vector<std::string> path_of(std::vector<std::string> const &words, Names const &names)
{
    std::vector<std::string> path;
    for (auto const &word : words) {
        auto const schema = word == "$user" ? names.own : word;
        if (!schema.empty() && !schema.starts_with("pg_")) {
            path.push_back(schema);
        }
    }
    return path;
}

/// `a, "B"` as set_config() takes it.
std::vector<std::string> split(std::string const &value)
{
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    bool keep = false; // the case
    for (char const c : value + ",") {
        if (c == '"') {
            quoted = !quoted;
            keep = true;
        } else if (c == ',' && !quoted) {
            words.push_back(std::exchange(word, {}));
            keep = false;
        } else if (quoted || (c != ' ' && c != '\t' && c != '\n')) {
            word += keep || c < 'A' || c > 'Z' ? c : static_cast<char>(c - 'A' + 'a');
        }
    }
    return words;
}

std::string constant(Json const &item) { return text(child(child(item, "A_Const"), "sval"), "sval"); }

/// The call that is all a SELECT consists of.
Json const &call_of(Json const &select)
{
    static Json const none;
    auto const &targets = child(select, "targetList");
    if (targets.size() != 1 || select.contains("fromClause")) {
        return none;
    }
    return child(child(item_node(targets.front()), "val"), "FuncCall");
}

} // namespace

Effect set_variable(Scene &scene, Json const &node)
{
    auto const kind = text(node, "kind");
    bool const is_path = text(node, "name") == path_name;
    if (kind == "VAR_RESET_ALL" || (is_path && kind != "VAR_SET_VALUE" && kind != "VAR_SET_CURRENT")) {
        scene.path = scene.names.path;
    } else if (is_path && kind == "VAR_SET_VALUE") {
        std::vector<std::string> words;
        for (auto const &item : child(node, "args")) {
            words.push_back(constant(item));
        }
        scene.path = path_of(words, scene.names);
    }
    return Effect::all;
}

Effect discard(Scene &scene, Json const &node)
{
    if (text(node, "target") == "DISCARD_ALL") {
        scene.path = scene.names.path;
    }
    return Effect::all;
}

bool is_setting(Json const &select)
{
    auto const name = strings(child(call_of(select), "funcname"));
    return !name.empty() && name.back() == "set_config";
}

Effect set_config(Scene &scene, Json const &select)
{
    auto const &arguments = child(call_of(select), "args");
    if (arguments.size() > 1 && constant(arguments[0]) == path_name) {
        scene.path = path_of(split(constant(arguments[1])), scene.names);
    }
    return Effect::all;
}

} // namespace gander::schema
