#include "kubernetes/gate_connection.hpp"

#include "kubernetes/own_variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gander::kubernetes {

namespace {

/// Another server's schema would open this one's Service.
void refuse_elsewhere(Connection const &given)
{
    constexpr auto names = std::to_array<std::string_view>({"PGUSER", "PGPASSWORD", "PGDATABASE", "PGPORT"});
    auto const leads_elsewhere = [&](auto const &each) {
        return std::ranges::find(names, each.first) == names.end();
    };
    constexpr auto hint =
        "--user, --database, --port and --password-secret NAME/KEY, or --env-from-secret NAME and "
        "--map with PGUSER, PGPASSWORD and PGDATABASE, say how to connect to it";
    if (given.dbstring) {
        throw Error(Errc::usage,
                    "--secret may lead to any server: the gate is for the one that it stands beside", hint);
    }
    if (std::ranges::any_of(given.parts, leads_elsewhere)) {
        throw Error(Errc::usage,
                    "--host leads to another server: the gate is for the one that it stands beside", hint);
    }
    if (auto const hit = std::ranges::find_if(given.mapped, leads_elsewhere); hit != given.mapped.end()) {
        throw Error(Errc::usage,
                    fmt::format("--map {}: the gate is for the server that it stands beside", hit->first),
                    hint);
    }
}

} // namespace

Manifest gate_connection(std::vector<Document> const &documents, DatabaseContainer const &database,
                         Request const &request)
{
    refuse_elsewhere(request.connection);
    auto made = env(request.connection);
    if (!request.port.empty() && !has_variable(made, "PGPORT")) {
        made.push_back({{"name", "PGPORT"}, {"value", request.port}});
    }
    for (auto const &each : client_variables(documents, database, made)) {
        made.push_back(each);
    }
    made.push_back({{"name", "PGHOST"}, {"value", "127.0.0.1"}});
    return made;
}

} // namespace gander::kubernetes
