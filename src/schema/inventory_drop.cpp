#include "schema/inventory.hpp"

#include <algorithm>

namespace gander::schema {

namespace {

bool may_mention(Entry const &entry, std::string_view column)
{
    return entry.mentions.contains(column) || entry.mentions.contains(any_column);
}

} // namespace

void Inventory::drop_relation(Name const &name)
{
    for (auto const &heir : heirs(name)) {
        drop_relation(heir);
    }
    erase([&](Entry const &entry) {
        return (is_relation(entry) && name_of(entry) == name) || is_part(entry, name) ||
               is_owned(entry, name);
    });
}

/// A constraint takes its index with it.
void Inventory::drop_part(ObjectKind kind, Name const &of, std::string_view name)
{
    auto const *const known = part(kind, of, name);
    bool const with_index = kind == ObjectKind::constraint && (known == nullptr || known->has_index);
    erase([&](Entry const &entry) {
        bool const goes = entry.object.kind == kind || (with_index && entry.object.kind == ObjectKind::index);
        return goes && is_part(entry, of) && entry.object.name == name;
    });
}

void Inventory::drop_column(Name const &table, std::string_view name)
{
    auto const is_it = [&](Entry const &entry) {
        return entry.object.kind == ObjectKind::column && entry.object.name == name;
    };
    for (auto const &heir : heirs(table)) {
        doubt([&](Entry const &entry) {
            return is_part(entry, heir) && (is_it(entry) || may_mention(entry, name));
        });
    }
    erase([&](Entry const &entry) {
        bool const is_its_sequence = is_owned(entry, table) && entry.owner->name == name;
        bool const goes_with_it = entry.object.kind != ObjectKind::column && entry.mentions.contains(name);
        return is_its_sequence || (is_part(entry, table) && (is_it(entry) || goes_with_it));
    });
    doubt([&](Entry const &entry) { return is_part(entry, table) && may_mention(entry, name); });
}

void Inventory::drop_type(Name const &name)
{
    erase([&](Entry const &entry) {
        return (entry.object.kind == ObjectKind::type && name_of(entry) == name) || is_part(entry, name);
    });
}

/// With what inherits from its tables elsewhere.
void Inventory::drop_schema(std::string_view schema)
{
    std::vector<Name> tables;
    for (auto const &entry : m_entries) {
        if (entry.object.kind == ObjectKind::table && entry.object.schema == schema) {
            tables.push_back(name_of(entry));
        }
    }
    std::ranges::for_each(tables, [this](Name const &table) { drop_relation(table); });
    erase([&](Entry const &entry) {
        return entry.object.schema == schema ||
               (entry.object.kind == ObjectKind::schema && entry.object.name == schema);
    });
}

} // namespace gander::schema
