#include "cli/route.hpp"

#include <gander/database.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

namespace {

/// `h1` of `u:p@h1:1,h2:2/d`: the address is one, so is the name. Empty where there is one only.
std::string_view first_of_several(std::string_view rest)
{
    rest = rest.substr(0, rest.find_first_of("/?"));
    rest = rest.substr(rest.rfind('@') + 1); // npos + 1 is the beginning
    auto const comma = rest.find(',');
    return comma == std::string_view::npos ? std::string_view{}
                                           : rest.substr(0, std::min(comma, rest.find(':')));
}

} // namespace

std::string Route::through(Target const &target) const
{
    auto const hit = std::ranges::find(drivers(), target.driver, &DriverWord::word);
    if (hit == drivers().end() || hit->dialect != "postgres") {
        throw Error(Errc::usage, "only PostgreSQL is reached through a port of the cluster");
    }
    // Of what is said twice, libpq takes the last.
    auto const &dbstring = target.dbstring;
    auto const begin = dbstring.find("://");
    if (begin == std::string::npos) {
        return fmt::format("{} hostaddr=127.0.0.1 port={}", dbstring, port);
    }
    auto const first = first_of_several(std::string_view{dbstring}.substr(begin + 3));
    auto const *const mark = dbstring.find('?') == std::string::npos ? "?" : "&";
    auto const host = first.empty() ? std::string{} : fmt::format("host={}&", first);
    return fmt::format("{}{}{}hostaddr=127.0.0.1&port={}", dbstring, mark, host, port);
}

} // namespace gander::cli
