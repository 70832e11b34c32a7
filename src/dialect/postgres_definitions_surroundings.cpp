#include "dialect/postgres_definitions.hpp"

namespace gander::dialect::definitions {

// Of what a user mapping or a server is told, what may be secret is shown by its name alone.
std::string_view const surroundings = R"sql(
SELECT 'schema ' || s.name, concat_ws(', ', 'schema',
    CASE WHEN s.nspowner NOT IN (SELECT oid FROM boss) THEN 'owner ' || s.nspowner::regrole END)
FROM space s WHERE (s.tableoid, s.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'extension ' || quote_ident(e.extname), format('version %s, schema %s', e.extversion, e.extnamespace::regnamespace)
FROM pg_extension e
UNION ALL
SELECT 'language ' || quote_ident(l.lanname), concat_ws(', ', CASE WHEN l.lanpltrusted THEN 'trusted' END,
    'handler ' || nullif(l.lanplcallfoid, 0)::regprocedure, 'inline ' || nullif(l.laninline, 0)::regprocedure,
    'validator ' || nullif(l.lanvalidator, 0)::regprocedure)
FROM pg_language l WHERE l.oid >= 16384 AND (l.tableoid, l.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'collation ' || c.oid::regcollation,
    (to_jsonb(c) - '{oid,collname,collnamespace,collowner,collversion}'::text[])::text
FROM pg_collation c WHERE c.collnamespace IN (SELECT oid FROM space) AND (c.tableoid, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'conversion ' || s.name || '.' || quote_ident(c.conname), concat_ws(', ',
    'from ' || pg_encoding_to_char(c.conforencoding), 'to ' || pg_encoding_to_char(c.contoencoding),
    'function ' || c.conproc::oid::regprocedure, CASE WHEN c.condefault THEN 'default' END)
FROM pg_conversion c JOIN space s ON s.oid = c.connamespace WHERE (c.tableoid, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'access method ' || quote_ident(a.amname), concat_ws(', ', 'type ' || a.amtype::text,
    'handler ' || a.amhandler::oid::regprocedure)
FROM pg_am a WHERE a.oid >= 16384 AND (a.tableoid, a.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'transform for ' || format_type(t.trftype, NULL) || ' language ' || l.lanname, concat_ws(', ',
    'from ' || nullif(t.trffromsql::oid, 0)::regprocedure, 'to ' || nullif(t.trftosql::oid, 0)::regprocedure)
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE (t.tableoid, t.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'foreign data wrapper ' || quote_ident(w.fdwname), concat_ws(', ',
    'handler ' || nullif(w.fdwhandler, 0)::regprocedure, 'validator ' || nullif(w.fdwvalidator, 0)::regprocedure,
    'options (' || array_to_string(w.fdwoptions, ', ') || ')')
FROM pg_foreign_data_wrapper w WHERE (w.tableoid, w.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'server ' || quote_ident(s.srvname), concat_ws(', ', 'wrapper ' || w.fdwname, 'type ' || s.srvtype,
    'version ' || s.srvversion, 'options (' || (SELECT string_agg(CASE WHEN o.option_name ~ 'pass|secret|key|token'
        THEN o.option_name ELSE o.option_name || '=' || o.option_value END, ', ' ORDER BY o.option_name)
        FROM pg_options_to_table(s.srvoptions) o) || ')')
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE (s.tableoid, s.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'user mapping for ' || quote_ident(m.usename) || ' on ' || quote_ident(m.srvname),
    (SELECT coalesce(string_agg(CASE WHEN o.option_name ~ 'pass|secret|key|token'
        THEN o.option_name ELSE o.option_name || '=' || o.option_value END, ', ' ORDER BY o.option_name), 'no options')
        FROM pg_options_to_table(m.umoptions) o)
FROM pg_user_mappings m
UNION ALL
SELECT 'publication ' || quote_ident(p.pubname), concat_ws(', ',
    (to_jsonb(p) - '{oid,pubname,pubowner}'::text[])::text,
    (SELECT string_agg(t.prrelid::regclass || coalesce(' where ' || pg_get_expr((to_jsonb(t) ->> 'prqual')::pg_node_tree,
        t.prrelid), ''), ', ' ORDER BY t.prrelid::regclass::text) FROM pg_publication_rel t WHERE t.prpubid = p.oid))
FROM pg_publication p WHERE (p.tableoid, p.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'settings of ' || coalesce('role ' || nullif(s.setrole, 0)::regrole || ' in ', '') || 'the database',
    array_to_string(s.setconfig, ', ')
FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()
)sql";

} // namespace gander::dialect::definitions
