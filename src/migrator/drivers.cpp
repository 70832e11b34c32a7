#include "migrator/drivers.hpp"

#include "base/masked.hpp"
#include "driver/postgres/postgres.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace gander {

namespace {

// A new database on a known protocol is one dialect file and one row here, in alphabetical order.
constexpr auto entries = std::to_array<DriverEntry>({
#if GANDER_WITH_POSTGRES
    {{"pgx", "libpq", "postgres"}, driver::postgres::make},
        {{"postgres", "libpq", "postgres"}, driver::postgres::make},
#endif
#if GANDER_WITH_SQLITE
        {{"sqlite", "sqlite3", "sqlite3"}, driver::sqlite::make},
        {{"sqlite3", "sqlite3", "sqlite3"}, driver::sqlite::make},
#endif
});

constexpr auto words = [] {
    std::array<DriverWord, entries.size()> result{};
    std::ranges::transform(entries, result.begin(), &DriverEntry::names);
    return result;
}();

struct Scheme
{
    std::string_view prefix;
    std::string_view word;
};
constexpr auto schemes = std::to_array<Scheme>({
    {"postgres://", "postgres"},
    {"postgresql://", "postgres"},
    {"sqlite:", "sqlite3"},
    {"sqlite3:", "sqlite3"},
    {"file:", "sqlite3"},
});

// goose's words that need a client library this build has not got: worth another answer than a typing slip.
constexpr auto goose_words =
    std::to_array<std::string_view>({"azuresql", "clickhouse", "mssql", "mysql", "redshift", "spanner",
                                     "sqlserver", "starrocks", "tidb", "turso", "vertica", "ydb"});

std::string known_words()
{
    std::string list;
    for (auto const &word : words) {
        list += list.empty() ? "" : ", ";
        list += word.word;
    }
    return list;
}

} // namespace

DriverEntry const &find_driver(std::string_view word)
{
    auto const hit =
        std::ranges::find(entries, word, [](DriverEntry const &entry) { return entry.names.word; });
    if (hit != entries.end()) {
        return *hit;
    }
    auto const hint = "the drivers of this build are: " + known_words();
    if (std::ranges::find(goose_words, word) != goose_words.end()) {
        throw Error(Errc::unsupported, fmt::format("\"{}\": this build has no driver for it", word), hint);
    }
    throw Error(Errc::unsupported, fmt::format("\"{}\": unknown dialect", masked(word)), hint);
}

dialect::Dialect const &dialect_of(DriverEntry const &entry) { return *dialect::find(entry.names.dialect); }

std::span<DriverWord const> drivers() noexcept { return words; }

std::optional<std::string_view> driver_of_url(std::string_view url) noexcept
{
    auto const hit =
        std::ranges::find_if(schemes, [&](Scheme const &scheme) { return url.starts_with(scheme.prefix); });
    if (hit == schemes.end()) {
        return std::nullopt;
    }
    return hit->word;
}

std::string masked(std::string_view dbstring) { return without_secrets(dbstring); }

} // namespace gander
