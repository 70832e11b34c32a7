#pragma once
/// What is kept for the wanted tables' own sake, or for its own, whatever comes behind it.

#include "subset/footprint.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>

namespace gander::subset {

class Want
{
public:
    /// Throws Errc::usage for a table that no candidate touches. All three have to outlive it.
    Want(std::span<Candidate const> candidates, std::span<std::string const> tables,
         Footprints const &footprints);

    /// Why this candidate is kept; empty when a later one would have to need it.
    std::string reason(std::size_t candidate) const;

private:
    void require(std::string const &table) const;
    void follow_tables();
    void find_shared_tables();
    bool changes(std::size_t candidate, std::string const &name) const;
    std::string wanted_name(std::size_t candidate) const;
    bool is_wanted_right(std::string_view name) const;
    std::string of_session(std::size_t candidate) const;

    std::span<Candidate const> m_candidates;
    std::span<std::string const> m_tables;
    Footprints const &m_footprints;
    Footprint m_wanted{};
    std::optional<Cause> m_all{};                      ///< why everything is wanted
    std::set<std::string, std::less<>> m_of_session{}; ///< what several use that ends with the session
};

} // namespace gander::subset
