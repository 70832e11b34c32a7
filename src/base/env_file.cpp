#include "base/env_file.hpp"

#include "base/env_expand.hpp"
#include "base/file.hpp"
#include "base/quote.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <optional>

namespace gander {

namespace {

bool is_blank(char32_t rune)
{
    return rune == U'\t' || rune == U'\v' || rune == U'\f' || rune == U'\r' || rune == U' ' || rune == 0x85 ||
           rune == 0xA0;
}

template<typename Predicate>
std::string_view trim_left(std::string_view text, Predicate drop)
{
    while (!text.empty()) {
        auto const first = unicode::decode(text, 0);
        if (!drop(first.rune)) {
            break;
        }
        text.remove_prefix(first.size);
    }
    return text;
}

template<typename Predicate>
std::string_view trim_right(std::string_view text, Predicate drop)
{
    std::size_t keep = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const [rune, size, valid] = unicode::decode(text, at);
        at += size;
        keep = drop(rune) ? keep : at;
    }
    return text.substr(0, keep);
}

std::string without_carriage_returns(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) != "\r\n") {
            out += text[i];
        }
    }
    return out;
}

/// The value of a line without quotes: its comment and the blanks around it are gone, and bytes that are no
/// UTF-8 have become U+FFFD.
std::string plain_value(std::string_view line)
{
    std::string value;
    std::vector<std::size_t> comments; // where a `#` stands behind a blank
    bool after_blank = false;
    for (std::size_t at = 0; at < line.size();) {
        auto const [rune, size, valid] = unicode::decode(line, at);
        if (rune == U'#' && after_blank) {
            comments.push_back(value.size());
        }
        unicode::append(value, rune);
        after_blank = is_blank(rune);
        at += size;
    }
    if (!comments.empty()) {
        value.resize(comments.back());
    }
    return std::string{trim_left(trim_right(value, is_blank), is_blank)};
}

/// Whether this is a name as people choose them, not a piece of a value that was taken for one.
bool is_plain_name(std::string_view name)
{
    constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    return !name.empty() && name.find_first_not_of(characters) == std::string_view::npos;
}

/// Its errors quote nothing of the file but one character and the name of a variable: all else may be, or be
/// near, a password.
class Parser
{
public:
    explicit Parser(std::string_view text) : m_text{text}, m_rest{text} {}

    EnvFile parse()
    {
        while (m_file.error.empty() && skip_to_statement()) {
            auto const name = take_name();
            if (!m_file.error.empty()) {
                break;
            }
            auto value = take_value(name);
            if (m_file.error.empty()) {
                set(name, std::move(value));
            }
        }
        if (!m_file.error.empty()) {
            m_file.variables.clear();
        }
        return std::move(m_file);
    }

private:
    bool skip_to_statement()
    {
        for (;;) {
            m_rest = trim_left(m_rest, unicode::is_space);
            if (m_rest.empty() || m_rest.front() != '#') {
                return !m_rest.empty();
            }
            m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
        }
    }

    void skip_export()
    {
        constexpr std::string_view word = "export";
        if (m_rest.substr(0, word.size()) == word) {
            auto const behind = m_rest.substr(word.size());
            auto const trimmed = trim_left(behind, is_blank);
            m_rest = trimmed.size() < behind.size() ? trimmed : m_rest;
        }
    }

    /// Byte by byte, each taken for a character of Latin-1: that is what goose's reader accepts.
    std::string take_name()
    {
        m_rest = trim_left(m_rest, is_blank);
        skip_export();
        for (std::size_t i = 0; i < m_rest.size(); ++i) {
            char32_t const c = static_cast<unsigned char>(m_rest[i]);
            if (c == U'=' || c == U':') {
                std::string name{trim_right(m_rest.substr(0, i), unicode::is_space)};
                m_rest = trim_left(m_rest.substr(i + 1), is_blank);
                return name;
            }
            if (!is_blank(c) && c != U'_' && c != U'.' && !unicode::is_letter(c) && !unicode::is_number(c)) {
                std::string character;
                unicode::append(character, c);
                fail("unexpected character " + go_quoted(character) +
                     " in variable name: NAME=value is expected");
                return {};
            }
        }
        if (m_rest.empty()) {
            fail("a name and a value are missing behind export");
        }
        return {}; // a last line that is one word: a value without a name, which nothing can use
    }

    std::string take_value(std::string const &name)
    {
        if (!m_rest.empty() && (m_rest.front() == '"' || m_rest.front() == '\'')) {
            return take_quoted(m_rest.front(), name);
        }
        auto const end = std::min(m_rest.find_first_of("\r\n"), m_rest.size());
        auto const line = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        return expand_variables(plain_value(line), m_file.variables);
    }

    std::string take_quoted(char quote, std::string const &name)
    {
        for (std::size_t i = 1; i < m_rest.size(); ++i) {
            if (m_rest[i] != quote || m_rest[i - 1] == '\\') {
                continue;
            }
            auto const is_quote = [quote](char32_t rune) {
                return rune == static_cast<unsigned char>(quote);
            };
            std::string value{trim_left(trim_right(m_rest.substr(0, i), is_quote), is_quote)};
            m_rest.remove_prefix(i + 1);
            return quote == '"' ? expand_variables(expand_escapes(value), m_file.variables) : value;
        }
        fail(is_plain_name(name) ? "unterminated quoted value of " + name : "unterminated quoted value");
        return {};
    }

    /// At the place that the rest begins with.
    void fail(std::string error)
    {
        auto const above = m_text.substr(0, m_text.size() - m_rest.size());
        m_file.error = std::move(error);
        m_file.line = static_cast<int>(std::count(above.begin(), above.end(), '\n')) + 1;
    }

    void set(std::string const &name, std::string value)
    {
        auto &all = m_file.variables;
        auto const found = std::find_if(all.begin(), all.end(),
                                        [&](auto const &variable) { return variable.first == name; });
        if (found == all.end()) {
            all.emplace_back(name, std::move(value));
        } else {
            found->second = std::move(value);
        }
    }

    std::string_view m_text;
    std::string_view m_rest;
    EnvFile m_file{};
};

} // namespace

EnvFile parse_env(std::string_view text)
{
    auto const clean = without_carriage_returns(text);
    return Parser{clean}.parse();
}

EnvFile read_env_file(std::string const &path)
{
    auto const text = read_file(path);
    auto file = text.error.empty() ? parse_env(text.text) : EnvFile{{}, text.error};
    if (file.line != 0) {
        file.error = path + ":" + std::to_string(file.line) + ": " + file.error;
    }
    return file;
}

} // namespace gander
