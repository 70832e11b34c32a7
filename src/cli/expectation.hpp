#pragma once
/// What `test verify --expect` names: a YAML file with the names of what has to be there.

#include <gander/schema.hpp>

#include <string>
#include <string_view>

namespace gander::cli {

/// `path` stands in errors. Throws Errc::usage with path:line:column for what is no YAML, and for keys and
/// values that mean nothing here.
SchemaExpectation parse_expectation(std::string const &text, std::string const &path);

/// The same of a file that can be read. Throws Errc::io.
SchemaExpectation read_expectation(std::string const &path);

} // namespace gander::cli
