#include "dialect/postgres_definitions.hpp"

#include "base/quote.hpp"
#include "dialect/table.hpp"

namespace gander::dialect {

namespace {

constexpr std::string_view shared = R"sql(
member AS MATERIALIZED (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass),
space AS MATERIALIZED (
    SELECT n.oid, n.tableoid, quote_ident(nspname) AS name, nspowner, nspacl FROM pg_namespace n
    WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'),
boss AS MATERIALIZED (
    SELECT datdba AS oid FROM pg_database WHERE datname = current_database()
    UNION ALL SELECT oid FROM pg_roles WHERE rolname = 'pg_database_owner'),
left_out AS MATERIALIZED (
    SELECT oid FROM own
    UNION ALL SELECT d.objid FROM pg_depend d JOIN own ON d.refobjid = own.oid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')),
relation AS MATERIALIZED (
    SELECT c.*, c.tableoid AS class, c.oid::regclass::text AS name,
        CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
            WHEN 'c' THEN 'type' ELSE 'table' END AS kind,
        CASE WHEN c.relowner NOT IN (SELECT oid FROM boss) THEN 'owner ' || c.relowner::regrole END AS owned
    FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') AND c.relnamespace IN (SELECT oid FROM space)
        AND c.oid NOT IN (SELECT oid FROM left_out) AND (c.tableoid, c.oid) NOT IN (SELECT * FROM member))
)sql";

} // namespace

std::string postgres_reading()
{
    return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
           " SET LOCAL search_path = pg_catalog; SET LOCAL quote_all_identifiers = off; SET LOCAL jit = off;"
           " SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = postgres;"
           " SET LOCAL bytea_output = hex; SET LOCAL extra_float_digits = 1";
}

std::vector<std::string> postgres_definitions(std::span<std::string const> own)
{
    std::string begin = "WITH own AS MATERIALIZED (SELECT to_regclass(name)::oid AS oid FROM unnest(ARRAY[";
    for (auto const &name : own) {
        begin += (&name == own.data() ? "E" : ", E") + single_quoted(name);
    }
    begin += "]::text[]) AS o (name) WHERE to_regclass(name) IS NOT NULL),";
    begin += shared;
    std::vector<std::string> queries;
    for (auto const part :
         {definitions::tables, definitions::columns, definitions::constraints, definitions::indexes,
          definitions::views, definitions::types, definitions::routines, definitions::operators,
          definitions::triggers, definitions::surroundings, definitions::searches, definitions::remarks,
          definitions::grants}) {
        queries.push_back(begin + std::string(part));
    }
    return queries;
}

} // namespace gander::dialect
