#pragma once
#include <gander/report.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gander::source {

/// The moment after 1970 that the version reads as, YYYYMMDDHHMMSS. Everything else is a sequence number.
std::optional<TimePoint> moment_of(Version version);
bool is_timestamp(Version version);

/// The sequence number behind the highest one there is; time stamps do not count. Throws Errc::bad_name when
/// there is none left.
Version next_in_sequence(std::vector<Source> const &sources);

std::string sequence_text(Version version); ///< `00042`
std::string timestamp_text(TimePoint time); ///< `20260801120000`

/// `now`; or, where a migration has that second already, the one behind the newest time stamp.
TimePoint free_moment(std::vector<Version> const &taken, TimePoint now);

} // namespace gander::source
