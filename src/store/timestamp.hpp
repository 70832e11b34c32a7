#pragma once
#include <gander/report.hpp>

#include <optional>
#include <string_view>

namespace gander::store {

/// `YYYY-MM-DD[ T]HH:MM[:SS[.ffffff]][Z|±hh[:mm]]` or a date alone. Empty for anything else. An offset is
/// taken into account, so the result is UTC; without one the time is passed on as it stands.
std::optional<TimePoint> parse_timestamp(std::string_view text);

} // namespace gander::store
