#include "subset/footprint.hpp"

#include <algorithm>
#include <iterator>

namespace gander::subset {

namespace {

constexpr auto hidden = "%hidden"; ///< the ties that code may have made which nobody can tell

/// Which names only what is made behind the last unclear migration has.
std::set<std::string, std::less<>> fresh_names(std::span<Candidate const> candidates, std::size_t begin)
{
    std::set<std::string, std::less<>> seen;
    std::set<std::string, std::less<>> fresh;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        auto const &touches = candidates[i].touches;
        for (auto const &name : touches.made) {
            if (i >= begin && !seen.contains(name)) {
                fresh.insert(name);
            }
        }
        for (auto const &[name, how] : touches.uses) {
            seen.insert(name);
        }
    }
    return fresh;
}

} // namespace

Footprints::Footprints(std::span<Candidate const> candidates)
{
    index(candidates);
    std::ranges::transform(candidates, std::back_inserter(m_all),
                           [this](auto const &each) { return own(each); });
    tie(candidates);
}

void Footprints::index(std::span<Candidate const> candidates)
{
    for (auto const &[source, touches] : candidates) {
        m_written.insert(touches.written.begin(), touches.written.end());
        m_made.insert(touches.written.begin(), touches.written.end());
        m_unclear.insert(touches.unclear.begin(), touches.unclear.end());
        m_opaque.insert(touches.opaque.begin(), touches.opaque.end());
        for (auto const &[name, how] : touches.uses) {
            if ((how & named) != 0) {
                m_named.insert(name);
            }
            if ((how & named) != 0 && (how & write) != 0) {
                m_written.insert(name);
            }
        }
        for (auto const &link : touches.links) {
            if ((link.then & named) != 0) {
                m_named.insert(link.to);
            }
            m_links.emplace(link.of, &link);
        }
    }
}

/// Columns, options and the words of a body are no more than words.
bool Footprints::counts(std::string const &name, unsigned how) const
{
    return (how & called) != 0 || name.starts_with('%') || m_named.contains(name);
}

std::optional<Cause> Footprints::doubt(std::string const &name, unsigned how) const
{
    if (auto const hit = m_unclear.find(name); (how & run) != 0 && hit != m_unclear.end()) {
        return hit->second;
    }
    if (auto const hit = m_opaque.find(name); hit != m_opaque.end()) {
        return hit->second;
    }
    if ((how & called) != 0 && !m_made.contains(name)) {
        return Cause{"runs " + name + "(), which no migration here defines", {}};
    }
    if ((how & counted) != 0 && !m_made.contains(name)) {
        return Cause{"counts with " + name + ", which no migration here makes", {}};
    }
    return {};
}

Footprint Footprints::follow(Uses const &start) const
{
    Footprint footprint;
    std::vector<std::string> open;
    auto const reach = [&](std::string const &name, unsigned how) {
        if (counts(name, how)) {
            auto &known = footprint.uses[name];
            auto const before = known;
            known |= how | read | ((how & rows) != 0 ? unsigned{write} : 0U);
            if (known != before) {
                open.push_back(name);
            }
        }
    };
    for (auto const &[name, how] : start) {
        reach(name, how);
    }
    while (!open.empty()) {
        auto const name = std::move(open.back());
        open.pop_back();
        auto const how = footprint.uses.at(name);
        footprint.anything = footprint.anything ? std::move(footprint.anything) : doubt(name, how);
        auto const [begin, end] = m_links.equal_range(name);
        for (auto each = begin; each != end; ++each) {
            if ((how & each->second->when) != 0) {
                reach(each->second->to, each->second->then);
            }
        }
    }
    return footprint;
}

Footprint Footprints::own(Candidate const &candidate) const
{
    auto const &touches = candidate.touches;
    auto footprint = follow(touches.uses);
    for (auto const &function : touches.functions) { // who defines it must know what it does
        auto const inside = follow({{function, read | run}});
        footprint.anything = footprint.anything ? footprint.anything : inside.anything;
    }
    footprint.anything = touches.anything ? touches.anything : footprint.anything;
    return footprint;
}

void Footprints::tie(std::span<Candidate const> candidates)
{
    auto const last =
        std::find_if(m_all.rbegin(), m_all.rend(), [](auto const &each) { return each.anything; });
    auto const begin = static_cast<std::size_t>(m_all.rend() - last);
    bool const hooks = std::ranges::any_of(candidates, [](auto const &each) { return each.touches.hooks; });
    auto const fresh = fresh_names(candidates, begin);
    for (std::size_t i = begin; begin > 0 && i < m_all.size(); ++i) {
        bool const is_tied = std::ranges::any_of(m_all[i].uses, [&](auto const &use) {
            return (use.second & (named | write)) != 0 && !use.first.starts_with('%') &&
                   !fresh.contains(use.first);
        });
        if (is_tied || hooks) {
            m_all[i].uses[hidden] |= write;
        }
    }
}

std::optional<std::string> conflict(Footprint const &earlier, Footprint const &later)
{
    if (earlier.anything || later.anything) {
        return "anything";
    }
    std::optional<std::string> why;
    for (auto const &[name, how] : earlier.uses) {
        auto const hit = later.uses.find(name);
        if (hit != later.uses.end() && ((how | hit->second) & write) != 0) {
            why = name;
            if (!name.starts_with('%')) {
                break;
            }
        }
    }
    return why;
}

} // namespace gander::subset
