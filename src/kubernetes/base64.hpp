#pragma once
#include <string>
#include <string_view>

namespace gander::kubernetes {

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

constexpr std::size_t base64_size(std::size_t bytes) noexcept { return (bytes + 2) / 3 * 4; }

} // namespace gander::kubernetes
