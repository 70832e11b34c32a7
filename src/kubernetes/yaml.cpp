#include "kubernetes/yaml.hpp"

#include "base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace gander::kubernetes {

namespace {

bool begins_like_a_number(std::string_view text)
{
    return std::isdigit(static_cast<unsigned char>(text.front())) != 0;
}

/// A plain scalar would be taken for something else: a truth value, nothing, a number, a date.
bool is_taken_for_another(std::string_view text)
{
    constexpr auto words =
        std::to_array<std::string_view>({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"});
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(words, lower) != words.end() || begins_like_a_number(text);
}

bool is_plain(std::string_view text)
{
    auto const harmless = [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("_-./@+=,: ").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (text.empty() || !std::ranges::all_of(text, harmless) || text.find(": ") != std::string_view::npos) {
        return false;
    }
    auto const first = static_cast<unsigned char>(text.front());
    auto const begins_well = std::isalnum(first) != 0 || first == '/' || first == '_';
    return begins_well && text.back() != ':' && text.back() != ' ' && !is_taken_for_another(text);
}

/// What YAML takes for no text or for the end of a line, beyond what JSON escapes: DEL, the C1 controls, the
/// separators of lines and paragraphs, the byte order mark, and the two that are no characters.
bool is_odd(char32_t rune)
{
    constexpr auto others = std::to_array<char32_t>({0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF});
    return (rune >= 0x7F && rune < 0xA0) || std::ranges::find(others, rune) != others.end();
}

/// What a block keeps as it is: no control characters, and no line ends but \n.
bool fits_a_block(std::string_view text)
{
    if (text.find('\n') == std::string_view::npos || text.front() == ' ' || text.front() == '\n') {
        return false;
    }
    for (std::size_t at = 0; at < text.size();) {
        auto const [rune, size, valid] = unicode::decode(text, at);
        if ((rune < 0x20 && rune != '\n' && rune != '\t') || is_odd(rune)) {
            return false;
        }
        at += size;
    }
    return true;
}

/// JSON's, with the rest escaped too that YAML wants to be.
std::string quoted(std::string const &text)
{
    auto const json = Manifest(text).dump();
    std::string yaml;
    for (std::size_t at = 0; at < json.size();) {
        auto const [rune, size, valid] = unicode::decode(json, at);
        yaml += is_odd(rune) ? fmt::format("\\u{:04X}", static_cast<unsigned>(rune)) : json.substr(at, size);
        at += size;
    }
    return yaml;
}

class Writer
{
public:
    std::string take() { return std::move(m_out); }

    void fields(Manifest const &object, std::size_t depth)
    {
        bool first = m_inline;
        for (auto const &[name, value] : object.items()) {
            indent(first ? 0 : depth);
            first = false;
            m_inline = false;
            m_out += scalar(name);
            m_out += ':';
            below(value, depth);
        }
    }

private:
    void indent(std::size_t depth) { m_out.append(2 * depth, ' '); }

    /// A value behind `name:`.
    void below(Manifest const &value, std::size_t depth)
    {
        if (value.is_object() && !value.empty()) {
            m_out += '\n';
            fields(value, depth + 1);
        } else if (value.is_array() && !value.empty()) {
            m_out += '\n';
            items(value, depth);
        } else {
            m_out += ' ';
            leaf(value, depth + 1);
        }
    }

    /// Dashes stand under the name that they belong to, as kubectl writes them.
    void items(Manifest const &array, std::size_t depth)
    {
        for (auto const &item : array) {
            indent(depth);
            m_out += "- ";
            if (item.is_object() && !item.empty()) {
                m_inline = true;
                fields(item, depth + 1);
            } else {
                leaf(item, depth + 1);
            }
        }
    }

    void leaf(Manifest const &value, std::size_t depth)
    {
        if (!value.is_string()) {
            m_out += value.dump() + '\n'; // {} and [] too
            return;
        }
        auto const &text = value.get_ref<std::string const &>();
        if (!fits_a_block(text)) {
            m_out += scalar(text) + '\n';
            return;
        }
        block(text, depth);
    }

    void block(std::string_view text, std::size_t depth)
    {
        auto const ended = text.ends_with('\n');
        m_out += !ended ? "|-\n" : text.ends_with("\n\n") ? "|+\n" : "|\n";
        text.remove_suffix(ended ? 1 : 0);
        while (true) {
            auto const line = text.substr(0, text.find('\n'));
            indent(line.empty() ? 0 : depth);
            m_out += line;
            m_out += '\n';
            if (line.size() == text.size()) {
                return;
            }
            text.remove_prefix(line.size() + 1);
        }
    }

    static std::string scalar(std::string const &text) { return is_plain(text) ? text : quoted(text); }

    std::string m_out{};
    bool m_inline = false; // the next field stands behind a dash
};

} // namespace

std::string yaml(Manifest const &document)
{
    Writer writer;
    writer.fields(document, 0);
    return writer.take();
}

std::string yaml_stream(std::vector<Manifest> const &documents)
{
    std::string text;
    for (auto const &each : documents) {
        text += "---\n" + yaml(each);
    }
    return text;
}

} // namespace gander::kubernetes
