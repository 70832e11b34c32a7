#include "schema/inventory.hpp"

#include <algorithm>

namespace gander::schema {

void Inventory::rename(Name const &from, Name const &to)
{
    for (auto &entry : m_entries) {
        auto &object = entry.object;
        bool const itself = (is_relation(entry) || object.kind == ObjectKind::type) && name_of(entry) == from;
        if (itself) {
            object.name = to.name;
        }
        bool const owned = is_owned(entry, from);
        if (owned) {
            entry.owner->schema = to.schema;
            entry.owner->of = to.name;
        }
        bool const part = is_part(entry, from);
        if (part) {
            object.of = to.name;
        }
        if (itself || part || owned) {
            object.schema = to.schema;
        }
        std::ranges::replace(entry.parents, from, to);
    }
}

void Inventory::rename_schema(std::string const &from, std::string const &to)
{
    auto const rename = [&](std::string &schema) {
        if (schema == from) {
            schema = to;
        }
    };
    for (auto &entry : m_entries) {
        rename(entry.object.kind == ObjectKind::schema ? entry.object.name : entry.object.schema);
        std::ranges::for_each(entry.parents, rename, &Name::schema);
        if (entry.owner) {
            rename(entry.owner->schema);
        }
    }
}

void Inventory::rename_mentions(Name const &table, std::string const &from, std::string const &to)
{
    for (auto &entry : m_entries) {
        if (is_part(entry, table) && entry.mentions.erase(from) > 0) {
            entry.mentions.insert(to);
            entry.object.name = is_unnamed(entry) ? columns_text(entry.mentions) : entry.object.name;
        }
        if (is_owned(entry, table) && entry.owner->name == from) {
            entry.owner->name = to;
        }
    }
}

} // namespace gander::schema
