#include "cli/connection_hint.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace gander::cli {

namespace {

/// libpq gives no code for these, only the system's words.
constexpr auto nobody_answers = std::to_array<std::string_view>({
    "Connection refused",
    "could not translate host name",
    "Is the server running",
});

} // namespace

std::string connection_hint(Error const &error)
{
    auto const *refused = dynamic_cast<SqlError const *>(&error);
    if (refused == nullptr || error.code() != Errc::connection) {
        return {};
    }
    auto const &code = refused->diagnostic().code;
    if (code == "28P01" || code == "28000") {
        return "check the user and the password; libpq also takes them from PGUSER, PGPASSWORD and "
               "~/.pgpass, gander from PGPASSWORD_FILE too; pg_hba.conf says who may come in how";
    }
    if (code == "3D000") {
        return "create the database first, for example with createdb: gander makes tables, not databases";
    }
    std::string_view const text = error.what();
    auto const silent = std::ranges::any_of(
        nobody_answers, [&](std::string_view words) { return text.find(words) != std::string_view::npos; });
    return silent ? "check the host and the port: is the server running there?" : "";
}

} // namespace gander::cli
