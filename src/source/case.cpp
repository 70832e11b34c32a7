#include "source/case.hpp"

#include "base/unicode.hpp"

namespace gander::source {

namespace {

enum class Place {
    nowhere, ///< before the first word, or deep in a gap
    word_start,
    word,
    gap_start,
};

bool is_word_character(char32_t rune) { return unicode::is_letter(rune) || unicode::is_number(rune); }

Place next(Place place, char32_t rune)
{
    bool const before_word = place == Place::nowhere || place == Place::gap_start;
    if (is_word_character(rune)) {
        return before_word ? Place::word_start : Place::word;
    }
    return before_word ? Place::nowhere : Place::gap_start;
}

/// Calls `visit(place, rune)` for each character and returns where the text ended.
template<typename Visit>
Place walk(std::string_view text, Visit visit)
{
    auto place = Place::nowhere;
    for (std::size_t at = 0; at < text.size();) {
        auto const decoded = unicode::decode(text, at);
        place = next(place, decoded.rune);
        visit(place, decoded.rune);
        at += decoded.size;
    }
    return place;
}

} // namespace

std::string snake_case(std::string_view name)
{
    std::string out;
    auto const end = walk(name, [&out](Place place, char32_t rune) {
        if (place == Place::gap_start) {
            out += '_';
        } else if (place != Place::nowhere) {
            unicode::append(out, unicode::to_lower(rune));
        }
    });
    if (end == Place::nowhere && !out.empty() && out.back() == '_') {
        out.pop_back();
    }
    return out;
}

std::string camel_case(std::string_view name)
{
    std::string out;
    walk(name, [&out](Place place, char32_t rune) {
        if (place == Place::word_start) {
            unicode::append(out, unicode::to_upper(rune));
        } else if (place == Place::word) {
            unicode::append(out, unicode::to_lower(rune));
        }
    });
    return out;
}

} // namespace gander::source
