#include "dialect/dialect.hpp"

#include "dialect/table.hpp"

#include <fmt/core.h>

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
