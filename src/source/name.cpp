#include "base/quote.hpp"
#include "source/source.hpp"

#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

namespace gander::source {

namespace {

/// Why `digits` are no number, found from left to right: what does not fit into 64 bits is out of range
/// whatever follows it.
std::string_view fault_in(std::string_view digits)
{
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t value = 0;
    for (char const c : digits) {
        if (c < '0' || c > '9') {
            return "invalid syntax";
        }
        auto const digit = static_cast<std::uint64_t>(c - '0');
        if (value > (most - digit) / 10) {
            return "value out of range";
        }
        value = value * 10 + digit;
    }
    return digits.empty() ? "invalid syntax" : "";
}

std::string bad_number(std::string_view file_name, std::string_view number, std::string_view why)
{
    std::string text = "failed to parse version from migration file: ";
    text += file_name;
    text += ": strconv.ParseInt: parsing " + go_quoted(number) + ": ";
    text += why;
    return text;
}

} // namespace

ParsedName parse_name(std::string_view file_name)
{
    auto const separator = file_name.find('_');
    if (separator == std::string_view::npos) {
        return {0, "no filename separator '_' found"};
    }
    auto const number = file_name.substr(0, separator);
    bool const signed_number = !number.empty() && (number.front() == '+' || number.front() == '-');
    auto const digits = number.substr(signed_number ? 1 : 0);
    if (auto const fault = fault_in(digits); !fault.empty()) {
        return {0, bad_number(file_name, number, fault)};
    }
    auto const text = number.front() == '+' ? digits : number;
    Version version = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), version).ec != std::errc{}) {
        return {0, bad_number(file_name, number, "value out of range")};
    }
    if (version < 1) {
        return {0, "migration version must be greater than zero"};
    }
    return {version, {}};
}

Classified classify(std::string path)
{
    auto const name = std::string_view(path).substr(path.rfind('/') + 1); // npos + 1 is 0
    bool const go = name.ends_with(".go");
    if (!go && !name.ends_with(".sql")) {
        return {};
    }
    auto parsed = parse_name(name);
    if (!parsed.error.empty()) {
        return {{}, go ? std::string{} : std::move(parsed.error)};
    }
    if (name.ends_with("_test.go")) {
        return {};
    }
    return {Source{parsed.version, go ? Kind::go : Kind::sql, std::move(path)}, {}};
}

} // namespace gander::source
