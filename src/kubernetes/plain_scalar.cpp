#include "kubernetes/plain_scalar.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace gander::kubernetes {

namespace {

/// Words have three spellings: all small, with a capital, all capitals.
bool is_word(std::string_view text, std::string_view small)
{
    if (text.size() != small.size()) {
        return false;
    }
    auto capitals = std::string(small);
    std::ranges::transform(capitals, capitals.begin(), [](char c) { return c >= 'a' ? c - 'a' + 'A' : c; });
    auto capital = std::string(small);
    capital[0] = capitals[0];
    return text == small || text == capital || text == capitals;
}

bool is_ambiguous_word(std::string_view text)
{
    constexpr auto words = std::to_array<std::string_view>({"yes", "no", "on", "off", "y", "n"});
    return std::ranges::any_of(words, [&](std::string_view word) { return is_word(text, word); });
}

/// The base and the digits behind its prefix. 0440, as in the mode of a file, is octal to kubectl.
std::pair<int, std::string_view> base_of(std::string_view digits)
{
    if (digits.starts_with("0x")) {
        return {16, digits.substr(2)};
    }
    if (digits.starts_with("0o")) {
        return {8, digits.substr(2)};
    }
    return digits.size() > 1 && digits.front() == '0' ? std::pair{8, digits.substr(1)}
                                                      : std::pair{10, digits};
}

std::optional<Manifest> integer(std::string_view text)
{
    bool const negative = text.front() == '-';
    text.remove_prefix(negative || text.front() == '+' ? 1 : 0);
    auto const [base, digits] = base_of(text);
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    constexpr std::uint64_t most = INT64_MAX;
    if (error != std::errc{} || end != digits.data() + digits.size() || value > most) {
        return std::nullopt;
    }
    auto const number = static_cast<std::int64_t>(value);
    return negative ? -number : number;
}

/// A whole number is one however it is written: the API takes no 3.0 for a 3.
std::optional<Manifest> fraction(std::string_view text)
{
    constexpr double exact = 9007199254740992; // up to here each whole number is a double of its own
    text.remove_prefix(text.front() == '+' ? 1 : 0);
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    if (std::trunc(value) == value && std::abs(value) < exact) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

/// What some reader takes for a number: digits, also with underscores or a prefix that is not everybody's.
bool is_like_a_number(std::string_view text)
{
    std::string digits(text.substr(text.front() == '-' || text.front() == '+' ? 1 : 0));
    if (digits.empty() ||
        (digits.front() != '.' && std::isdigit(static_cast<unsigned char>(digits.front())) == 0)) {
        return false;
    }
    std::erase(digits, '_');
    if (digits.front() == '0' && digits.size() > 2) {
        digits[1] = static_cast<char>(std::tolower(static_cast<unsigned char>(digits[1])));
    }
    auto const only = [&](char const *letters, std::size_t from) {
        return digits.find_first_not_of(letters, from) == std::string::npos;
    };
    auto const binary = digits.starts_with("0b") && digits.size() > 2 && only("01", 2);
    auto const word = std::string_view(digits).substr(digits.front() == '.' ? 1 : 0);
    return binary || only("0123456789", 0) || integer(digits) || fraction(digits) || is_word(word, "inf") ||
           is_word(word, "nan") || word == "NaN";
}

bool is_whole(std::string_view text)
{
    return text.find_first_of(".eE") == std::string_view::npos || text.find('x') != std::string_view::npos;
}

} // namespace

PlainScalar plain_scalar(std::string_view text)
{
    if (text.empty() || text == "~" || is_word(text, "null")) {
        return {};
    }
    if (is_word(text, "true") || is_word(text, "false")) {
        return {.value = text.size() == 4};
    }
    if (is_ambiguous_word(text)) {
        return {.problem = "kubectl reads a truth value here, and YAML 1.2 text"};
    }
    if (!is_like_a_number(text)) {
        return {.value = std::string(text)};
    }
    auto const number = is_whole(text) ? integer(text) : fraction(text);
    return number ? PlainScalar{.value = *number}
                  : PlainScalar{.problem = "this number is not read the same everywhere"};
}

} // namespace gander::kubernetes
