#pragma once
/// Which tables a line asks for: by their names, or by the name of a set in a file.

#include <gander/error.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gander::cli {

struct Settings;

/// Without schemas and quotes; empty where all are wanted. Throws Errc::usage with file:line:column for a
/// file that is no mapping of names to lists of tables, and for one that is not there.
std::vector<std::string> wanted_tables(Settings const &settings);

/// The error of a table that no migration knows, with its place in the file of sets where that names it.
/// Empty for all others. Reads the file.
std::optional<Error> told_of_sets(Error const &error, Settings const &settings);

} // namespace gander::cli
