#pragma once
/// What libpq's words for a connection that did not come about say to those who wait for it.

#include "driver/unreachable.hpp"

#include <string_view>

namespace gander::driver::postgres {

/// What is seen of each host that libpq has tried, and what the last one's state means. libpq gives no codes
/// for what happens before a server speaks, only texts; one that is not known is repeated as it is.
Outage outage(std::string_view text);

} // namespace gander::driver::postgres
