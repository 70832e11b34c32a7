#include "sql/conforming.hpp"

#include "sql/shape.hpp"
#include "sql/space.hpp"

#include <algorithm>

namespace gander::sql {

namespace {

constexpr std::string_view setting = "STANDARD_CONFORMING_STRINGS";
constexpr std::string_view function = "SET_CONFIG";

bool take(std::string_view &text, char c)
{
    text = left_trimmed(text);
    bool const found = text.starts_with(c);
    text.remove_prefix(found ? 1 : 0);
    return found;
}

/// `off`, `'off'`: the value at the front of the text, which is shortened by it. Empty when there is none.
std::string_view take_value(std::string_view &text)
{
    bool const quoted = take(text, '\'');
    auto const end = std::min(quoted ? text.find('\'') : text.find_first_of(" \t\r\n,;)"), text.size());
    auto const value = text.substr(0, end);
    text.remove_prefix(std::min(end + (quoted ? 1 : 0), text.size()));
    return value;
}

/// The server takes any beginning of a word that no other has.
std::optional<bool> to_bool(std::string_view value)
{
    auto const begins = [value](std::string_view word, std::size_t least) {
        return value.size() >= least && value.size() <= word.size() &&
               is_word(value, word.substr(0, value.size()));
    };
    if (begins("ON", 2) || begins("TRUE", 1) || begins("YES", 1) || value == "1" || begins("DEFAULT", 7)) {
        return true;
    }
    if (begins("OFF", 2) || begins("FALSE", 1) || begins("NO", 1) || value == "0") {
        return false;
    }
    return {};
}

std::optional<bool> negated(std::optional<bool> value)
{
    return value ? std::optional(!*value) : std::nullopt;
}

/// What stands behind a word of the text.
std::string_view behind(std::string_view word, std::string_view text)
{
    return text.substr(static_cast<std::size_t>(word.data() - text.data()) + word.size());
}

/// SET [SESSION | LOCAL] name { TO | = } value
std::optional<bool> by_set(Command const &command, std::string_view text, TxMode tx)
{
    auto const &words = command.words;
    bool const local = words.size() > 1 && is_word(words[1], "LOCAL");
    std::size_t const at = local || (words.size() > 1 && is_word(words[1], "SESSION")) ? 2 : 1;
    if (at >= words.size() || !is_word(words[at], setting) || (local && tx == TxMode::none)) {
        return {};
    }
    auto rest = left_trimmed(behind(words[at], text));
    if (!take(rest, '=')) {
        if (!is_word(rest.substr(0, 2), "TO")) {
            return {};
        }
        rest.remove_prefix(2);
    }
    return negated(to_bool(take_value(rest)));
}

/// SELECT … set_config('name', 'value', is_local)
std::optional<bool> by_function(Command const &command, std::string_view text, TxMode tx)
{
    std::optional<bool> result;
    for (auto const word : command.words) {
        auto rest = is_word(word, function) ? behind(word, text) : std::string_view{};
        if (!take(rest, '(') || !is_word(take_value(rest), setting) || !take(rest, ',')) {
            continue;
        }
        auto const value = to_bool(take_value(rest));
        bool const local = take(rest, ',') && to_bool(take_value(rest)).value_or(false);
        if (value && !(local && tx == TxMode::none)) {
            result = !*value;
        }
    }
    return result;
}

std::optional<bool> by_command(Command const &command, std::string_view text, TxMode tx)
{
    auto const &words = command.words;
    if (words.empty()) {
        return {};
    }
    auto const second = words.size() > 1 ? words[1] : std::string_view{};
    if (is_word(words[0], "SET")) {
        return by_set(command, text, tx);
    }
    if (is_word(words[0], "RESET")) {
        return is_word(second, "ALL") || is_word(second, setting) ? std::optional(false) : std::nullopt;
    }
    return is_word(words[0], "SELECT") ? by_function(command, text, tx) : std::nullopt;
}

} // namespace

bool hints_at_conforming(std::string_view word) noexcept
{
    return is_word(word, setting) || is_word(word, function) || is_word(word, "RESET");
}

std::optional<bool> backslashes_after(std::vector<Command> const &all, std::string_view text, TxMode tx)
{
    std::optional<bool> result;
    for (auto const &command : all) {
        if (auto const change = by_command(command, text, tx)) {
            result = change;
        }
    }
    return result;
}

} // namespace gander::sql
