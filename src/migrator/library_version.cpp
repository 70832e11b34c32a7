#include <gander/gander.hpp>

namespace gander {

std::string_view library_version() noexcept { return GANDER_VERSION; }

} // namespace gander
