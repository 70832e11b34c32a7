#include "base/quote.hpp"
#include "dialect/cloning.hpp"
#include "dialect/table.hpp"

#include <fmt/format.h>

namespace gander::dialect {

namespace {

constexpr std::string_view our_mark = "made by gander test database";

std::string identifier(std::string_view name)
{
    std::string quoted = "\"";
    for (char const c : name) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

std::string constant(std::string_view text) { return 'E' + single_quoted(text); }

class PostgresCloning final : public Cloning
{
public:
    // Who owns a template may copy it; and where names without a schema go is up to the search_path.
    std::string circumstances() const override
    {
        return "SELECT pg_catalog.concat_ws(' ', current_user, pg_catalog.current_setting('search_path'))";
    }

    std::string find(std::string_view name) const override
    {
        return fmt::format(
            "SELECT CASE WHEN pg_catalog.shobj_description(oid, 'pg_database') LIKE '{}%' THEN 1 "
            "ELSE 0 END, datistemplate::int FROM pg_catalog.pg_database WHERE datname = {}",
            our_mark, constant(name));
    }

    std::string list(bool old_templates) const override
    {
        auto const *const old = " AND datistemplate AND pg_catalog.substring(mark, ' at (.*)')::timestamptz"
                                " < pg_catalog.now() - interval '1 day'";
        return fmt::format(
            "SELECT datname FROM (SELECT datname, datdba, datistemplate,"
            " pg_catalog.shobj_description(oid, 'pg_database') AS mark FROM pg_catalog.pg_database)"
            " AS d WHERE mark LIKE '{}%' AND pg_catalog.pg_has_role(datdba, 'USAGE'){}"
            " ORDER BY datname",
            our_mark, old_templates ? old : "");
    }

    std::string create(std::string_view name) const override { return "CREATE DATABASE " + identifier(name); }
    std::string clone(std::string_view name, std::string_view from) const override
    {
        return fmt::format("CREATE DATABASE {} TEMPLATE {}", identifier(name), identifier(from));
    }
    std::string mark(std::string_view name, std::string_view now) const override
    {
        return fmt::format("COMMENT ON DATABASE {} IS {}", identifier(name),
                           constant(fmt::format("{} at {}", our_mark, now)));
    }
    std::string now() const override
    {
        return "SELECT pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', "
               "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    }

    std::string seal(std::string_view name) const override
    {
        return fmt::format("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true",
                           identifier(name));
    }
    std::string unseal(std::string_view name) const override
    {
        return fmt::format("ALTER DATABASE {} WITH IS_TEMPLATE false", identifier(name));
    }
    std::string rename(std::string_view from, std::string_view to) const override
    {
        return fmt::format("ALTER DATABASE {} RENAME TO {}", identifier(from), identifier(to));
    }
    std::string drop(std::string_view name) const override
    {
        return fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", identifier(name));
    }

    std::string lock(std::string_view name) const override
    {
        return fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})::int", key(name));
    }
    std::string unlock(std::string_view name) const override
    {
        return fmt::format("SELECT pg_catalog.pg_advisory_unlock({})::int", key(name));
    }

    bool is_busy(std::string_view state) const override { return state == "55006"; }
    std::string_view hint(std::string_view state) const override
    {
        return state == "42501" ? "a user that may make databases is needed: ALTER ROLE … CREATEDB allows it"
               : state == "42P04"
                   ? "gander test database drop drops it, if it was made by create; without a name create "
                     "gives one that nobody else has"
                   : "";
    }
    bool is_missing(std::string_view state) const override { return state == "3D000"; }

private:
    static std::string key(std::string_view name)
    {
        return fmt::format("pg_catalog.hashtextextended({}, 0)", constant(name));
    }
};

} // namespace

Cloning const &postgres_cloning()
{
    static PostgresCloning const cloning;
    return cloning;
}

} // namespace gander::dialect
