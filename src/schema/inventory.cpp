#include "schema/inventory.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gander::schema {

namespace {

bool is_heir(Entry const &entry, Name const &of)
{
    return std::ranges::find(entry.parents, of) != entry.parents.end();
}

} // namespace

bool is_part(Entry const &entry, Name const &of)
{
    return entry.object.of == of.name && entry.object.schema == of.schema;
}

bool is_owned(Entry const &entry, Name const &by)
{
    return entry.owner && entry.owner->schema == by.schema && entry.owner->of == by.name;
}

Name name_of(Entry const &entry) { return {entry.object.schema, entry.object.name}; }

bool is_unnamed(Entry const &entry)
{
    return entry.object.kind == ObjectKind::primary_key ||
           entry.object.kind == ObjectKind::unique_constraint ||
           entry.object.kind == ObjectKind::foreign_key || entry.object.kind == ObjectKind::check_constraint;
}

std::string columns_text(Mentions const &columns) { return fmt::format("({})", fmt::join(columns, ", ")); }

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

Entry *Inventory::constraint_with_index(Name const &name)
{
    return find([&](Entry const &entry) { return entry.has_index && name_of(entry) == name; });
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

void Inventory::doubt_attachments(std::function<bool(Name const &)> const &to)
{
    for (auto &entry : m_entries) {
        if (entry.attachment && to(entry.parents.front())) {
            entry.attachment->doubtful = true;
        }
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

} // namespace gander::schema
