#include "base/random.hpp"

#include <algorithm>
#include <random>

namespace gander {

std::string random_text(std::string_view letters, std::size_t count)
{
    std::random_device device;
    std::uniform_int_distribution<std::size_t> pick{0, letters.size() - 1};
    std::string text(count, ' ');
    std::ranges::generate(text, [&] { return letters[pick(device)]; });
    return text;
}

std::string random_letters(std::size_t count) { return random_text("bcdfghjklmnpqrstvwxz2456789", count); }

} // namespace gander
