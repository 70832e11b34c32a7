#include "subset/want.hpp"

#include "base/suggest.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gander::subset {

namespace {

std::string told(Cause const &cause)
{
    auto const &place = cause.place;
    return place.line == 0 ? cause.why
                           : fmt::format("{} ({}:{}:{})", cause.why, place.path, place.line, place.column);
}

} // namespace

Want::Want(std::span<Candidate const> candidates, std::span<std::string const> tables,
           Footprints const &footprints)
    : m_candidates(candidates), m_tables(tables), m_footprints(footprints)
{
    std::ranges::for_each(tables, [this](auto const &table) { require(table); });
    follow_tables();
    find_shared_tables();
}

std::string Want::reason(std::size_t candidate) const
{
    auto const &touches = m_candidates[candidate].touches;
    auto const &footprint = m_footprints.all()[candidate];
    auto const table =
        std::ranges::find_if(m_tables, [&](auto const &name) { return changes(candidate, name); });
    if (table != m_tables.end()) {
        return "changes " + *table;
    }
    if (footprint.anything) {
        return told(*footprint.anything);
    }
    if (touches.needed) {
        return told(*touches.needed);
    }
    if (m_all) {
        return "may be used by a wanted table, whose change " + told(*m_all);
    }
    if (auto const name = wanted_name(candidate); !name.empty()) {
        return fmt::format("changes {}, which is used by what is kept", name);
    }
    return of_session(candidate);
}

/// Code may make a table whose name stands in it.
void Want::require(std::string const &table) const
{
    auto const may_make = [&](Candidate const &each) {
        return each.touches.anything && std::ranges::all_of(noted_as(table), [&](auto const &word) {
                   return each.touches.uses.contains(word);
               });
    };
    if (m_footprints.is_written(table) || std::ranges::any_of(m_candidates, may_make)) {
        return;
    }
    std::vector<std::string_view> names;
    for (auto const &[source, touches] : m_candidates) {
        std::ranges::copy(touches.made, std::back_inserter(names));
    }
    auto const nearest = suggest(table, names);
    throw Error(Errc::usage, fmt::format("no migration makes or changes a table {}", table),
                nearest ? fmt::format("did you mean {}?", *nearest) : std::string{});
}

/// With what their definitions name, and what functions that stay do: it has to be there when they run.
void Want::follow_tables()
{
    Uses tables;
    std::ranges::for_each(m_tables, [&](auto const &table) { note(tables, table, rows); });
    m_all = m_footprints.follow(tables).anything;
    for (auto const &[source, touches] : m_candidates) {
        for (auto const &function : touches.functions) {
            tables[function] |= read | run;
        }
    }
    m_wanted = m_footprints.follow(tables);
}

void Want::find_shared_tables()
{
    auto const is_shared = [this](std::string const &name) {
        return std::ranges::count_if(m_footprints.all(),
                                     [&](auto const &each) { return each.uses.contains(name); }) > 1;
    };
    for (auto const &[source, touches] : m_candidates) {
        std::ranges::copy_if(touches.temporary, std::inserter(m_of_session, m_of_session.end()), is_shared);
    }
}

bool Want::changes(std::size_t candidate, std::string const &name) const
{
    auto const &uses = m_footprints.all()[candidate].uses;
    return std::ranges::all_of(noted_as(name), [&](auto const &each) {
        auto const use = uses.find(each);
        return use != uses.end() && (use->second & write) != 0;
    });
}

std::string Want::wanted_name(std::size_t candidate) const
{
    for (auto const &[name, how] : m_candidates[candidate].touches.uses) {
        if ((how & write) != 0 && is_wanted_right(name)) {
            return "rights in a schema";
        }
        if ((how & write) != 0 && !name.starts_with('%') && m_wanted.uses.contains(name)) {
            return name;
        }
    }
    return {};
}

/// Those in a schema, which whoever uses a table in it has to have.
bool Want::is_wanted_right(std::string_view name) const
{
    if (!name.starts_with(rights)) {
        return false;
    }
    auto const schema = name.substr(rights.size());
    return m_wanted.uses.contains(schema) || !m_footprints.is_written(std::string(schema));
}

/// What a later session would not find.
std::string Want::of_session(std::size_t candidate) const
{
    for (auto const &name : m_of_session) {
        if (m_footprints.all()[candidate].uses.contains(name)) {
            return fmt::format("uses {}, which ends with the session", name);
        }
    }
    return {};
}

} // namespace gander::subset
