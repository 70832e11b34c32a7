#include "dialect/dialect.hpp"

#include "dialect/table.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

namespace gander::dialect {

// true and false as words: SQLite has had them since 3.23 and keeps 1 and 0, as goose writes them.
std::string Dialect::history_without_times(std::string_view table) const
{
    return fmt::format(
        "SELECT version_id, CASE WHEN is_applied THEN 1 ELSE 0 END, NULL FROM {} ORDER BY id DESC", table);
}

std::string Dialect::is_applied(std::string_view table, Version version) const
{
    return fmt::format(
        "SELECT COALESCE((SELECT CASE WHEN is_applied THEN 1 ELSE 0 END FROM {} WHERE version_id = {}"
        " ORDER BY id DESC LIMIT 1), 0)",
        table, version);
}

std::string Dialect::insert_version(std::string_view table, Version version) const
{
    return fmt::format("INSERT INTO {} (version_id, is_applied) VALUES ({}, TRUE)", table, version);
}

std::string Dialect::delete_version(std::string_view table, Version version) const
{
    return fmt::format("DELETE FROM {} WHERE version_id = {}", table, version);
}

void refuse_name(std::string_view table, std::string_view why)
{
    bool const needs_quotes = table.find_first_of(".\"") == std::string_view::npos;
    throw Error(Errc::usage, fmt::format("version table `{}`: {}", table, why),
                fmt::format("write name or schema.name, each in double quotes if it needs them{}",
                            needs_quotes ? fmt::format(": \"{}\"", table) : ""));
}

Dialect const *find(std::string_view name) noexcept
{
    for (Dialect const *const dialect : {&postgres(), &sqlite3()}) {
        if (dialect->name() == name) {
            return dialect;
        }
    }
    return nullptr;
}

} // namespace gander::dialect
