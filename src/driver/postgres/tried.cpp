#include "driver/postgres/tried.hpp"

#include "base/address.hpp"
#include "driver/postgres/diagnostic.hpp"

#include <algorithm>

namespace gander::driver::postgres {

namespace {

constexpr std::string_view failed = " failed: ";

bool names_a_host(std::string_view line)
{
    return line.starts_with("connection to server ") || line.starts_with(looking_up);
}

std::string_view between(std::string_view text, std::string_view open, std::string_view close)
{
    auto const at = text.find(open);
    if (at == std::string_view::npos) {
        return {};
    }
    text.remove_prefix(at + open.size());
    return text.substr(0, text.find(close));
}

std::string place(std::string_view head)
{
    auto const name = between(head, "\"", "\"");
    auto const port = between(head, ", port ", " ");
    if (port.empty()) {
        return std::string{name};
    }
    return address(name, port);
}

Tried read(std::string_view section)
{
    if (!names_a_host(section)) {
        return {.failure = connect_diagnostic(section)};
    }
    auto const at = section.find(failed);
    auto const said = at == std::string_view::npos ? section : section.substr(at + failed.size());
    return {.place = place(section.substr(0, at)), .failure = connect_diagnostic(said)};
}

} // namespace

std::vector<Tried> tried(std::string_view text)
{
    std::vector<Tried> all;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size() - 1) + 1) {
        if (at > begin && names_a_host(text.substr(at))) {
            all.push_back(read(text.substr(begin, at - begin)));
            begin = at;
        }
    }
    all.push_back(read(text.substr(begin)));
    return all;
}

} // namespace gander::driver::postgres
