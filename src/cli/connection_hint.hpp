#pragma once
#include <gander/error.hpp>

#include <string>

namespace gander::cli {

/// What to do about a connection that was not made, where the error itself does not say; otherwise empty.
std::string connection_hint(Error const &error);

} // namespace gander::cli
