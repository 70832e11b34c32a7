#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace gander::report {

/// What a kubelet keeps of a container's termination message, in bytes.
inline constexpr std::size_t termination_limit = 4096;

/// `document`, one of json.hpp's, with `exit_code` and `left_out` behind `tool`. One that is longer than the
/// limit, its end of line included, is shortened, and `left_out` says where and by how much: what went well
/// goes first, the message of an error last. docs/json.md has the order.
std::string termination_message(std::string_view document, int exit_code);

} // namespace gander::report
