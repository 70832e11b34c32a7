#include "kubernetes/connection.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

namespace gander::kubernetes {

namespace {

Manifest plain(std::string_view name, std::string_view value) { return {{"name", name}, {"value", value}}; }

Manifest secret(std::string_view name, std::string_view object, std::string_view key)
{
    return {{"name", name}, {"valueFrom", {{"secretKeyRef", {{"name", object}, {"key", key}}}}}};
}

} // namespace

SecretKey secret_key(std::string_view flag, std::string_view text)
{
    auto const slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) {
        throw Error(Errc::usage, fmt::format("{} names a Secret and a key in it, as NAME/KEY", flag),
                    fmt::format("{} postgres-secret/connection-string", flag));
    }
    return {.name = std::string(text.substr(0, slash)), .key = std::string(text.substr(slash + 1))};
}

std::vector<std::pair<std::string, std::string>> mapping(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        auto const end = std::min(text.find(','), text.size());
        auto const pair = text.substr(0, end);
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0 || equals + 1 == pair.size()) {
            throw Error(Errc::usage, "--map says VARIABLE=KEY for each variable, with commas between them",
                        "--map PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD,PGDATABASE=POSTGRES_DB");
        }
        pairs.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return pairs;
}

Manifest env(Connection const &connection)
{
    auto env = Manifest::array({plain("GOOSE_DRIVER", "postgres")});
    if (connection.dbstring) {
        env.push_back(secret("GOOSE_DBSTRING", connection.dbstring->name, connection.dbstring->key));
    }
    for (auto const &[name, value] : connection.parts) {
        env.push_back(plain(name, value));
    }
    if (connection.password) {
        env.push_back(secret("PGPASSWORD", connection.password->name, connection.password->key));
    }
    for (auto const &[name, key] : connection.mapped) {
        env.push_back(secret(name, connection.secret, key));
    }
    return env;
}

} // namespace gander::kubernetes
