#include "schema/mentions.hpp"

namespace gander::schema {

namespace {

void collect(Json const &node, Mentions &mentions);

/// `c`, `t.c`, `s.t.c`, or the star of a whole row.
void collect_reference(Json const &fields, Mentions &mentions)
{
    if (fields.is_array() && !fields.empty()) {
        auto const name = text(child(fields.back(), "String"), "sval");
        mentions.insert(name.empty() ? any_column : name);
    }
}

/// The columns of a key stand there as bare names; those of the table that a key refers to are not its own.
bool is_list_of_columns(std::string const &key)
{
    return key == "keys" || key == "including" || key == "fk_attrs";
}

void collect_member(std::string const &key, Json const &value, Mentions &mentions)
{
    if (key == "ColumnRef") {
        collect_reference(child(value, "fields"), mentions);
    } else if (is_list_of_columns(key)) {
        for (auto const &name : strings(value)) {
            mentions.insert(name);
        }
    } else {
        if (key == "IndexElem" && value.contains("name")) {
            mentions.insert(text(value, "name"));
        }
        collect(value, mentions);
    }
}

void collect(Json const &node, Mentions &mentions)
{
    if (node.is_object()) {
        for (auto const &[key, value] : node.items()) {
            collect_member(key, value, mentions);
        }
    } else if (node.is_array()) {
        for (auto const &item : node) {
            collect(item, mentions);
        }
    }
}

} // namespace

Mentions mentions_of(Json const &node)
{
    Mentions mentions;
    collect(node, mentions);
    return mentions;
}

} // namespace gander::schema
