#include "schema/tree.hpp"

namespace gander::schema {

Json const &child(Json const &node, char const *key)
{
    static Json const none;
    auto const hit = node.is_object() ? node.find(key) : node.end();
    return hit == node.end() ? none : *hit;
}

std::string text(Json const &node, char const *key)
{
    auto const &value = child(node, key);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

bool is_set(Json const &node, char const *key) { return child(node, key) == true; }

std::vector<std::string> strings(Json const &list)
{
    std::vector<std::string> words;
    for (auto const &item : list) {
        words.push_back(text(child(item, "String"), "sval"));
    }
    return words;
}

std::string item_kind(Json const &item)
{
    return item.is_object() && !item.empty() ? item.begin().key() : std::string{};
}

Json const &item_node(Json const &item)
{
    static Json const none;
    return item.is_object() && !item.empty() ? item.begin().value() : none;
}

std::string type_text(Json const &type_name)
{
    std::string type;
    for (auto const &part : strings(child(type_name, "names"))) {
        if (part != "pg_catalog") {
            type += (type.empty() ? "" : ".") + part;
        }
    }
    return child(type_name, "arrayBounds").empty() ? type : type + "[]";
}

} // namespace gander::schema
