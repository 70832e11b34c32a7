#include "kubernetes/connection.hpp"

#include "cli/kube/cluster.hpp"
#include "cluster/secret.hpp"
#include "kubernetes/json_path.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace gander::cli::kube {

/// A connection is given whole, in parts, or by a map; a mixture would leave open which one counts.
kubernetes::Connection connection(Flags const &flags)
{
    kubernetes::Connection connection;
    if (flags.given("secret")) {
        connection.dbstring = kubernetes::secret_key("--secret", flags.text("secret"));
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> parts = {
        {{"host", "PGHOST"}, {"port", "PGPORT"}, {"user", "PGUSER"}, {"database", "PGDATABASE"}}};
    for (auto const &[flag, variable] : parts) {
        if (flags.given(flag)) {
            connection.parts.emplace_back(variable, flags.text(flag));
        }
    }
    if (flags.given("password-secret")) {
        connection.password = kubernetes::secret_key("--password-secret", flags.text("password-secret"));
    }
    if (flags.given("env-from-secret") != flags.given("map")) {
        throw Error(Errc::usage, "--env-from-secret and --map go together",
                    "--env-from-secret pg --map PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD");
    }
    connection.secret = flags.text("env-from-secret");
    connection.mapped = kubernetes::mapping(flags.text("map"));
    bool const in_parts = !connection.parts.empty() || connection.password || !connection.mapped.empty();
    if (connection.dbstring ? in_parts : !in_parts) {
        throw Error(Errc::usage,
                    in_parts ? "--secret has the whole connection: --host, --user and the like say it again"
                             : "which database? There is no --secret, no --host and no --env-from-secret",
                    "--secret NAME/KEY, or --host, --user, --database and --password-secret NAME/KEY, or "
                    "--env-from-secret NAME and --map");
    }
    return connection;
}

bool names_connection(Flags const &flags)
{
    constexpr auto names = std::to_array<std::string_view>(
        {"secret", "user", "database", "password-secret", "env-from-secret", "host"});
    return std::ranges::any_of(names, [&](std::string_view name) { return flags.given(name); });
}

void take_connection(Flags const &flags, cluster::Kubectl const &client)
{
    // A connection string of our own environment would count before the parts. Empty, a .env file cannot set
    // it.
    for (auto const *name :
         {"DATABASE_URL", "GOOSE_DBSTRING", "GOOSE_DBSTRING_FILE", "GANDER_DBSTRING_FILE"}) {
        ::setenv(name, "", 1);
    }
    for (auto const &each : kubernetes::env(connection(flags))) {
        auto const &key = kubernetes::at(each, {"valueFrom", "secretKeyRef"});
        auto const value = key.is_null() ? kubernetes::text_at(each, {"value"})
                                         : cluster::read_secret(client, kubernetes::text_at(key, {"name"}),
                                                                kubernetes::text_at(key, {"key"}));
        ::setenv(kubernetes::text_at(each, {"name"}).c_str(), value.c_str(), 1);
    }
}

} // namespace gander::cli::kube
