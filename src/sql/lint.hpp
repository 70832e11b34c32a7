#pragma once
/// Statements that read well and will not run well.

#include "model/script.hpp"
#include "sql/complaints.hpp"
#include "sql/parse.hpp"

namespace gander::sql {

void lint(Script const &script, ParseOptions const &options, Complaints &complaints);

} // namespace gander::sql
