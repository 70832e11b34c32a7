#include "subset/choose.hpp"

#include "base/suggest.hpp"
#include "subset/footprint.hpp"

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

class Chooser
{
public:
    Chooser(std::span<Candidate const> candidates, std::span<std::string const> tables)
        : m_candidates(candidates), m_tables(tables), m_footprints(candidates), m_why(candidates.size())
    {
    }

    Subset choose()
    {
        std::ranges::for_each(m_tables, [this](auto const &table) { require(table); });
        want_tables();
        find_shared_tables();
        for (std::size_t i = 0; i < m_candidates.size(); ++i) {
            look_at(i);
        }
        while (!m_open.empty()) {
            auto const later = m_open.back();
            m_open.pop_back();
            keep_for(later);
        }
        return take();
    }

private:
    void require(std::string const &table) const
    {
        auto const is_mentioned = [&](Candidate const &each) {
            return each.touches.anything && each.touches.uses.contains(table);
        };
        if (m_footprints.is_written(table) || std::ranges::any_of(m_candidates, is_mentioned)) {
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
    void want_tables()
    {
        Uses start;
        for (auto const &table : m_tables) {
            note(start, table, rows);
        }
        for (auto const &[source, touches] : m_candidates) {
            for (auto const &function : touches.functions) {
                start[function] |= read | run;
            }
        }
        m_wanted = m_footprints.follow(start);
        Uses only;
        std::ranges::for_each(m_tables, [&](auto const &table) { note(only, table, rows); });
        m_all = m_footprints.follow(only).anything;
    }

    void look_at(std::size_t i)
    {
        auto const &touches = m_candidates[i].touches;
        auto const &footprint = m_footprints.all()[i];
        auto const table = std::ranges::find_if(m_tables, [&](auto const &name) { return changes(i, name); });
        if (table != m_tables.end()) {
            keep(i, "changes " + *table);
        } else if (footprint.anything) {
            keep(i, told(*footprint.anything));
        } else if (touches.needed) {
            keep(i, told(*touches.needed));
        } else if (m_all) {
            keep(i, "may be used by a wanted table, whose change " + told(*m_all));
        } else if (auto const name = wanted_name(i); !name.empty()) {
            keep(i, fmt::format("changes {}, which is used by what is kept", name));
        } else if (auto why = of_session(i); !why.empty()) {
            keep(i, std::move(why));
        }
    }

    bool changes(std::size_t i, std::string const &name) const
    {
        auto const &uses = m_footprints.all()[i].uses;
        return std::ranges::all_of(noted_as(name), [&](auto const &each) {
            auto const use = uses.find(each);
            return use != uses.end() && (use->second & write) != 0;
        });
    }

    std::string wanted_name(std::size_t i) const
    {
        for (auto const &[name, how] : m_candidates[i].touches.uses) {
            if ((how & write) != 0 &&
                (name.starts_with('%') ? is_wanted_right(name) : m_wanted.uses.contains(name))) {
                return name.starts_with('%') ? "rights" : name;
            }
        }
        return {};
    }

    /// Those in a schema, which whoever uses a table in it has to have.
    bool is_wanted_right(std::string_view name) const
    {
        if (!name.starts_with(rights)) {
            return false;
        }
        auto const schema = name.substr(rights.size());
        return m_wanted.uses.contains(schema) || !m_footprints.is_written(std::string(schema));
    }

    /// What a later session would not find.
    std::string of_session(std::size_t i) const
    {
        for (auto const &name : m_of_session) {
            if (m_footprints.all()[i].uses.contains(name)) {
                return fmt::format("uses {}, which ends with the session", name);
            }
        }
        return {};
    }

    void find_shared_tables()
    {
        for (auto const &[source, touches] : m_candidates) {
            std::ranges::copy_if(touches.temporary, std::inserter(m_of_session, m_of_session.end()),
                                 [&](auto const &name) {
                                     return std::ranges::count_if(m_footprints.all(), [&](auto const &each) {
                                                return each.uses.contains(name);
                                            }) > 1;
                                 });
        }
    }

    void keep(std::size_t i, std::string why)
    {
        if (m_why[i].empty()) {
            m_why[i] = std::move(why);
            m_open.push_back(i);
        }
    }

    void keep_for(std::size_t later)
    {
        auto const &footprints = m_footprints.all();
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (!m_why[earlier].empty()) {
                continue;
            }
            if (auto const name = conflict(footprints[earlier], footprints[later])) {
                keep(earlier, because(*name, m_candidates[later].source.version));
            }
        }
    }

    static std::string because(std::string const &name, Version later)
    {
        return name.starts_with('%') || name == "anything"
                   ? fmt::format("version {} may depend on it", later)
                   : fmt::format("version {} depends on {}", later, name);
    }

    Subset take() const
    {
        Subset subset;
        for (std::size_t i = 0; i < m_candidates.size(); ++i) {
            auto const &source = m_candidates[i].source;
            if (m_why[i].empty()) {
                subset.left_out.push_back({source, left_out(m_candidates[i].touches)});
            } else {
                subset.kept.push_back({source, m_why[i]});
            }
        }
        return subset;
    }

    static std::string left_out(Touches const &touches)
    {
        auto names = touches.written;
        for (auto const &[name, how] : touches.uses) {
            if ((how & rows) != 0) {
                names.insert(name);
            }
        }
        std::erase_if(names, [all = names](auto const &name) { // what goes with a table says nothing new
            return std::ranges::any_of(all, [&](auto const &other) { return name.starts_with(other + '_'); });
        });
        return names.empty()
                   ? "changes nothing that is kept"
                   : fmt::format("changes {}, on which nothing kept depends", fmt::join(names, ", "));
    }

    std::span<Candidate const> m_candidates;
    std::span<std::string const> m_tables;
    Footprints m_footprints;
    Footprint m_wanted{};
    std::optional<Cause> m_all{};                      ///< why everything is wanted
    std::set<std::string, std::less<>> m_of_session{}; ///< what several use that ends with the session
    std::vector<std::string> m_why;                    ///< it is kept
    std::vector<std::size_t> m_open{};
};

} // namespace

Subset choose(std::span<Candidate const> candidates, std::span<std::string const> tables)
{
    return Chooser{candidates, tables}.choose();
}

} // namespace gander::subset
