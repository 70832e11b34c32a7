#pragma once
/// What is said after `adopt`. Pure: values in, text out.

#include <gander/report.hpp>

#include <string>
#include <vector>

namespace gander::cli {

/// A line for each file with something in it that could not be checked, below one that says so; with
/// `verbose` a line for each such thing. Empty when everything was.
std::string unchecked_text(std::vector<Problem> const &unchecked, bool verbose);

std::string adoption_summary(Adoption const &adoption);

} // namespace gander::cli
