#pragma once
#include "driver/session.hpp"

#include <gander/report.hpp>

namespace gander::exec {

/// What the session's Halt means for the people who wrote `step`: which text of which file, and what remains.
Failure failure_of(Step const &step, driver::Halt halt);

} // namespace gander::exec
