#include "cli/shell_hint.hpp"

#include <algorithm>
#include <array>

namespace gander::cli {

std::string shell_hint(std::string_view first_word)
{
    constexpr auto shells = std::to_array<std::string_view>({"sh", "bash", "ash", "dash"});
    auto const name = first_word.substr(first_word.rfind('/') + 1);
    if (std::ranges::find(shells, name) == shells.end()) {
        return {};
    }
    return "the image has no shell, and its entry point is gander: give it the arguments themselves, such as "
           "[\"-dir\", \"/migrations\", \"up\"]";
}

} // namespace gander::cli
