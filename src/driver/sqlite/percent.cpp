#include "driver/sqlite/percent.hpp"

#include "base/percent.hpp"
#include "base/quote.hpp"

#include <gander/error.hpp>

namespace gander::driver::sqlite {

namespace {

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else if (int const byte = percent_byte(text, i); byte >= 0) {
            out += static_cast<char>(byte);
            i += 2;
        } else {
            throw Error(Errc::usage, "invalid URL escape " + go_quoted(text.substr(i, 3)),
                        "write a percent sign in a parameter as %25");
        }
    }
    return out;
}

} // namespace

std::string percent_encoded_path(std::string_view path)
{
    std::string out;
    for (char const c : path) {
        switch (c) {
        case '%':
            out += "%25";
            break;
        case '?':
            out += "%3f";
            break;
        case '#':
            out += "%23";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::vector<Parameter> query_parameters(std::string_view query)
{
    std::vector<Parameter> parameters;
    while (!query.empty()) {
        auto const end = query.find('&');
        auto const raw = query.substr(0, end);
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        if (raw.find(';') != std::string_view::npos) {
            throw Error(Errc::usage, "invalid semicolon separator in query", "separate parameters with &");
        }
        if (!raw.empty()) {
            auto const equals = raw.find('=');
            auto const value = equals == std::string_view::npos ? std::string_view{} : raw.substr(equals + 1);
            parameters.push_back({raw, unescaped(raw.substr(0, equals)), unescaped(value)});
        }
    }
    return parameters;
}

} // namespace gander::driver::sqlite
