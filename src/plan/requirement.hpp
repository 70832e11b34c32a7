#pragma once
/// Whether a database is where somebody needs it. Pure, like select.

#include "model/history.hpp"

#include <gander/migrator.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gander::plan {

/// Throws Errc::usage for a requirement that asks for nothing, or that nothing can meet.
void require_sense(Requirement const &required);

/// What a database with this history lacks, and what there is instead: `version 7: the database is at 5`.
/// Empty when it lacks nothing. It reads behind `waiting for` and `lacking`. `sources` are eligible ones, and
/// looked at only where the requirement is about files.
std::optional<std::string> lacking(Requirement const &required, std::vector<Source> const &sources,
                                   History const &history);

} // namespace gander::plan
