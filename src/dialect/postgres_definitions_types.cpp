#include "dialect/postgres_definitions.hpp"

namespace gander::dialect::definitions {

// Of a composite type the attributes are columns; of a domain the checks are constraints. A type that C
// functions make is shown by what the catalog has of it, without what only numbers it.
std::string_view const types = R"sql(
SELECT CASE t.typtype WHEN 'd' THEN 'domain ' ELSE 'type ' END || format_type(t.oid, NULL), concat_ws(', ',
    CASE t.typtype
    WHEN 'e' THEN 'enum (' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
        FROM pg_enum e WHERE e.enumtypid = t.oid), '') || ')'
    WHEN 'd' THEN concat_ws(', ', format_type(t.typbasetype, t.typtypmod),
        'collation ' || CASE WHEN t.typcollation <> b.typcollation THEN nullif(t.typcollation, 0)::regcollation END,
        CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault)
    WHEN 'c' THEN 'composite'
    WHEN 'r' THEN (SELECT concat_ws(', ', 'range of ' || format_type(g.rngsubtype, NULL),
            'operator class ' || (SELECT o.opcname FROM pg_opclass o WHERE o.oid = g.rngsubopc),
            'collation ' || nullif(g.rngcollation, 0)::regcollation,
            'canonical ' || nullif(g.rngcanonical::oid, 0)::regprocedure,
            'difference ' || nullif(g.rngsubdiff::oid, 0)::regprocedure,
            'multirange ' || (to_jsonb(g) ->> 'rngmultitypid')::oid::regtype)
        FROM pg_range g WHERE g.rngtypid = t.oid)
    WHEN 'p' THEN 'shell'
    ELSE (to_jsonb(t) - '{oid,typname,typnamespace,typowner,typarray,typrelid,typacl}'::text[])::text END,
    CASE WHEN t.typowner NOT IN (SELECT oid FROM boss) THEN 'owner ' || t.typowner::regrole END)
FROM pg_type t LEFT JOIN pg_type b ON b.oid = t.typbasetype LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.typnamespace IN (SELECT oid FROM space) AND (t.tableoid, t.oid) NOT IN (SELECT * FROM member)
    AND t.typtype IN ('e', 'd', 'c', 'r', 'p', 'b') AND (t.typrelid = 0 OR c.relkind = 'c')
    AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
)sql";

// An aggregate has no definition that PostgreSQL would print. Its columns that are mere numbers are left out
// or replaced by names.
std::string_view const routines = R"sql(
SELECT CASE p.prokind WHEN 'p' THEN 'procedure ' WHEN 'a' THEN 'aggregate ' ELSE 'function ' END
        || p.oid::regprocedure, concat_ws(', ',
    CASE WHEN p.prokind <> 'a' THEN rtrim(pg_get_functiondef(p.oid), E'\n')
    ELSE (SELECT concat_ws(', ', pg_get_function_arguments(p.oid), 'parallel ' || p.proparallel::text,
            'state ' || format_type(a.aggtranstype, NULL),
            'moving state ' || format_type(nullif(a.aggmtranstype, 0), NULL),
            'sort operator ' || nullif(a.aggsortop, 0)::regoperator,
            (to_jsonb(a) - '{aggfnoid,aggtranstype,aggmtranstype,aggsortop}'::text[])::text)
        FROM pg_aggregate a WHERE a.aggfnoid = p.oid) END,
    CASE WHEN p.proowner NOT IN (SELECT oid FROM boss) THEN 'owner ' || p.proowner::regrole END)
FROM pg_proc p
WHERE p.pronamespace IN (SELECT oid FROM space) AND (p.tableoid, p.oid) NOT IN (SELECT * FROM member)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = p.tableoid AND d.objid = p.oid AND d.deptype = 'i')
)sql";

std::string_view const operators = R"sql(
SELECT 'operator ' || o.oid::regoperator, concat_ws(', ', 'function ' || o.oprcode::oid::regprocedure,
    'returns ' || format_type(o.oprresult, NULL),
    'commutator ' || nullif(o.oprcom, 0)::regoperator, 'negator ' || nullif(o.oprnegate, 0)::regoperator,
    'restrict ' || nullif(o.oprrest::oid, 0)::regprocedure, 'join ' || nullif(o.oprjoin::oid, 0)::regprocedure,
    CASE WHEN o.oprcanhash THEN 'hashes' END, CASE WHEN o.oprcanmerge THEN 'merges' END)
FROM pg_operator o
WHERE o.oprnamespace IN (SELECT oid FROM space) AND (o.tableoid, o.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'cast ' || format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL), concat_ws(', ',
    CASE c.castcontext WHEN 'i' THEN 'implicit' WHEN 'a' THEN 'in assignments' ELSE 'explicit' END,
    CASE c.castmethod WHEN 'i' THEN 'by input and output' WHEN 'b' THEN 'binary'
        ELSE 'function ' || c.castfunc::regprocedure END)
FROM pg_cast c WHERE c.oid >= 16384 AND (c.tableoid, c.oid) NOT IN (SELECT * FROM member)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.tableoid AND d.objid = c.oid AND d.deptype = 'i')
UNION ALL
SELECT 'operator class ' || i.identity, concat_ws(', ', 'for ' || format_type(o.opcintype, NULL),
    'family ' || f.identity, CASE WHEN o.opcdefault THEN 'default' END,
    'storage ' || format_type(nullif(o.opckeytype, 0), NULL))
FROM pg_opclass o, pg_identify_object(o.tableoid, o.oid, 0) i,
    pg_identify_object('pg_opfamily'::regclass, o.opcfamily, 0) f
WHERE o.opcnamespace IN (SELECT oid FROM space) AND (o.tableoid, o.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'operator family ' || i.identity, concat_ws(', ',
    (SELECT string_agg(format('operator %s %s %s', a.amopstrategy, a.amopopr::regoperator, a.amoppurpose), ', '
        ORDER BY a.amopstrategy, a.amopopr::regoperator::text) FROM pg_amop a WHERE a.amopfamily = f.oid),
    (SELECT string_agg(format('function %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
            format_type(a.amprocrighttype, NULL), a.amproc::oid::regprocedure), ', '
        ORDER BY a.amprocnum, a.amproc::oid::regprocedure::text) FROM pg_amproc a WHERE a.amprocfamily = f.oid))
FROM pg_opfamily f, pg_identify_object(f.tableoid, f.oid, 0) i
WHERE f.opfnamespace IN (SELECT oid FROM space) AND (f.tableoid, f.oid) NOT IN (SELECT * FROM member)
)sql";

} // namespace gander::dialect::definitions
