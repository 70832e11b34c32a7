#pragma once
/// What libpq refuses for good without a code, told by its words.

#include <optional>
#include <string_view>

namespace gander::driver::postgres {

/// A parameter that libpq refuses before it tries to connect: no other time makes it right.
bool is_refused_parameter(std::string_view message);

/// What to do about a connection that no time will make possible: TLS that one of the two sides has not got
/// or does not accept, or something that is no PostgreSQL server. Nothing when it is not of that kind, empty
/// when libpq says what to do itself.
std::optional<std::string_view> refusal(std::string_view text);

} // namespace gander::driver::postgres
