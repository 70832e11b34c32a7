#include "unit/schema/folded.hpp"

#include <gmock/gmock.h>

namespace gander::schema {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What is left of a table with everything on it, and of things beside it, after `sql`.
constexpr auto start =
    "CREATE SCHEMA app; CREATE TABLE app.t (a int, CONSTRAINT c UNIQUE (a)); CREATE INDEX i ON app.t (a);"
    "CREATE TRIGGER tr BEFORE INSERT ON app.t EXECUTE FUNCTION f();"
    "CREATE SEQUENCE app.s; ALTER SEQUENCE app.s OWNED BY app.t.a";

std::vector<std::string> after(std::string const &sql)
{
    return objects(fold({start, sql}, {.path = {"app", "public"}}));
}

TEST(Drop, ATableGoesWithAllThatIsPartOfIt)
{
    EXPECT_THAT(after("DROP TABLE t"), ElementsAre("schema app"));
    EXPECT_THAT(after("DROP TABLE IF EXISTS nothing, app.t"), ElementsAre("schema app"));
    EXPECT_THAT(after("DROP SCHEMA app CASCADE"), IsEmpty());
}

TEST(Drop, PartsGoAlone)
{
    EXPECT_THAT(after("DROP INDEX i; DROP TRIGGER tr ON t; DROP SEQUENCE s; ALTER TABLE t DROP CONSTRAINT c"),
                ElementsAre("column a of app.t", "schema app", "table app.t"));
    EXPECT_THAT(
        after("DROP INDEX app.i; DROP TRIGGER tr ON app.t; ALTER TABLE app.t DROP COLUMN IF EXISTS a"),
        ElementsAre("schema app", "table app.t"));
}

TEST(DropColumn, TakesWhatMentionsItAlong)
{
    auto const left = [](std::string const &made) {
        return objects(fold({"CREATE TABLE t (c int, d int);" + made, "ALTER TABLE t DROP COLUMN c"}));
    };
    auto const table = ElementsAre("column d of public.t", "table public.t");
    EXPECT_THAT(left("CREATE INDEX i ON t (c); CREATE INDEX j ON t (d, c); CREATE INDEX k ON t ((d + t.c))"),
                table);
    EXPECT_THAT(left("CREATE INDEX i ON t (d) INCLUDE (c); CREATE INDEX j ON t (d) WHERE c > 0"), table);
    EXPECT_THAT(
        left("ALTER TABLE t ADD CONSTRAINT a CHECK (c > d), ADD CONSTRAINT b UNIQUE (d, c),"
             "ADD CONSTRAINT e EXCLUDE (d WITH =, c WITH =), ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES q"),
        table);
    EXPECT_THAT(left("CREATE UNIQUE INDEX i ON t (c); ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i"),
                table);
    EXPECT_THAT(left("ALTER TABLE t RENAME c TO x; CREATE INDEX i ON t (x); ALTER TABLE t RENAME x TO c"),
                table);
    EXPECT_THAT(
        left("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (d) REFERENCES q (c); CREATE INDEX i ON t (c(d))"),
        ElementsAre("column d of public.t", "constraint f of public.t", "index public.i", "table public.t"));
}

TEST(DropColumn, ThatStandsWithItsOwnConstraints)
{
    EXPECT_THAT(objects(fold({"CREATE TABLE t (c int CONSTRAINT p PRIMARY KEY CONSTRAINT f REFERENCES q "
                              "CONSTRAINT k CHECK (c > 0)"
                              "CONSTRAINT free CHECK (true)); ALTER TABLE t DROP c"})),
                ElementsAre("constraint free of public.t", "table public.t"));
}

TEST(DropColumn, WhatMayMentionItIsUncertain)
{
    EXPECT_THAT(
        objects(fold({"CREATE TABLE t (c int); CREATE INDEX i ON t ((t.*)); ALTER TABLE t DROP COLUMN c"})),
        ElementsAre("index public.i?", "table public.t"));
    EXPECT_THAT(
        objects(fold({"CREATE TABLE t (c int); CREATE TABLE u () INHERITS (t); CREATE INDEX i ON u (c);"
                      "CREATE INDEX j ON u (d); ALTER TABLE t DROP COLUMN c"})),
        ElementsAre("index public.i?", "index public.j", "table public.t", "table public.u"));
    EXPECT_THAT(
        objects(fold({"ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i; ALTER TABLE t DROP COLUMN c"})),
        ElementsAre("constraint u of public.t?"));
    EXPECT_THAT(objects(fold({"CREATE TABLE t (c int, g int GENERATED ALWAYS AS (c * 2) STORED); ALTER TABLE "
                              "t DROP c CASCADE"})),
                ElementsAre("column g of public.t?", "table public.t"));
}

TEST(Drop, OtherKinds)
{
    EXPECT_THAT(
        objects(fold(
            {"CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1; CREATE TYPE e AS ENUM ('a');"
             "CREATE DOMAIN d AS int; CREATE EXTENSION x; CREATE POLICY p ON t USING (true);"
             "CREATE RULE r AS ON INSERT TO t DO NOTHING; CREATE PROCEDURE q() LANGUAGE sql AS ''",
             "DROP VIEW v; DROP MATERIALIZED VIEW m; DROP TYPE e; DROP DOMAIN d; DROP EXTENSION x;"
             "DROP POLICY p ON t; DROP RULE r ON t; DROP PROCEDURE q"})),
        IsEmpty());
}

TEST(Drop, OneOfTwoFunctionsOfAName)
{
    auto const two = "CREATE FUNCTION f(a int, OUT b int) LANGUAGE sql AS ''; CREATE FUNCTION f(x text[]) "
                     "RETURNS int LANGUAGE sql AS '';";
    EXPECT_THAT(objects(fold({two, "DROP FUNCTION f(integer)"})), ElementsAre("function public.f"));
    EXPECT_THAT(objects(fold({two, "DROP FUNCTION f(text[]), f(int)"})), IsEmpty());
    EXPECT_THAT(objects(fold({two, "DROP FUNCTION f(mytype)"})),
                ElementsAre("function public.f?", "function public.f?"));
}

TEST(Drop, APartitionGoesWithItsTable)
{
    auto const tables =
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
        "CREATE TABLE p2 (a int); ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2); CREATE TABLE q (a "
        "int);";
    EXPECT_THAT(objects(fold({tables, "DROP TABLE p"})),
                ElementsAre("column a of public.q", "table public.q"));
    auto const partitions = [&](std::string const &sql) {
        auto words = objects(fold({tables, sql}));
        std::erase_if(words, [](auto const &word) { return !word.starts_with("partition"); });
        return words;
    };
    EXPECT_THAT(
        partitions("ALTER TABLE p1 RENAME TO p3; ALTER TABLE p RENAME TO r; ALTER TABLE r SET SCHEMA s"),
        ElementsAre("partition p2 of s.r", "partition p3 of s.r"));
    EXPECT_THAT(partitions("ALTER TABLE p DETACH PARTITION p1; DROP TABLE p2"), IsEmpty());
    EXPECT_THAT(partitions("DO $$BEGIN EXECUTE old_ones_of('p'); END$$; DROP TABLE p2"),
                ElementsAre("partition p1 of public.p?"));
    EXPECT_THAT(partitions("DROP TABLE p"), IsEmpty());
    EXPECT_THAT(objects(fold({tables, "ALTER TABLE p DETACH PARTITION p2; DROP TABLE p, q"})),
                ElementsAre("column a of public.p2", "table public.p2"));
    EXPECT_THAT(objects(fold({tables, "ALTER TABLE p DROP COLUMN a; DROP TABLE q"})),
                ElementsAre("column a of public.p2?", "partition p1 of public.p", "partition p2 of public.p",
                            "table public.p", "table public.p1", "table public.p2"));
    EXPECT_THAT(objects(fold({tables, "ALTER TABLE p RENAME COLUMN a TO b; DROP TABLE q, p1"})),
                ElementsAre("column b of public.p", "column b of public.p2", "partition p2 of public.p",
                            "table public.p", "table public.p2"));
}

TEST(Cascade, WhatMayHaveHungOnItIsUncertain)
{
    auto const before =
        "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (a int, b mood); CREATE TABLE u (c int CONSTRAINT "
        "fk REFERENCES t);"
        "CREATE VIEW v AS SELECT 1; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ''; CREATE SEQUENCE s;";
    EXPECT_THAT(objects(fold({before, "DROP TABLE t CASCADE; CREATE VIEW w AS SELECT 1"})),
                ElementsAre("column c of public.u", "constraint fk of public.u?", "function public.f?",
                            "label sad of public.mood", "sequence public.s", "table public.u",
                            "type public.mood?", "view public.v?", "view public.w"));
    EXPECT_THAT(
        objects(fold(
            {before, "DROP TYPE mood CASCADE; DROP TABLE u; DROP VIEW v; DROP FUNCTION f; DROP SEQUENCE s"})),
        ElementsAre("column a of public.t", "column b of public.t?", "table public.t"));
}

TEST(Rename, ATableTakesItsPartsWithIt)
{
    EXPECT_THAT(after("ALTER TABLE t RENAME TO u"),
                ElementsAre("column a of app.u", "constraint c of app.u", "index app.i", "schema app",
                            "sequence app.s", "table app.u", "trigger tr of app.u"));
    EXPECT_THAT(after("ALTER TABLE t RENAME TO u; DROP TABLE u"), ElementsAre("schema app"));
    EXPECT_THAT(after("ALTER TABLE t SET SCHEMA public"),
                ElementsAre("column a of public.t", "constraint c of public.t", "index public.i",
                            "schema app", "sequence public.s", "table public.t", "trigger tr of public.t"));
    EXPECT_THAT(after("ALTER SCHEMA app RENAME TO other; DROP TABLE other.t"), ElementsAre("schema other"));
}

TEST(Rename, Parts)
{
    EXPECT_THAT(after("ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME CONSTRAINT c TO d; ALTER "
                      "INDEX i RENAME TO j;"
                      "ALTER TRIGGER tr ON t RENAME TO tr2; ALTER SEQUENCE s RENAME TO r"),
                ElementsAre("column b of app.t", "constraint d of app.t", "index app.j", "schema app",
                            "sequence app.r", "table app.t", "trigger tr2 of app.t"));
}

TEST(Rename, AKeyAndItsIndexAreOne)
{
    auto const renamed = [](std::string const &sql) {
        return objects(fold({"CREATE TABLE t (CONSTRAINT k PRIMARY KEY (id))", sql}));
    };
    auto const other = ElementsAre("constraint k2 of public.t", "table public.t");
    EXPECT_THAT(renamed("ALTER INDEX k RENAME TO k2"), other);
    EXPECT_THAT(renamed("ALTER TABLE public.k RENAME TO k2"), other);
    EXPECT_THAT(renamed("ALTER INDEX k RENAME TO k1; ALTER TABLE t RENAME CONSTRAINT k1 TO k2"), other);
    EXPECT_THAT(renamed("ALTER INDEX k RENAME TO k2; ALTER TABLE t DROP CONSTRAINT k2"),
                ElementsAre("table public.t"));
    auto const taken = "ALTER TABLE t DROP CONSTRAINT k; CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t ADD "
                       "PRIMARY KEY USING INDEX i;";
    EXPECT_THAT(renamed(std::string(taken) + "ALTER TABLE t RENAME CONSTRAINT i TO j"),
                ElementsAre("constraint j of public.t", "index public.j", "table public.t"));
}

TEST(Rename, ACheckHasNoIndex)
{
    EXPECT_THAT(objects(fold({"CREATE INDEX x ON t (a); ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0);"
                              "ALTER TABLE t RENAME CONSTRAINT x TO y"})),
                ElementsAre("constraint y of public.t", "index public.x"));
    EXPECT_THAT(objects(fold({"CREATE INDEX x ON t (a); ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0); ALTER "
                              "INDEX x RENAME TO y"})),
                ElementsAre("constraint x of public.t", "index public.y"));
    EXPECT_THAT(objects(fold({"CREATE SEQUENCE s; ALTER SEQUENCE s OWNED BY t.a; ALTER TABLE t RENAME a TO "
                              "b; ALTER TABLE t DROP b"})),
                IsEmpty());
}

TEST(Rename, OtherKinds)
{
    auto const before =
        "CREATE VIEW v AS SELECT 1; CREATE TYPE e AS ENUM ('a'); CREATE TYPE c AS (x int); CREATE DOMAIN d "
        "AS int CONSTRAINT k CHECK (true);"
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ''; CREATE POLICY p ON t USING (true);";
    EXPECT_THAT(
        objects(fold(
            {before,
             "ALTER VIEW v RENAME TO w; ALTER TYPE e RENAME TO e2; ALTER TYPE e2 RENAME VALUE 'a' TO 'b';"
             "ALTER TYPE c RENAME ATTRIBUTE x TO y; ALTER DOMAIN d RENAME CONSTRAINT k TO l;"
             "ALTER DOMAIN d RENAME TO d2; ALTER FUNCTION f() RENAME TO g; ALTER POLICY p ON t RENAME TO "
             "q"})),
        ElementsAre("column y of public.c", "constraint l of public.d2", "function public.g",
                    "label b of public.e2", "policy q of public.t", "type public.c", "type public.d2",
                    "type public.e2", "view public.w"));
    EXPECT_THAT(
        objects(fold({before,
                      "ALTER TYPE e SET SCHEMA x; ALTER FUNCTION f SET SCHEMA x; ALTER VIEW v SET SCHEMA x;"
                      "DROP TYPE c; DROP DOMAIN d; DROP POLICY p ON t"})),
        ElementsAre("function x.f", "label a of x.e", "type x.e", "view x.v"));
}

TEST(Rename, OfWhatNothingHereHasMadeIsUnchecked)
{
    EXPECT_THAT(
        unchecked(fold(
            {"ALTER TABLE x RENAME TO y; ALTER TABLE x RENAME COLUMN a TO b; ALTER FUNCTION f RENAME TO g"})),
        ElementsAre("ALTER TABLE", "ALTER TABLE", "ALTER FUNCTION"));
}

TEST(Path, NamesGoToTheFirstSchema)
{
    EXPECT_THAT(objects(fold({"CREATE TABLE t ()"}, {.path = {"app", "public"}})),
                ElementsAre("table app.t"));
    EXPECT_THAT(objects(fold({"SET search_path = other, public; CREATE TABLE t ()", "CREATE TABLE u ()"})),
                ElementsAre("table other.t", "table public.u"));
    EXPECT_THAT(
        objects(
            fold({"SELECT pg_catalog.set_config('search_path', 'Other, \"Own\"', false); CREATE TABLE t ();"
                  "RESET search_path; CREATE TABLE u ()"})),
        ElementsAre("table other.t", "table public.u"));
    EXPECT_THAT(objects(fold({"SET search_path TO \"$user\", public; CREATE TABLE t ()"},
                             {.path = {"public"}, .own = "me"})),
                ElementsAre("table me.t"));
    EXPECT_THAT(objects(fold({"SET LOCAL search_path TO \"$user\", public; CREATE TABLE t (); SET "
                              "search_path TO DEFAULT; CREATE TABLE u ()"},
                             {.path = {"x"}})),
                ElementsAre("table public.t", "table x.u"));
}

TEST(Path, WithoutASchemaThereIsNothingToLookFor)
{
    auto const expected = fold(
        {"SELECT set_config('search_path', '', false); CREATE TABLE t (a int); CREATE TABLE public.u ()"});
    EXPECT_THAT(objects(expected), ElementsAre("table public.u"));
    EXPECT_THAT(unchecked(expected), ElementsAre("CREATE TABLE"));
}

TEST(Path, KnownTablesAreFoundInItsOrder)
{
    Names const two{.path = {"app", "public"}};
    EXPECT_THAT(objects(fold({"CREATE TABLE public.t ()", "ALTER TABLE t ADD COLUMN a int"}, two)),
                ElementsAre("column a of public.t", "table public.t"));
    auto const unknown = fold({"ALTER TABLE t ADD COLUMN a int"}, two);
    EXPECT_THAT(objects(unknown), IsEmpty());
    EXPECT_THAT(unchecked(unknown), ElementsAre("ALTER TABLE"));
}

} // namespace
} // namespace gander::schema
