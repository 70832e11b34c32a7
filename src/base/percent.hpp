#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace gander {

/// The byte that `%XX` at `offset` stands for, or -1.
int percent_byte(std::string_view text, std::size_t offset);

/// `%20` → blank. A `%` without two digits behind it stays.
std::string percent_decoded(std::string_view text);

} // namespace gander
