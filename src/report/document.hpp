#pragma once
/// What all documents have in common.

#include "report/json_values.hpp"

#include <string>
#include <string_view>

namespace gander::report {

/// The fields that each begins with.
Json document(std::string_view command);

/// As one line. Bytes that are no UTF-8 are replaced.
std::string finish(Json const &json);

} // namespace gander::report
