#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gander::sql {

/// A decimal number as goose's strconv.Atoi reads it, or its error.
struct GoNumber
{
    std::int64_t value = 0;
    std::string error{}; ///< empty when the value is good
};
GoNumber read_go_number(std::string_view text);

} // namespace gander::sql
