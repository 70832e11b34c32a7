#include "base/duration.hpp"

#include <array>
#include <cstdint>
#include <limits>

namespace gander {

namespace {

using Ticks =
    std::uint64_t; // nanoseconds without a sign: one more than int64 can hold has to pass through here

constexpr Ticks microsecond = 1000;
constexpr Ticks millisecond = 1000 * microsecond;
constexpr Ticks second = 1000 * millisecond;
constexpr Ticks minute = 60 * second;
constexpr Ticks hour = 60 * minute;
constexpr Ticks most = Ticks{1} << 63U;

struct Unit
{
    std::string_view name;
    Ticks ticks;
};
constexpr std::array units{
    Unit{"ns", 1},
    Unit{"us", microsecond},
    Unit{"\u00b5s", microsecond}, // the micro sign
    Unit{"\u03bcs", microsecond}, // the Greek letter
    Unit{"ms", millisecond},
    Unit{"s", second},
    Unit{"m", minute},
    Unit{"h", hour},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_while_digits(std::string_view &text)
{
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) {
        ++length;
    }
    auto const digits = text.substr(0, length);
    text.remove_prefix(length);
    return digits;
}

std::optional<Ticks> take_unit(std::string_view &text)
{
    std::size_t length = 0;
    while (length < text.size() && text[length] != '.' && !is_digit(text[length])) {
        ++length;
    }
    for (auto const &unit : units) {
        if (unit.name == text.substr(0, length)) {
            text.remove_prefix(length);
            return unit.ticks;
        }
    }
    return {};
}

std::optional<Ticks> whole(std::string_view digits)
{
    Ticks value = 0;
    for (char const digit : digits) {
        if (value > most / 10) {
            return {};
        }
        value = value * 10 + static_cast<Ticks>(digit - '0');
        if (value > most) {
            return {};
        }
    }
    return value;
}

/// The digits behind a decimal point, in units; those too small to count are dropped.
Ticks fraction(std::string_view digits, Ticks unit)
{
    Ticks value = 0;
    double scale = 1;
    for (char const digit : digits) {
        Ticks const next = value * 10 + static_cast<Ticks>(digit - '0');
        if (value > (most - 1) / 10 || next > most) {
            break;
        }
        value = next;
        scale *= 10;
    }
    return static_cast<Ticks>(static_cast<double>(value) * (static_cast<double>(unit) / scale));
}

/// One number with its unit, such as `1.5h`.
std::optional<Ticks> take_term(std::string_view &text)
{
    auto const before = take_while_digits(text);
    std::string_view after;
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        after = take_while_digits(text);
    }
    auto const value = whole(before);
    if ((before.empty() && after.empty()) || !value) {
        return {};
    }
    auto const unit = take_unit(text);
    if (!unit || *value > most / *unit) {
        return {};
    }
    Ticks const term = *value * *unit + fraction(after, *unit);
    return term > most ? std::nullopt : std::optional{term};
}

/// value / unit with as many decimals as it takes.
std::string decimal(Ticks value, Ticks unit, std::string_view suffix)
{
    auto text = std::to_string(value / unit);
    if (Ticks const rest = value % unit; rest != 0) {
        auto digits = std::to_string(unit + rest);
        digits.erase(digits.find_last_not_of('0') + 1);
        digits[0] = '.';
        text += digits;
    }
    text += suffix;
    return text;
}

std::string format_positive(Ticks value)
{
    if (value == 0) {
        return "0s";
    }
    if (value < microsecond) {
        return decimal(value, 1, "ns");
    }
    if (value < millisecond) {
        return decimal(value, microsecond, "\u00b5s");
    }
    if (value < second) {
        return decimal(value, millisecond, "ms");
    }
    std::string text;
    if (value >= hour) {
        text += std::to_string(value / hour) + "h";
    }
    if (value >= minute) {
        text += std::to_string(value % hour / minute) + "m";
    }
    return text + decimal(value % minute, second, "s");
}

} // namespace

std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text)
{
    bool const negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) {
        text.remove_prefix(1);
    }
    if (text == "0") {
        return std::chrono::nanoseconds{0};
    }
    if (text.empty()) {
        return {};
    }
    Ticks total = 0;
    while (!text.empty()) {
        auto const term = take_term(text);
        if (!term || *term > most - total) {
            return {};
        }
        total += *term;
    }
    if (!negative && total == most) {
        return {};
    }
    return std::chrono::nanoseconds{static_cast<std::int64_t>(negative ? Ticks{0} - total : total)};
}

std::string format_duration(std::chrono::nanoseconds duration)
{
    auto const count = duration.count();
    auto const value = static_cast<Ticks>(count);
    return count < 0 ? "-" + format_positive(Ticks{0} - value) : format_positive(value);
}

std::chrono::nanoseconds round_duration(std::chrono::nanoseconds duration)
{
    auto const count = duration.count();
    for (Ticks const unit : {second, millisecond, microsecond}) {
        auto const limit = static_cast<std::int64_t>(unit);
        if (count <= limit) { // also everything below zero: only what took time is rounded
            continue;
        }
        auto const step = limit / 100;
        auto const rest = count % step;
        auto const down = count - rest;
        if (rest * 2 < step) {
            return std::chrono::nanoseconds{down};
        }
        auto const room = std::numeric_limits<std::int64_t>::max() - down;
        return room < step ? std::chrono::nanoseconds::max() : std::chrono::nanoseconds{down + step};
    }
    return duration;
}

std::string short_duration(std::chrono::nanoseconds duration)
{
    using namespace std::chrono;
    using Tenths = std::chrono::duration<std::int64_t, std::deci>;
    auto const rounded = duration < 1s     ? nanoseconds{ceil<milliseconds>(duration)}
                         : duration < 1min ? nanoseconds{round<Tenths>(duration)}
                                           : nanoseconds{floor<seconds>(duration)};
    auto text = format_duration(rounded);
    for (std::string_view const empty : {"m0s", "h0m"}) {
        if (text.ends_with(empty)) {
            text.resize(text.size() - 2);
        }
    }
    return text;
}

} // namespace gander
