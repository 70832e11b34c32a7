#include "dialect/postgres_definitions.hpp"

namespace gander::dialect::definitions {

std::string_view const searches = R"sql(
SELECT 'text search configuration ' || i.identity, concat_ws(', ', 'parser ' || p.identity,
    (SELECT string_agg(t.alias || ' with ' || d.identity, ', ' ORDER BY t.alias, m.mapseqno)
     FROM pg_ts_config_map m JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype,
        pg_identify_object('pg_ts_dict'::regclass, m.mapdict, 0) d WHERE m.mapcfg = c.oid))
FROM pg_ts_config c, pg_identify_object(c.tableoid, c.oid, 0) i, pg_identify_object('pg_ts_parser'::regclass, c.cfgparser, 0) p
WHERE c.cfgnamespace IN (SELECT oid FROM space) AND (c.tableoid, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'text search dictionary ' || i.identity, concat_ws(', ', 'template ' || t.identity, d.dictinitoption)
FROM pg_ts_dict d, pg_identify_object(d.tableoid, d.oid, 0) i, pg_identify_object('pg_ts_template'::regclass, d.dicttemplate, 0) t
WHERE d.dictnamespace IN (SELECT oid FROM space) AND (d.tableoid, d.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'text search parser ' || i.identity, (to_jsonb(p) - '{oid,prsname,prsnamespace}'::text[])::text
FROM pg_ts_parser p, pg_identify_object(p.tableoid, p.oid, 0) i
WHERE p.prsnamespace IN (SELECT oid FROM space) AND (p.tableoid, p.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT 'text search template ' || i.identity, (to_jsonb(t) - '{oid,tmplname,tmplnamespace}'::text[])::text
FROM pg_ts_template t, pg_identify_object(t.tableoid, t.oid, 0) i
WHERE t.tmplnamespace IN (SELECT oid FROM space) AND (t.tableoid, t.oid) NOT IN (SELECT * FROM member)
)sql";

// What initdb made has no oid above 16383, but the schema public.
std::string_view const remarks = R"sql(
SELECT 'comment on ' || i.type || ' ' || i.identity, d.description
FROM (SELECT * FROM pg_description WHERE objoid >= 16384 OR (classoid = 'pg_namespace'::regclass
        AND objoid = to_regnamespace('public') AND description <> 'standard public schema')) d,
    pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE i.schema IS DISTINCT FROM 'pg_temp' AND (d.classoid, d.objoid) NOT IN (SELECT * FROM member)
    AND (d.classoid <> 'pg_class'::regclass OR d.objoid NOT IN (SELECT oid FROM left_out))
UNION ALL
SELECT 'security label of ' || l.provider || ' on ' || i.type || ' ' || i.identity, l.label
FROM pg_seclabel l, pg_identify_object(l.classoid, l.objoid, l.objsubid) i
WHERE (l.classoid, l.objoid) NOT IN (SELECT * FROM member)
    AND (l.classoid <> 'pg_class'::regclass OR l.objoid NOT IN (SELECT oid FROM left_out))
)sql";

// Only what is not so anyway. Whoever owns an object is `owner`, whatever its name.
std::string_view const grants = R"sql(
, granted (what, acl, type, owner) AS (
    SELECT r.kind || ' ' || r.name, r.relacl, CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END, r.relowner FROM relation r
    WHERE r.relkind <> 'c'
    UNION ALL SELECT 'column ' || r.name || '.' || quote_ident(a.attname), a.attacl, 'c', r.relowner
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL SELECT 'schema ' || s.name, s.nspacl, 'n', s.nspowner FROM space s
    UNION ALL SELECT 'function ' || p.oid::regprocedure, p.proacl, 'f', p.proowner FROM pg_proc p
    WHERE p.pronamespace IN (SELECT oid FROM space) AND p.proacl IS NOT NULL AND (p.tableoid, p.oid) NOT IN (SELECT * FROM member)
    UNION ALL SELECT 'type ' || format_type(t.oid, NULL), t.typacl, 'T', t.typowner FROM pg_type t
    WHERE t.typnamespace IN (SELECT oid FROM space) AND t.typacl IS NOT NULL AND (t.tableoid, t.oid) NOT IN (SELECT * FROM member)
    UNION ALL SELECT 'language ' || quote_ident(l.lanname), l.lanacl, 'l', l.lanowner FROM pg_language l
    UNION ALL SELECT 'foreign data wrapper ' || quote_ident(w.fdwname), w.fdwacl, 'F', w.fdwowner FROM pg_foreign_data_wrapper w
    UNION ALL SELECT 'server ' || quote_ident(s.srvname), s.srvacl, 'S', s.srvowner FROM pg_foreign_server s
    UNION ALL SELECT 'new ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
            WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text END
        || CASE WHEN d.defaclrole IN (SELECT oid FROM boss) THEN '' ELSE ' of ' || d.defaclrole::regrole END
        || coalesce(' in ' || s.name, ''), d.defaclacl, NULL, d.defaclrole
    FROM pg_default_acl d LEFT JOIN space s ON s.oid = d.defaclnamespace),
shown (what, granted, usual) AS (
    SELECT g.what, (SELECT string_agg(a.grantee || ' ' || a.list, '; ' ORDER BY a.grantee) FROM (
            SELECT CASE x.grantee WHEN 0 THEN 'public' WHEN g.owner THEN 'owner' ELSE x.grantee::regrole::text END AS grantee,
                string_agg(lower(x.privilege_type) || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END,
                    ', ' ORDER BY x.privilege_type) AS list
            FROM aclexplode(g.acl) x GROUP BY x.grantee) a),
        (SELECT string_agg(a.grantee || ' ' || a.list, '; ' ORDER BY a.grantee) FROM (
            SELECT CASE x.grantee WHEN 0 THEN 'public' ELSE 'owner' END AS grantee,
                string_agg(lower(x.privilege_type), ', ' ORDER BY x.privilege_type) AS list
            FROM aclexplode(acldefault(g.type::"char", g.owner)) x GROUP BY x.grantee) a)
    FROM granted g WHERE g.acl IS NOT NULL)
SELECT 'grants on ' || what, coalesce(granted, 'none') FROM shown WHERE granted IS DISTINCT FROM usual
)sql";

} // namespace gander::dialect::definitions
