#pragma once
#include <gander/error.hpp>

#include <string_view>

namespace gander::cluster {

/// What kubectl said before it failed, with what to do about it. Errc::connection, which another try may
/// help, where the cluster was not reached; else Errc::io. Pure.
Error refusal(std::string_view complaint);

} // namespace gander::cluster
