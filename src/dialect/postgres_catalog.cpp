#include "dialect/catalog.hpp"
#include "dialect/postgres_definitions.hpp"
#include "dialect/table.hpp"

namespace gander::dialect {

namespace {

// One part for each pg_ table, with the schema's oid instead of its name.
constexpr std::string_view objects_by_oid =
    "SELECT 'schema' AS kind, NULL::pg_catalog.oid AS space, nspname::text AS name, '' AS of"
    " FROM pg_catalog.pg_namespace"
    " UNION ALL SELECT 'extension', NULL, extname::text, '' FROM pg_catalog.pg_extension"
    " UNION ALL SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'"
    " WHEN 'S' THEN 'sequence' ELSE 'table' END, relnamespace, relname::text, ''"
    " FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S')"
    " UNION ALL SELECT 'partition', p.relnamespace, c.relname::text, p.relname::text"
    " FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition"
    " JOIN pg_catalog.pg_class p ON p.oid = i.inhparent WHERE c.relkind IN ('r', 'p', 'f')"
    " UNION ALL SELECT 'column', c.relnamespace, a.attname::text, c.relname::text"
    " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
    " WHERE c.relkind IN ('r', 'p', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped"
    " UNION ALL SELECT CASE WHEN i.indisvalid THEN 'index' ELSE 'invalid index' END, c.relnamespace,"
    " c.relname::text, t.relname::text FROM pg_catalog.pg_index i"
    " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t ON t.oid = i.indrelid"
    " UNION ALL SELECT CASE WHEN n.convalidated THEN 'constraint' ELSE 'invalid constraint' END, "
    "n.connamespace, n.conname::text, COALESCE(c.relname, t.typname)::text"
    " FROM pg_catalog.pg_constraint n LEFT JOIN pg_catalog.pg_class c ON c.oid = n.conrelid"
    " LEFT JOIN pg_catalog.pg_type t ON t.oid = n.contypid"
    " WHERE n.contype IN ('c', 'f', 'p', 'u', 'x')" // not NOT NULL, which PostgreSQL 18 names by itself
    // The same by their columns: what a constraint without a name is looked for by.
    " UNION ALL SELECT CASE WHEN n.convalidated THEN '' ELSE 'invalid ' END || CASE n.contype WHEN 'p' THEN "
    "'primary key' WHEN 'u' THEN 'unique constraint' WHEN 'f' THEN 'foreign key' ELSE 'check constraint' END,"
    " c.relnamespace, '(' || (SELECT pg_catalog.string_agg(a.attname::text, ', ' ORDER BY a.attname::text"
    " COLLATE pg_catalog.\"C\") FROM pg_catalog.pg_attribute a WHERE a.attrelid = n.conrelid AND a.attnum ="
    " ANY (n.conkey)) || ')', c.relname::text FROM pg_catalog.pg_constraint n"
    " JOIN pg_catalog.pg_class c ON c.oid = n.conrelid"
    " WHERE n.contype IN ('c', 'f', 'p', 'u') AND n.conkey IS NOT NULL"
    " UNION ALL SELECT 'type', t.typnamespace, t.typname::text, '' FROM pg_catalog.pg_type t"
    " LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid"
    " WHERE (t.typtype IN ('b', 'd', 'e', 'r', 'p') AND t.typcategory <> 'A') OR c.relkind = 'c'"
    " UNION ALL SELECT 'label', t.typnamespace, e.enumlabel::text, t.typname::text"
    " FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid"
    " UNION ALL SELECT DISTINCT 'function', pronamespace, proname::text, '' FROM pg_catalog.pg_proc"
    " UNION ALL SELECT 'trigger', c.relnamespace, t.tgname::text, c.relname::text"
    " FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    " UNION ALL SELECT 'policy', c.relnamespace, p.polname::text, c.relname::text"
    " FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid"
    " UNION ALL SELECT 'rule', c.relnamespace, r.rulename::text, c.relname::text"
    " FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class"
    " WHERE r.rulename <> '_RETURN'";

class PostgresCatalog final : public Catalog
{
public:
    /// Without what is PostgreSQL's own, or temporary.
    std::string objects() const override
    {
        return "SELECT o.kind, COALESCE(n.nspname, '')::text, o.name, o.of FROM (" +
               std::string(objects_by_oid) +
               ") AS o LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.space"
               " WHERE o.space IS NULL OR (n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> "
               "'information_schema')";
    }

    std::vector<std::string> definitions(std::span<std::string const> own) const override
    {
        return postgres_definitions(own);
    }
    std::string definition_settings() const override { return postgres_reading(); }

    std::string search_path() const override
    {
        return "SELECT s.schema::text, current_user::text, pg_catalog.current_setting('server_version_num')"
               " FROM (SELECT 1) AS one LEFT JOIN pg_catalog.unnest(pg_catalog.current_schemas(false))"
               " WITH ORDINALITY AS s (schema, place) ON true ORDER BY s.place";
    }
};

} // namespace

Catalog const &postgres_catalog()
{
    static PostgresCatalog const catalog;
    return catalog;
}

} // namespace gander::dialect
