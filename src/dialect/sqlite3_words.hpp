#pragma once
/// The words that SQLite does not take for a name.

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace gander::dialect {

/// Those of its keywords that cannot stand for a table without quotes; the others can.
constexpr auto sqlite3_reserved = std::to_array<std::string_view>(
    {"add",      "all",     "alter",  "and",         "as",         "autoincrement", "between",    "case",
     "check",    "collate", "commit", "constraint",  "create",     "default",       "deferrable", "delete",
     "distinct", "drop",    "else",   "escape",      "except",     "exists",        "foreign",    "from",
     "group",    "having",  "if",     "in",          "index",      "insert",        "intersect",  "into",
     "is",       "isnull",  "join",   "limit",       "not",        "nothing",       "notnull",    "null",
     "on",       "or",      "order",  "primary",     "references", "returning",     "select",     "set",
     "table",    "then",    "to",     "transaction", "union",      "unique",        "update",     "using",
     "values",   "when",    "where"});
static_assert(std::ranges::is_sorted(sqlite3_reserved));

inline bool is_sqlite3_reserved(std::string_view word)
{
    return std::ranges::binary_search(sqlite3_reserved, ascii_lower(word));
}

} // namespace gander::dialect
