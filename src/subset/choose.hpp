#pragma once
/// Which migrations can be left out when only some tables are wanted. Pure.

#include "subset/touches.hpp"

#include <gander/report.hpp>

#include <span>
#include <string>
#include <vector>

namespace gander::subset {

struct Candidate
{
    Source source{};
    Touches touches{};
};

/// Kept are those that change a wanted table, or what its definition names; those that run or define code;
/// and each one that could not change places with a later one that is kept. What is left out can be applied
/// behind the others then, and the end is the same. Candidates in order of version, tables by their names
/// without a schema. Throws Errc::usage for a table that no candidate touches.
Subset choose(std::span<Candidate const> candidates, std::span<std::string const> tables);

} // namespace gander::subset
