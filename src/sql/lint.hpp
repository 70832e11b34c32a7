#pragma once
/// Statements that read well and will not run well.

#include "model/script.hpp"
#include "model/syntax.hpp"
#include "sql/complaints.hpp"

namespace gander::sql {

void lint(Script const &script, Syntax const &syntax, Complaints &complaints);

} // namespace gander::sql
