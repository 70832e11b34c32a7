#pragma once
/// How a pod learns of its database: variables whose values are in Secrets, never in a manifest.

#include "kubernetes/yaml.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander::kubernetes {

struct SecretKey
{
    std::string name{};
    std::string key{};
};

/// `NAME/KEY`. Throws Errc::usage, with `flag` in the message.
SecretKey secret_key(std::string_view flag, std::string_view text);

/// One of three ways, or none of them, where the pod has its variables from elsewhere (--patch).
struct Connection
{
    std::optional<SecretKey> dbstring{}; ///< holds a connection string

    std::vector<std::pair<std::string, std::string>>
        parts{}; ///< PGHOST, PGPORT, … with values that are no secret
    std::optional<SecretKey> password{};

    std::string secret{};                                      ///< whose keys the next ones are
    std::vector<std::pair<std::string, std::string>> mapped{}; ///< PGUSER → POSTGRES_USER
};

/// `PGUSER=POSTGRES_USER,PGPASSWORD=…`. Throws Errc::usage.
std::vector<std::pair<std::string, std::string>> mapping(std::string_view text);

/// The entries of a container's `env`.
Manifest env(Connection const &connection);

} // namespace gander::kubernetes
