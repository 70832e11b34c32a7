#include "driver/postgres/conninfo.hpp"

#include "base/masked.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <set>

namespace gander::driver::postgres {

namespace {

/// libpq is asked rather than copied, so that a newer libpq's parameters are known without a change here.
std::set<std::string, std::less<>> libpq_names()
{
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const options{PQconndefaults(),
                                                                               PQconninfoFree};
    if (!options) {
        throw std::bad_alloc{};
    }
    std::set<std::string, std::less<>> names;
    for (auto const *option = options.get(); option->keyword; ++option) {
        names.insert(option->keyword);
    }
    return names;
}

bool is_pgx_only(std::string_view name)
{
    static constexpr std::array<std::string_view, 5> names{
        "default_query_exec_mode", "statement_cache_capacity", "description_cache_capacity",
        "statement_cache_mode", "min_read_buffer_size"};
    return name.starts_with("pool_") || std::ranges::find(names, name) != names.end();
}

/// `passwd=…` is no server setting: sent as one, the server would refuse it and write it into its log.
/// password_encryption is one.
bool is_slip(std::string_view name)
{
    constexpr auto endings =
        std::to_array<std::string_view>({"password", "passwd", "pass", "pwd", "secret", "token", "_key"});
    std::string lower{name};
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c); });
    return std::ranges::any_of(endings, [&](std::string_view end) { return lower.ends_with(end); }) &&
           name.find('.') == std::string_view::npos;
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
    auto const known = libpq_names();
    Conninfo result;
    for (auto &setting : is_url(dbstring) ? parse_url(dbstring) : parse_pairs(dbstring)) {
        if (setting.name == "database") {
            setting.name = "dbname"; // pgx's name for it
        }
        if (known.contains(setting.name)) {
            put(result.connection, std::move(setting));
        } else if (is_pgx_only(setting.name)) {
            result.ignored.push_back(std::move(setting.name));
        } else if (is_slip(setting.name)) {
            refuse_conninfo(dbstring,
                            "a parameter in it looks like a secret, and PostgreSQL has none of its name",
                            "The parameter for the password is password=….");
        } else {
            put(result.session, std::move(setting));
        }
    }
    put_default(result.connection, "client_encoding", "UTF8");
    put_default(result.connection, "fallback_application_name", "gander " GANDER_VERSION);
    return result;
}

void refuse_conninfo(std::string_view dbstring, std::string_view why, std::string hint)
{
    throw Error(
        Errc::usage,
        fmt::format("cannot understand the connection string `{}`: {}", without_secrets(dbstring), why),
        std::move(hint));
}

} // namespace gander::driver::postgres
