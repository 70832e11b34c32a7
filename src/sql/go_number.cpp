#include "sql/go_number.hpp"

#include "base/quote.hpp"

#include <limits>

namespace gander::sql {

GoNumber read_go_number(std::string_view text)
{
    auto const failed = [&](char const *why) {
        return GoNumber{0, "strconv.Atoi: parsing " + go_quoted(text) + ": " + why};
    };
    bool const negative = text.starts_with('-');
    auto const digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
    if (digits.empty()) {
        return failed("invalid syntax");
    }
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t value = 0;
    for (char const c : digits) {
        if (c < '0' || c > '9') {
            return failed("invalid syntax");
        }
        auto const digit = static_cast<std::uint64_t>(c - '0');
        if (value > most / 10 || value * 10 > most - digit) {
            return failed("value out of range");
        }
        value = value * 10 + digit;
    }
    constexpr auto limit = std::uint64_t{1} << 63U;
    if (value > limit || (value == limit && !negative)) {
        return failed("value out of range");
    }
    return {static_cast<std::int64_t>(negative ? ~value + 1 : value), {}};
}

} // namespace gander::sql
