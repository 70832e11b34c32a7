#pragma once
#include <gander/error.hpp>

#include <optional>
#include <string>

namespace gander::cli {

/// What the library says of the migrations' folder, in the words of the line: which folder it was, and how it
/// is named. Empty for any other error.
std::optional<Error> told_of_folder(Error const &error, std::string const &directory);

} // namespace gander::cli
