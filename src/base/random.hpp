#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace gander {

/// As many of these letters, chosen by the kernel's own random numbers.
std::string random_text(std::string_view letters, std::size_t count);

/// For a part of a name: small letters and digits that make no words.
std::string random_letters(std::size_t count);

} // namespace gander
