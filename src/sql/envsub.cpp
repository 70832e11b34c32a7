#include "sql/envsub.hpp"

#include "base/unicode.hpp"
#include "sql/go_number.hpp"
#include "sql/space.hpp"

#include <algorithm>

namespace gander::sql {

namespace {

constexpr int deepest = 200;
constexpr char32_t nothing = 0xFFFD; // what goose prints for the end of the line

struct Text
{
    char32_t rune = nothing;
    std::size_t size = 0; ///< 0 at the end
    bool valid = false;
};

std::string shown(char32_t rune)
{
    std::string text;
    unicode::append(text, rune);
    return text;
}

/// `${VAR:offset}` and `${VAR:offset:length}`: bytes, clamped to what is there.
std::string slice(std::string const &value, std::int64_t offset, std::optional<std::int64_t> length)
{
    auto const size = static_cast<std::int64_t>(value.size());
    auto const from = std::clamp<std::int64_t>(offset < 0 ? offset + size : offset, 0, size);
    auto to = size;
    if (length) {
        to = *length >= 0 ? from + std::min(*length, size - from) : std::max(*length + size, from);
    }
    return value.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
}

/// Reads and replaces in one go. Where a value is not wanted (a default that is not needed) `live` is false
/// and nothing is looked up. A fault in the text itself ends the reading; one that is only found when the
/// value is needed waits until the whole line has been read, as in goose.
class Substitution
{
public:
    Substitution(std::string_view line, Variables const &variables, EnvsubRules rules)
        : m_line(line), m_variables(variables), m_rules(rules)
    {
    }

    Substituted run()
    {
        Substituted result;
        result.text = expression(false, true);
        result.fault = m_syntax ? m_syntax : m_missing;
        return result;
    }

private:
    std::string expression(bool in_braces, bool live);
    std::string expansion(bool live);
    std::string braces(std::size_t start, bool live);
    std::string operation(std::size_t start, std::string const &name, bool live);
    std::string with_default(std::string const &name, bool if_empty, bool live);
    std::string required(std::size_t start, std::string const &name, bool if_empty, bool live);
    std::string substring(std::size_t start, std::string const &name, bool live);
    std::optional<std::string> identifier(std::size_t start);
    std::string_view until(std::string_view stops);
    Text peek() const;
    bool follows(std::string_view text) const { return m_line.substr(m_at).starts_with(text); }
    void wrong(std::size_t start, std::string goose, std::string hint);

    std::string_view m_line;
    Variables const &m_variables;
    EnvsubRules m_rules;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::optional<EnvsubFault> m_syntax{};
    std::optional<EnvsubFault> m_missing{};
};

Text Substitution::peek() const
{
    if (m_at >= m_line.size()) {
        return {};
    }
    auto const decoded = unicode::decode(m_line, m_at);
    return {decoded.rune, decoded.size, decoded.valid};
}

/// Up to one of `stops`, the end, or what goose takes for bad UTF-8: the replacement character itself
/// included.
std::string_view Substitution::until(std::string_view stops)
{
    auto const start = m_at;
    for (Text c = peek(); c.size != 0 && c.rune != nothing; c = peek()) {
        if (c.rune < 0x80 && stops.find(static_cast<char>(c.rune)) != std::string_view::npos) {
            break;
        }
        m_at += c.size;
    }
    return m_line.substr(start, m_at - start);
}

void Substitution::wrong(std::size_t start, std::string goose, std::string hint)
{
    if (!m_syntax) {
        auto message = "this variable cannot be read: " + goose;
        m_syntax = EnvsubFault{start, std::max<std::size_t>(m_at - start, 1), std::move(goose),
                               std::move(message), std::move(hint)};
    }
}

std::string Substitution::expression(bool in_braces, bool live)
{
    std::string result;
    while (m_at < m_line.size() && !m_syntax && !(in_braces && m_line[m_at] == '}')) {
        if (follows("\\\\") || follows("$(")) {
            result += m_line.substr(m_at, 2);
            m_at += 2;
        } else if (follows("\\$") || follows("$$")) {
            result += '$';
            m_at += 2;
        } else if (m_line[m_at] == '$' && m_at + 1 < m_line.size()) {
            result += expansion(live);
        } else {
            Text const c = peek();
            bool const mend = !c.valid && m_rules == EnvsubRules::goose;
            result += mend ? shown(nothing) : std::string(m_line.substr(m_at, c.size));
            m_at += c.size;
        }
    }
    return live ? result : std::string{};
}

std::string Substitution::expansion(bool live)
{
    auto const start = m_at++;
    if (follows("{")) {
        ++m_at;
        if (++m_depth > deepest) {
            wrong(start, "nested too deeply", "use fewer defaults within defaults");
            return {};
        }
        auto value = braces(start, live);
        --m_depth;
        return value;
    }
    auto const name = identifier(start);
    return name && live ? m_variables(*name).value_or("") : std::string{};
}

std::optional<std::string> Substitution::identifier(std::size_t start)
{
    Text const first = peek();
    if (first.size == 0 || !unicode::is_letter(first.rune)) {
        wrong(start, "Expected identifier to start with a letter, got " + shown(first.rune),
              "write `\\$` for a dollar sign that is no variable, or put `-- +goose ENVSUB OFF` above this "
              "line");
        return std::nullopt;
    }
    auto const begin = m_at;
    for (Text c = first; c.size != 0 && c.rune != nothing; c = peek()) {
        if (!unicode::is_letter(c.rune) && !unicode::is_number(c.rune) && c.rune != U'_') {
            break;
        }
        m_at += c.size;
    }
    return std::string(m_line.substr(begin, m_at - begin));
}

std::string Substitution::braces(std::size_t start, bool live)
{
    auto const name = identifier(start);
    if (!name) {
        return {};
    }
    if (follows("}")) {
        ++m_at;
        return live ? m_variables(*name).value_or("") : std::string{};
    }
    auto value = operation(start, *name, live);
    if (m_syntax) {
        return {};
    }
    Text const last = peek();
    m_at += last.size;
    if (last.size == 0 || last.rune != U'}') {
        wrong(start, "Expected brace expansion to end with }, got " + shown(last.rune), "close it with `}`");
    }
    return value;
}

std::string Substitution::operation(std::size_t start, std::string const &name, bool live)
{
    Text const op = peek();
    m_at += op.size;
    if (op.size != 0 && op.rune == U'-') {
        return with_default(name, false, live);
    }
    if (op.size != 0 && op.rune == U'?') {
        return required(start, name, false, live);
    }
    if (op.size == 0 || op.rune != U':') {
        wrong(start, "Expected an operator, got " + shown(op.rune),
              "known are ${VAR}, ${VAR:-default}, ${VAR-default}, ${VAR?message}, ${VAR:?message} and "
              "${VAR:offset:length}");
        return {};
    }
    if (follows("-")) {
        ++m_at;
        return with_default(name, true, live);
    }
    if (follows("?") && m_rules == EnvsubRules::gander) {
        ++m_at;
        return required(start, name, true, live);
    }
    return substring(start, name, live);
}

std::string Substitution::with_default(std::string const &name, bool if_empty, bool live)
{
    auto const value = live ? m_variables(name) : std::nullopt;
    bool const needed = !value || (if_empty && value->empty());
    auto const otherwise = expression(true, live && needed);
    return needed ? otherwise : *value;
}

std::string Substitution::required(std::size_t start, std::string const &name, bool if_empty, bool live)
{
    auto const value = live ? m_variables(name) : std::nullopt;
    bool const missing = live && (!value || (if_empty && value->empty()));
    auto why = expression(true, missing);
    if (missing && !m_syntax && !m_missing) {
        if (why.empty()) {
            why = !value ? "not set" : "empty";
        }
        m_missing = EnvsubFault{start, m_at + 1 - start, "$" + name + ": " + why,
                                "the variable " + name + (value ? " is empty: " : " is not set: ") + why,
                                "set " + name + " in the environment"};
    }
    return value.value_or("");
}

std::string Substitution::substring(std::size_t start, std::string const &name, bool live)
{
    constexpr auto hint = "write whole numbers, as in ${VAR:2:5} or ${VAR: -3}";
    auto const offset = read_go_number(trimmed(until(":}")));
    if (!offset.error.empty()) {
        wrong(start, "Unable to parse offset: " + offset.error, hint);
        return {};
    }
    std::optional<std::int64_t> length;
    if (!follows("}")) {
        m_at += peek().size;
        auto const number = read_go_number(trimmed(until("}")));
        if (!number.error.empty()) {
            wrong(start, "Unable to parse length: " + number.error, hint);
            return {};
        }
        length = number.value;
    }
    return live ? slice(m_variables(name).value_or(""), offset.value, length) : std::string{};
}

} // namespace

Substituted substitute(std::string_view line, Variables const &variables, EnvsubRules rules)
{
    return Substitution(line, variables, rules).run();
}

} // namespace gander::sql
