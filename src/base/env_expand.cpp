#include "base/env_expand.hpp"

#include <algorithm>

namespace gander {

namespace {

/// First \n and \r alone, so that `\\n` stays a backslash and an n.
std::string expand_line_ends(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const pair = text[i] == '\\' && i + 1 < text.size() && text[i + 1] != '\n';
        if (!pair) {
            out += text[i];
            continue;
        }
        char const escaped = text[++i];
        if (escaped == 'n' || escaped == 'r') {
            out += escaped == 'n' ? '\n' : '\r';
        } else {
            out += {'\\', escaped};
        }
    }
    return out;
}

/// What `$` may be followed by, as far as it was found.
struct Reference
{
    std::string_view name;
    std::size_t size = 1; ///< of all of it, the `$` included
};

Reference reference_at(std::string_view text)
{
    constexpr std::string_view name_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    Reference found;
    auto const skip = [&](char c) {
        found.size += found.size < text.size() && text[found.size] == c ? 1 : 0;
    };
    skip('(');
    skip('{');
    auto const begin = found.size;
    found.size = std::min(text.find_first_not_of(name_characters, begin), text.size());
    found.name = text.substr(begin, found.size - begin);
    skip('}');
    return found;
}

} // namespace

std::string expand_escapes(std::string_view text)
{
    auto const lines = expand_line_ends(text);
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i] == '\\' && i + 1 < lines.size() && lines[i + 1] != '$') {
            ++i;
        }
        out += lines[i];
    }
    return out;
}

std::string expand_variables(std::string_view text,
                             std::vector<std::pair<std::string, std::string>> const &variables)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        bool const escaped = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '$';
        if (text[i] != '$' && !escaped) {
            out += text[i++];
            continue;
        }
        i += escaped ? 1 : 0;
        auto const [name, size] = reference_at(text.substr(i));
        if (escaped || name.empty()) {
            out += text.substr(i, size);
        } else {
            auto const same = [wanted = name](auto const &variable) { return variable.first == wanted; };
            auto const found = std::find_if(variables.begin(), variables.end(), same);
            out += found == variables.end() ? std::string{} : found->second;
        }
        i += size;
    }
    return out;
}

} // namespace gander
