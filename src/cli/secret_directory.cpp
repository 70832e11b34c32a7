#include "cli/secret_directory.hpp"

#include "base/quote.hpp"
#include "cli/secret_file.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace gander::cli {

namespace {

namespace fs = std::filesystem;

constexpr auto whole = std::to_array<std::string_view>({"uri", "url", "dbstring"});

struct Part
{
    std::string_view key;
    std::string_view parameter; ///< libpq's name for it
    bool certificate = false;   ///< libpq wants a path, so the key may hold the certificate itself
};
constexpr auto parts = std::to_array<Part>({
    {"host", "host"},
    {"port", "port"},
    {"user", "user"},
    {"username", "user"},
    {"password", "password"},
    {"dbname", "dbname"},
    {"database", "dbname"},
    {"sslmode", "sslmode"},
    {"sslrootcert", "sslrootcert", true},
    {"sslcert", "sslcert", true},
    {"sslkey", "sslkey", true},
    {"sslpassword", "sslpassword"},
    {"sslcrl", "sslcrl", true},
});
constexpr std::size_t place = 7; ///< the first so many say where the database is
static_assert(parts[place].key == "sslmode");

/// A key's file; empty where there is none or nothing in it.
std::string read_key(std::string_view variable, fs::path const &file)
{
    std::error_code unknown;
    auto const status = fs::status(file, unknown);
    if (status.type() == fs::file_type::not_found || (fs::is_regular_file(status) && fs::is_empty(file))) {
        return {};
    }
    return read_secret(variable, file.string());
}

/// Which version of the Secret is mounted, where it has versions.
fs::path version_of(std::string const &directory)
{
    std::error_code none;
    return fs::read_symlink(fs::path{directory} / "..data", none);
}

SecretKeys read_all(std::string_view variable, std::string const &directory)
{
    SecretKeys keys;
    auto const take = [&](std::string_view key, bool certificate) {
        auto const file = fs::path{directory} / key;
        auto value = read_key(variable, file);
        if (certificate && value.starts_with("-----BEGIN ")) {
            value = fs::absolute(file).string();
        }
        if (!value.empty()) {
            keys.emplace(key, std::move(value));
        }
    };
    for (auto const key : whole) {
        take(key, false);
    }
    for (auto const &part : parts) {
        take(part.key, part.certificate);
    }
    return keys;
}

[[noreturn]] void refuse_two(std::string_view variable, std::string const &directory, std::string_view one,
                             std::string_view other)
{
    throw Error(
        Errc::usage,
        fmt::format("{}: {} and {} in {} differ", variable, one, other, shown_path(variable, directory)),
        "leave one of the two keys out of the Secret");
}

/// Of keys with one meaning the one that is there.
template<typename Keys>
std::string_view only_key(std::string_view variable, std::string const &directory, SecretKeys const &keys,
                          Keys const &names)
{
    std::string_view found;
    for (std::string_view const name : names) {
        if (!keys.contains(name)) {
            continue;
        }
        if (!found.empty() && keys.find(found)->second != keys.find(name)->second) {
            refuse_two(variable, directory, found, name);
        }
        found = found.empty() ? name : found;
    }
    return found;
}

[[noreturn]] void refuse_empty(std::string_view variable, std::string const &directory)
{
    throw Error(Errc::usage,
                fmt::format("{}: {} is a directory in which nothing says where the database is", variable,
                            shown_path(variable, directory)),
                "a mounted Secret has a key uri, url or dbstring, or some of host, port, user or username, "
                "password, dbname or database; otherwise name the file itself");
}

} // namespace

SecretKeys read_secret_keys(std::string_view variable, std::string const &directory)
{
    while (true) {
        auto const before = version_of(directory);
        auto keys = read_all(variable, directory);
        if (version_of(directory) == before) {
            return keys;
        }
    }
}

std::string secret_dbstring(std::string_view variable, std::string const &directory, SecretKeys const &keys)
{
    if (auto const key = only_key(variable, directory, keys, whole); !key.empty()) {
        return keys.find(key)->second;
    }
    only_key(variable, directory, keys, std::array{"user", "username"});
    only_key(variable, directory, keys, std::array{"dbname", "database"});
    auto const names_place = [&](Part const &part) { return keys.contains(part.key); };
    if (std::none_of(parts.begin(), parts.begin() + place, names_place)) {
        refuse_empty(variable, directory);
    }
    std::string pairs;
    for (auto const &part : parts) {
        if (auto const hit = keys.find(part.key); hit != keys.end()) {
            pairs +=
                fmt::format("{}{}={}", pairs.empty() ? "" : " ", part.parameter, single_quoted(hit->second));
        }
    }
    return pairs;
}

} // namespace gander::cli
