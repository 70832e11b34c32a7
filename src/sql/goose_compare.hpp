#pragma once
/// Where goose would read a file otherwise than its author means it, and this parser reads it.

#include "model/script.hpp"
#include "sql/complaints.hpp"
#include "sql/parse.hpp"

#include <string>

namespace gander::sql {

/// Adds at most one problem: the first spot where goose goes another way. `script` has been read for that
/// direction. Returns what goose says of it, if it says anything.
std::string compare_with_goose(Script const &script, ParseOptions const &options, Complaints &complaints);

} // namespace gander::sql
