#pragma once
/// What a subset left out, for people. Pure.

#include <gander/report.hpp>

#include <string>

namespace gander::cli {

/// Lines, each with its end: what was left out and why, and with `verbose` why the rest was not. Empty for
/// a subset of everything.
std::string subset_text(Subset const &subset, bool verbose);

/// A line each: the version, and the file.
std::string sources_text(std::vector<Source> const &sources);

} // namespace gander::cli
