#pragma once
#include <gander/report.hpp>

#include <string>
#include <vector>

namespace gander::source {

/// Does the version read as a moment after 1970, YYYYMMDDHHMMSS? Everything else is a sequence number.
bool is_timestamp(Version version);

/// The sequence number behind the highest one there is; time stamps do not count. Throws Errc::bad_name when
/// there is none left.
Version next_in_sequence(std::vector<Source> const &sources);

std::string sequence_text(Version version); ///< `00042`
std::string timestamp_text(TimePoint time); ///< `20260801120000`

} // namespace gander::source
