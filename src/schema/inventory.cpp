#include "schema/inventory.hpp"

#include <algorithm>

namespace gander::schema {

namespace {

bool is_part(Entry const &entry, Name const &of)
{
    return entry.object.of == of.name && entry.object.schema == of.schema;
}

bool is_owned(Entry const &entry, Name const &by)
{
    return entry.owner && entry.owner->schema == by.schema && entry.owner->of == by.name;
}

bool is_heir(Entry const &entry, Name const &of)
{
    return std::ranges::find(entry.parents, of) != entry.parents.end();
}

} // namespace

Name name_of(Entry const &entry) { return {entry.object.schema, entry.object.name}; }

bool is_relation(Entry const &entry)
{
    switch (entry.object.kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::sequence:
    case ObjectKind::index:
        return true;
    default:
        return false;
    }
}

Entry *Inventory::find(Predicate const &wanted)
{
    auto const hit = std::ranges::find_if(m_entries, wanted);
    return hit == m_entries.end() ? nullptr : &*hit;
}

std::vector<Entry *> Inventory::find_all(Predicate const &wanted)
{
    std::vector<Entry *> found;
    for (auto &entry : m_entries) {
        if (wanted(entry)) {
            found.push_back(&entry);
        }
    }
    return found;
}

Entry *Inventory::relation(Name const &name)
{
    return find([&](Entry const &entry) { return is_relation(entry) && name_of(entry) == name; });
}

Entry *Inventory::part(ObjectKind kind, Name const &of, std::string_view name)
{
    return find([&](Entry const &entry) {
        return entry.object.kind == kind && is_part(entry, of) && entry.object.name == name;
    });
}

Entry *Inventory::type(Name const &name)
{
    return find(
        [&](Entry const &entry) { return entry.object.kind == ObjectKind::type && name_of(entry) == name; });
}

void Inventory::erase(Predicate const &which) { std::erase_if(m_entries, which); }

void Inventory::doubt(Predicate const &which)
{
    for (auto &entry : m_entries) {
        entry.doubtful = entry.doubtful || which(entry);
    }
}

std::vector<Name> Inventory::heirs(Name const &name) const
{
    std::vector<Name> names;
    for (auto const &entry : m_entries) {
        if (is_heir(entry, name)) {
            names.push_back(name_of(entry));
            auto const theirs = heirs(names.back());
            names.insert(names.end(), theirs.begin(), theirs.end());
        }
    }
    return names;
}

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

/// A constraint takes its index with it, a column the sequences it owns.
void Inventory::drop_part(ObjectKind kind, Name const &of, std::string_view name)
{
    erase([&](Entry const &entry) {
        bool const itself = entry.object.kind == kind && is_part(entry, of) && entry.object.name == name;
        bool const its_index = kind == ObjectKind::constraint && entry.object.kind == ObjectKind::index &&
                               is_part(entry, of) && entry.object.name == name;
        bool const its_sequence =
            kind == ObjectKind::column && is_owned(entry, of) && entry.owner->name == name;
        return itself || its_index || its_sequence;
    });
}

void Inventory::drop_type(Name const &name)
{
    erase([&](Entry const &entry) {
        return (entry.object.kind == ObjectKind::type && name_of(entry) == name) || is_part(entry, name);
    });
}

void Inventory::drop_schema(std::string_view schema)
{
    erase([&](Entry const &entry) {
        return entry.object.schema == schema ||
               (entry.object.kind == ObjectKind::schema && entry.object.name == schema);
    });
}

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

} // namespace gander::schema
