#include "driver/postgres/conninfo.hpp"

#include "base/ascii.hpp"
#include "base/masked.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>
#include <memory>
#include <new>

namespace gander::driver::postgres {

namespace {

using Known = std::map<std::string, std::string, std::less<>>;

/// libpq's parameters, with the values that the environment gives them. It is asked rather than copied, so
/// that a newer libpq's parameters are known without a change here.
Known libpq_parameters()
{
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const options{PQconndefaults(),
                                                                               PQconninfoFree};
    if (!options) {
        throw std::bad_alloc{};
    }
    Known parameters;
    for (auto const *option = options.get(); option->keyword; ++option) {
        parameters.emplace(option->keyword, option->val ? option->val : "");
    }
    return parameters;
}

/// What goose's client library does not send to the server either. Newer libpqs know some of it, and are
/// asked first.
bool is_for_clients(std::string_view name)
{
    static constexpr auto names = std::to_array<std::string_view>(
        {"default_query_exec_mode", "statement_cache_capacity", "description_cache_capacity",
         "statement_cache_mode", "min_read_buffer_size", "krbspn", "sslnegotiation", "min_protocol_version",
         "max_protocol_version", "require_auth", "servicefile"});
    return name.starts_with("pool_") || std::ranges::find(names, name) != names.end();
}

constexpr auto const *require_auth_hint =
    "it needs libpq 16 or later. With an older one leave it out, and let sslmode=verify-full make sure whom "
    "the password is given to";

std::string not_known(std::string_view name)
{
    return fmt::format("libpq {} does not know {}", libpq_major(), name);
}

/// Passed over, these would weaken a promise or lead to another database.
void refuse_what_counts(std::string_view dbstring, Setting const &setting)
{
    if (setting.name == "require_auth" && !setting.value.empty()) {
        refuse_conninfo(dbstring, not_known(setting.name), require_auth_hint);
    }
    if (setting.name == "servicefile" && !setting.value.empty()) {
        refuse_conninfo(dbstring, not_known(setting.name),
                        "name the file in the variable PGSERVICEFILE instead");
    }
}

void check_required_authentication(Known const &known)
{
    auto const *const required = std::getenv("PGREQUIREAUTH");
    if (required != nullptr && *required != '\0' && !known.contains("require_auth")) {
        throw Error(Errc::usage, not_known("PGREQUIREAUTH"), require_auth_hint);
    }
}

/// `passwd=…` is no server setting: sent as one, the server would refuse it and write it into its log.
/// password_encryption is one.
bool is_slip(std::string_view name)
{
    constexpr auto endings =
        std::to_array<std::string_view>({"password", "passwd", "pass", "pwd", "secret", "token", "_key"});
    auto const lower = ascii_lower(name);
    return std::ranges::any_of(endings, [&](std::string_view end) { return lower.ends_with(end); }) &&
           name.find('.') == std::string_view::npos;
}

/// What else a name has in it is a piece of a URL with a slip at its beginning, such as
/// `postgres:/u:p@h/d?a`.
bool is_setting_name(std::string_view name)
{
    return std::ranges::all_of(name, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '$' || c >= 0x80;
    });
}

/// libpq finds such a slip only after a while, and goose at once: no limit is what nobody meant by it.
bool is_timeout(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" +"), text.size()));
    auto const digits = text.substr(0, text.find(' '));
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
           text.find_first_not_of(' ', digits.size()) == std::string_view::npos;
}

void check_timeout(std::string_view dbstring, Conninfo const &conninfo, std::string_view from_environment)
{
    constexpr std::string_view fault = "invalid connect_timeout: a whole number of seconds is expected";
    constexpr auto const *hint = "write 10 for ten seconds for each host, 0 for no limit";
    auto const given = std::ranges::find(conninfo.connection, "connect_timeout", &Setting::name);
    if (given != conninfo.connection.end()) {
        if (!is_timeout(given->value)) {
            refuse_conninfo(dbstring, fault, hint);
        }
    } else if (!from_environment.empty() && !is_timeout(from_environment)) {
        throw Error(Errc::usage, fmt::format("PGCONNECT_TIMEOUT: {}", fault), hint);
    }
}

/// Pairs that are not separated by blanks make one long host, which libpq would name in its error.
void check_host(std::string_view dbstring, Conninfo const &conninfo)
{
    auto const host = std::ranges::find(conninfo.connection, "host", &Setting::name);
    if (host != conninfo.connection.end() && !host->value.starts_with('/') &&
        host->value.find('=') != std::string::npos) {
        refuse_conninfo(dbstring,
                        "a host name holds no =", "pairs are separated by blanks: host=h port=5432 dbname=d");
    }
}

void put(std::vector<Setting> &settings, Setting setting)
{
    auto const same = std::ranges::find(settings, setting.name, &Setting::name);
    if (same != settings.end()) {
        same->value = std::move(setting.value); // the last one counts, as with libpq
    } else {
        settings.push_back(std::move(setting));
    }
}

void put_default(std::vector<Setting> &settings, std::string name, std::string value)
{
    if (std::ranges::find(settings, name, &Setting::name) == settings.end()) {
        settings.push_back({std::move(name), std::move(value)});
    }
}

} // namespace

Conninfo parse_conninfo(std::string_view dbstring)
{
    if (dbstring.find('\0') != std::string_view::npos) {
        refuse_conninfo(dbstring.substr(0, dbstring.find('\0')), "it holds a NUL byte", {});
    }
    auto const known = libpq_parameters();
    Conninfo result;
    for (auto &setting : is_url(dbstring) ? parse_url(dbstring) : parse_pairs(dbstring)) {
        if (setting.name == "database") {
            setting.name = "dbname"; // pgx's name for it
        }
        if (known.contains(setting.name)) {
            put(result.connection, std::move(setting));
        } else if (is_for_clients(setting.name)) {
            refuse_what_counts(dbstring, setting);
            result.ignored.push_back(std::move(setting.name));
        } else if (is_slip(setting.name)) {
            refuse_conninfo(dbstring,
                            "a parameter in it looks like a secret, and PostgreSQL has none of its name",
                            "the parameter for the password is password=…");
        } else if (!is_setting_name(setting.name)) {
            refuse_conninfo(dbstring, "a parameter in it has a name that none can have", how_to_write);
        } else {
            put(result.session, std::move(setting));
        }
    }
    check_host(dbstring, result);
    check_required_authentication(known);
    check_timeout(dbstring, result, known.find("connect_timeout")->second);
    put_default(result.connection, "client_encoding", "UTF8");
    // The system's own time-outs take hours to notice that packets go nowhere any more.
    put_default(result.connection, "keepalives_idle", "30");
    put_default(result.connection, "keepalives_interval", "10");
    put_default(result.connection, "keepalives_count", "3");
    put_default(result.connection, "tcp_user_timeout", "60000");
    put_default(result.connection, "fallback_application_name", "gander " GANDER_VERSION);
    return result;
}

int libpq_major() { return PQlibVersion() / 10000; }

void refuse_conninfo(std::string_view dbstring, std::string_view why, std::string hint)
{
    throw Error(
        Errc::usage,
        fmt::format("cannot understand the connection string `{}`: {}", without_secrets(dbstring), why),
        std::move(hint));
}

} // namespace gander::driver::postgres
