#include "dialect/catalog.hpp"
#include "dialect/table.hpp"

namespace gander::dialect {

namespace {

class Sqlite3Catalog final : public Catalog
{
public:
    /// In lower case, which makes no difference to SQLite. What it has made by itself is left out.
    std::string objects() const override
    {
        return "SELECT type, '', lower(name), CASE WHEN type IN ('index', 'trigger') THEN lower(tbl_name) "
               "ELSE '' END"
               " FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
               " UNION ALL SELECT 'column', '', lower(c.name), lower(t.name)"
               " FROM sqlite_master AS t, pragma_table_info(t.name) AS c"
               " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    }

    std::string scratch() const override { return ":memory:"; }
    std::string generation() const override { return "PRAGMA schema_version"; }
};

} // namespace

Catalog const &sqlite3_catalog()
{
    static Sqlite3Catalog const catalog;
    return catalog;
}

} // namespace gander::dialect
