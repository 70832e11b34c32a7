#pragma once
/// All that migrations use, with what comes along: a table's types, its triggers, what their functions do.

#include "subset/choose.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gander::subset {

struct Footprint
{
    Uses uses{};
    std::optional<Cause> anything{};
};

/// Holds for any order in which the candidates are run: links are never taken away again.
class Footprints
{
public:
    explicit Footprints(std::span<Candidate const> candidates);

    /// What whoever uses this uses.
    Footprint follow(Uses const &start) const;

    /// Of a candidate. Behind the last one that may do anything, whatever was there before may be tied to
    /// anything else: all who use that use each other.
    std::vector<Footprint> const &all() const noexcept { return m_all; }

    bool is_written(std::string const &name) const { return m_written.contains(name); }

private:
    void index(std::span<Candidate const> candidates);
    Footprint own(Candidate const &candidate) const;
    void tie(std::span<Candidate const> candidates);
    bool counts(std::string const &name, unsigned how) const;
    std::optional<Cause> doubt(std::string const &name, unsigned how) const;

    std::multimap<std::string, Link const *, std::less<>> m_links{};
    std::map<std::string, Cause> m_unclear{};
    std::map<std::string, Cause> m_opaque{};
    std::set<std::string, std::less<>> m_made{};    ///< or changed, by the commands themselves
    std::set<std::string, std::less<>> m_written{}; ///< and what their rows go to
    std::set<std::string, std::less<>> m_named{};   ///< all that can be something in the database
    std::vector<Footprint> m_all{};
};

/// What keeps two migrations from changing places; empty when nothing does.
std::optional<std::string> conflict(Footprint const &earlier, Footprint const &later);

} // namespace gander::subset
