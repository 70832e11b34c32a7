#pragma once
/// What libpq writes of a connection that did not come about, host by host.

#include <gander/report.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gander::driver::postgres {

/// How a message about a host begins when not even its name is understood.
inline constexpr std::string_view looking_up = "could not translate host name ";

struct Tried
{
    std::string
        place{}; ///< `host:port`, a socket's path, or a host alone when it has no address; may be empty
    Diagnostic failure{}; ///< without the place
};

/// Of a text written with PQERRORS_VERBOSE. At least one; the last one ended it.
std::vector<Tried> tried(std::string_view text);

} // namespace gander::driver::postgres
