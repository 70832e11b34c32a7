#include "base/quote.hpp"
#include "dialect/locking.hpp"
#include "dialect/table.hpp"

#include <fmt/format.h>

namespace gander::dialect {

namespace {

/// goose's library locks under this number too.
constexpr std::string_view id = "4097083626";

/// As goose's table locker has it: renewed while we live, void half a minute after we do not. Not now(),
/// which stands still in a transaction.
constexpr std::string_view expiry = "pg_catalog.clock_timestamp() + interval '30 seconds'";

/// A row l of pg_locks, which shows a 64-bit number in halves: the upper one is zero.
constexpr std::string_view is_the_lock =
    "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = 0 AND l.objid = 4097083626 AND "
    "l.database"
    " = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

/// At most that many bytes, and no part of a character.
std::string_view whole_characters(std::string_view text, std::size_t most)
{
    if (text.size() <= most) {
        return text;
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    return text.substr(0, most);
}

class PostgresLocking final : public Locking
{
public:
    std::string try_session() const override
    {
        return fmt::format("SELECT CASE WHEN found.lease IS NOT NULL THEN NULL"
                           " WHEN pg_catalog.pg_try_advisory_lock({}) THEN 1 ELSE 0 END, found.lease"
                           " FROM ({}) AS found (lease)",
                           id, find_lease());
    }

    std::string take_session() const override
    {
        return fmt::format("SELECT CASE WHEN pg_catalog.pg_try_advisory_lock({}) THEN 1 ELSE 0 END", id);
    }

    std::string release_session() const override
    {
        return fmt::format(
            "SELECT pg_catalog.pg_advisory_unlock({}) FROM pg_catalog.pg_locks l WHERE {} AND l.pid ="
            " pg_catalog.pg_backend_pid()",
            id, is_the_lock);
    }

    // Given back and taken again, which only a holder can, while the transaction keeps everybody else out.
    std::string check_session() const override
    {
        return fmt::format("SELECT CASE WHEN NOT pg_catalog.pg_try_advisory_xact_lock({0}) THEN 0"
                           " WHEN NOT pg_catalog.pg_advisory_unlock({0}) THEN 0"
                           " WHEN pg_catalog.pg_try_advisory_lock({0}) THEN 1 ELSE 0 END",
                           id);
    }

    std::string try_step() const override
    {
        return fmt::format("SELECT CASE WHEN pg_catalog.pg_try_advisory_xact_lock({}) THEN 1 ELSE 0 END", id);
    }

    // What the server shows of a statement is its beginning.
    std::string is_running(std::string_view statement) const override
    {
        constexpr std::size_t enough = 32768;
        return fmt::format("SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_activity"
                           " WHERE state = 'active' AND pid <> pg_catalog.pg_backend_pid() AND query <> ''"
                           " AND usename = SESSION_USER AND datname = pg_catalog.current_database()"
                           " AND pg_catalog.starts_with(E{}, query)) THEN 1 ELSE 0 END",
                           single_quoted(whole_characters(statement, enough)));
    }

    // An idle session that holds the lock may be between two steps
    // or forgotten: only one that runs something is at work.
    std::string session_holder() const override
    {
        return fmt::format(
            "SELECT pg_catalog.concat_ws(', ', COALESCE(NULLIF(a.application_name, ''), 'a session'),"
            " 'pid ' || l.pid, 'client ' || COALESCE(pg_catalog.host(a.client_addr), "
            "NULLIF(a.client_hostname, ''))),"
            " pg_catalog.to_char(COALESCE(a.xact_start, a.state_change, a.backend_start) AT TIME ZONE 'UTC',"
            " 'YYYY-MM-DD HH24:MI:SS \"UTC\"'),"
            " CASE WHEN a.state = 'active' THEN a.query END,"
            " CASE WHEN a.state = 'active' AND a.application_name LIKE 'gander %' THEN 1 ELSE 0 END"
            " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
            " WHERE {} AND l.pid <> pg_catalog.pg_backend_pid() LIMIT 1",
            is_the_lock);
    }

    std::string find_lease() const override
    {
        return "SELECT (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
               " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
               " WHERE c.oid = pg_catalog.to_regclass('goose_lock')::oid)";
    }

    // The columns are goose's, whose library may take turns with us on the same row.
    std::string create_lease() const override
    {
        return "CREATE TABLE IF NOT EXISTS goose_lock (\n"
               "    lock_id bigint PRIMARY KEY,\n"
               "    locked boolean NOT NULL DEFAULT false,\n"
               "    locked_at timestamptz,\n"
               "    locked_by text,\n"
               "    lease_expires_at timestamptz,\n"
               "    updated_at timestamptz\n"
               ")";
    }

    std::string add_lease(std::string_view table) const override
    {
        return fmt::format("INSERT INTO {} (lock_id, locked) VALUES ({}, false) ON CONFLICT DO NOTHING",
                           table, id);
    }

    // SKIP LOCKED: a step of the holder's keeps the row until it ends, and nobody waits inside a statement.
    std::string take_lease(std::string_view table, std::string_view owner) const override
    {
        return fmt::format(
            "UPDATE {0} SET locked = true, locked_at = pg_catalog.clock_timestamp(), locked_by = '{2}',"
            " lease_expires_at = {3}, updated_at = pg_catalog.clock_timestamp()"
            " WHERE lock_id IN (SELECT lock_id FROM {0} WHERE lock_id = {1} AND (NOT locked"
            " OR lease_expires_at IS NULL OR lease_expires_at < pg_catalog.clock_timestamp()"
            " OR locked_by = '{2}') FOR UPDATE SKIP LOCKED) RETURNING 1",
            table, id, owner, expiry);
    }

    std::string renew_lease(std::string_view table, std::string_view owner) const override
    {
        return fmt::format("UPDATE {0} SET lease_expires_at = {3}, updated_at = pg_catalog.clock_timestamp()"
                           " WHERE lock_id IN (SELECT lock_id FROM {0} WHERE lock_id = {1} AND locked"
                           " AND locked_by = '{2}' FOR UPDATE SKIP LOCKED) RETURNING 1",
                           table, id, owner, expiry);
    }

    std::string release_lease(std::string_view table, std::string_view owner) const override
    {
        return fmt::format(
            "UPDATE {} SET locked = false, locked_at = NULL, locked_by = NULL, lease_expires_at = NULL,"
            " updated_at = pg_catalog.clock_timestamp() WHERE lock_id = {} AND locked_by = '{}'",
            table, id, owner);
    }

    // Whoever has the lease renews it while it lives, and a name that begins with gander is one of ours.
    std::string lease_holder(std::string_view table, std::string_view owner) const override
    {
        return fmt::format(
            "SELECT COALESCE(locked_by, 'somebody'),"
            " pg_catalog.to_char(locked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), NULL,"
            " CASE WHEN locked_by LIKE 'gander-%' THEN 1 ELSE 0 END"
            " FROM {} WHERE lock_id = {} AND locked AND locked_by IS DISTINCT FROM '{}'"
            " AND lease_expires_at >= pg_catalog.clock_timestamp()",
            table, id, owner);
    }

    std::string check_lease(std::string_view table, std::string_view owner) const override
    {
        return fmt::format("SELECT 1 FROM {} WHERE lock_id = {} AND locked AND locked_by = '{}'"
                           " AND lease_expires_at >= pg_catalog.clock_timestamp() FOR UPDATE",
                           table, id, owner);
    }

    // A pid alone would be used again.
    std::string backend() const override
    {
        return "SELECT pid || ' ' || EXTRACT(epoch FROM backend_start) FROM"
               " pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid())";
    }

    std::string is_alive(std::string_view backend) const override
    {
        return fmt::format("SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_get_activity(NULL)"
                           " WHERE pid || ' ' || EXTRACT(epoch FROM backend_start) = '{}') THEN 1 ELSE 0 END",
                           backend);
    }
};

} // namespace

Locking const &postgres_locking()
{
    static PostgresLocking const locking;
    return locking;
}

} // namespace gander::dialect
