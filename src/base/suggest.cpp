#include "base/suggest.hpp"

#include <algorithm>
#include <vector>

namespace gander {

int edit_distance(std::string_view left, std::string_view right)
{
    // Three rows of the usual table: swaps look two rows back.
    std::vector<int> before(right.size() + 1);
    std::vector<int> above(right.size() + 1);
    std::vector<int> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) {
        row[j] = static_cast<int>(j);
    }
    for (std::size_t i = 1; i <= left.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= right.size(); ++j) {
            auto const change = left[i - 1] == right[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[right.size()];
}

/// Half a word is a slip too; one letter says nothing.
static std::optional<std::string_view> shortest_that_begins_with(std::string_view word,
                                                                 std::span<std::string_view const> candidates)
{
    constexpr std::size_t enough = 2;
    std::optional<std::string_view> best;
    for (auto const candidate : candidates) {
        bool const begins = word.size() >= enough && candidate.starts_with(word);
        if (begins && (!best || candidate.size() < best->size())) {
            best = candidate;
        }
    }
    return best;
}

std::optional<std::string_view> suggest(std::string_view word, std::span<std::string_view const> candidates)
{
    auto const limit = std::max<int>(1, static_cast<int>(word.size()) / 3);
    std::optional<std::string_view> best;
    auto least = limit + 1;
    for (auto const candidate : candidates) {
        auto const distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best ? best : shortest_that_begins_with(word, candidates);
}

} // namespace gander
