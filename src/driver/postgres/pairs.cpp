#include "driver/postgres/conninfo.hpp"

#include <fmt/format.h>

namespace gander::driver::postgres {

namespace {

bool is_blank(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// `host=db password='it\'s'`: blanks may stand around the equals sign, a backslash takes the next character
/// as it is. What is in error messages is the place, not the word: the word may be a piece of a password.
class Pairs
{
public:
    explicit Pairs(std::string_view text) : m_text(text) {}

    std::vector<Setting> read()
    {
        std::vector<Setting> settings;
        for (skip_blanks(); m_at < m_text.size(); skip_blanks()) {
            auto name = read_name();
            settings.push_back({std::move(name), read_value()});
        }
        return settings;
    }

private:
    void skip_blanks()
    {
        while (m_at < m_text.size() && is_blank(m_text[m_at])) {
            ++m_at;
        }
    }

    std::string read_name()
    {
        auto const begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] != '=' && !is_blank(m_text[m_at])) {
            ++m_at;
        }
        std::string name{m_text.substr(begin, m_at - begin)};
        skip_blanks();
        if (name.empty() || m_at == m_text.size() || m_text[m_at] != '=') {
            refuse_conninfo(m_text, fmt::format("name=value is expected at character {}", begin + 1),
                            how_to_write);
        }
        ++m_at;
        skip_blanks();
        return name;
    }

    std::string read_value()
    {
        bool const quoted = m_at < m_text.size() && m_text[m_at] == '\'';
        auto const begin = m_at;
        m_at += quoted ? 1 : 0;
        std::string value;
        for (; m_at < m_text.size(); ++m_at) {
            if (quoted ? m_text[m_at] == '\'' : is_blank(m_text[m_at])) {
                m_at += quoted ? 1 : 0;
                return value;
            }
            if (m_text[m_at] == '\\' && ++m_at == m_text.size()) {
                break;
            }
            value += m_text[m_at];
        }
        if (quoted) {
            refuse_conninfo(m_text, fmt::format("the quote at character {} is not closed", begin + 1),
                            "inside single quotes write \\' for a quote and \\\\ for a backslash");
        }
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::vector<Setting> parse_pairs(std::string_view dbstring) { return Pairs{dbstring}.read(); }

} // namespace gander::driver::postgres
