#pragma once
/// YAML files, and JSON, which is YAML: their values, and where each of them stands.

#include "kubernetes/yaml.hpp"

#include <gander/error.hpp>

#include <map>
#include <string>
#include <vector>

namespace gander::kubernetes {

/// From 1, in letters.
struct Place
{
    std::size_t line = 1;
    std::size_t column = 1;
};

struct Document
{
    using Pointer = Manifest::json_pointer;

    std::string path{}; ///< the file
    Manifest value{};
    std::map<std::string, Place> places{}; ///< by JSON pointer

    /// An error about the value there or, where none stands in the file, about what it is in.
    Error error(Pointer at, std::string const &what, std::string const &hint = {}) const;
};

/// Its documents but for empty ones. Aliases are replaced by what they mean. Throws Errc::usage with
/// path:line:column for what is no YAML, keys that are there twice, tags, and what readers do not agree
/// about.
std::vector<Document> read_yaml(std::string const &text, std::string const &path);

} // namespace gander::kubernetes
