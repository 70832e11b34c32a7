#pragma once
#include <gander/error.hpp>

#include <string_view>

namespace gander::cluster {

/// What kubectl said before it failed, with what to do about it. Errc::connection, which another try may
/// help, where the cluster was not reached; else Errc::io. Pure.
Error refusal(std::string_view complaint);

/// Whether the API gave this reason: NotFound, AlreadyExists, Conflict, Forbidden.
bool has_reason(Error const &refusal, std::string_view reason);

} // namespace gander::cluster
