#pragma once
/// JSON values as YAML text that people like to read, and that every parser of YAML 1.1 and 1.2 takes for the
/// same values.

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gander::kubernetes {

/// One object of the API. Its fields stay in the order in which they were put.
using Manifest = nlohmann::ordered_json;

/// One document, without a `---` before it. Text of several lines stands as a block.
std::string yaml(Manifest const &document);

/// Several, each behind a `---`.
std::string yaml_stream(std::vector<Manifest> const &documents);

} // namespace gander::kubernetes
