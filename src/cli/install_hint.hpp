#pragma once
#include <cstdint>
#include <string>

namespace gander::cli {

/// What to do about an errno value that `install` ends with. `size` is the program's, in bytes; `user` is who
/// runs it. Empty when the system's words say all there is. Pure.
std::string install_hint(int error, std::uintmax_t size, unsigned user);

} // namespace gander::cli
