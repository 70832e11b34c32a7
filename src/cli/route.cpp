#include "cli/route.hpp"

#include <gander/database.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli {

std::string Route::through(Target const &target) const
{
    auto const hit = std::ranges::find(drivers(), target.driver, &DriverWord::word);
    if (hit == drivers().end() || hit->dialect != "postgres") {
        throw Error(Errc::usage, "only PostgreSQL is reached through a port of the cluster");
    }
    // Of what is said twice, libpq takes the last.
    auto const &dbstring = target.dbstring;
    if (dbstring.find("://") != std::string::npos) {
        auto const *const mark = dbstring.find('?') == std::string::npos ? "?" : "&";
        return fmt::format("{}{}hostaddr=127.0.0.1&port={}", dbstring, mark, port);
    }
    return fmt::format("{} hostaddr=127.0.0.1 port={}", dbstring, port);
}

} // namespace gander::cli
