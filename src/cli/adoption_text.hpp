#pragma once
/// What is said after `adopt`, and `test verify`. Pure: values in, text out.

#include <gander/report.hpp>
#include <gander/schema.hpp>

#include <string>
#include <vector>

namespace gander::cli {

/// A line for each file with something in it that could not be checked, below one that says so; with
/// `verbose` a line for each such thing. Empty when everything was.
std::string unchecked_text(std::vector<Problem> const &unchecked, bool verbose);

std::string adoption_summary(Adoption const &adoption);

std::string verification_summary(Verification const &result);

} // namespace gander::cli
