#pragma once
/// Which tables a line asks for: by their names, or by the name of a set in a file.

#include <string>
#include <vector>

namespace gander::cli {

struct Settings;

/// Without schemas and quotes; empty where all are wanted. Throws Errc::usage with file:line:column for a
/// file that is no mapping of names to lists of tables, and Errc::io.
std::vector<std::string> wanted_tables(Settings const &settings);

} // namespace gander::cli
