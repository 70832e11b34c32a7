#include "dialect/postgres_definitions.hpp"

namespace gander::dialect::definitions {

std::string_view const triggers = R"sql(
SELECT 'trigger ' || r.name || '.' || quote_ident(t.tgname), concat_ws(', ', pg_get_triggerdef(t.oid),
    CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled for replicas' WHEN 'A' THEN 'enabled always' END)
FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'rule ' || r.name || '.' || quote_ident(u.rulename), concat_ws(', ', pg_get_ruledef(u.oid),
    CASE u.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled for replicas' WHEN 'A' THEN 'enabled always' END)
FROM pg_rewrite u JOIN relation r ON r.oid = u.ev_class WHERE u.rulename <> '_RETURN'
UNION ALL
SELECT 'policy ' || r.name || '.' || quote_ident(p.polname), concat_ws(', ',
    CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    'for ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
        WHEN 'd' THEN 'delete' ELSE 'all' END,
    'to ' || (SELECT string_agg(name, ', ' ORDER BY name)
        FROM unnest(p.polroles) role, LATERAL (SELECT CASE role WHEN 0 THEN 'public' ELSE role::regrole::text END) n (name)),
    'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT 'event trigger ' || quote_ident(e.evtname), concat_ws(', ', 'on ' || e.evtevent,
    'for ' || array_to_string(e.evttags, ', '), 'function ' || e.evtfoid::regprocedure,
    CASE e.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled for replicas' WHEN 'A' THEN 'enabled always' END)
FROM pg_event_trigger e WHERE (e.tableoid, e.oid) NOT IN (SELECT * FROM member)
)sql";

} // namespace gander::dialect::definitions
