#include "unit/schema/folded.hpp"

#include <gmock/gmock.h>

namespace gander::schema {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct Case
{
    std::string sql;
    std::vector<std::string> objects;
};

void PrintTo(Case const &each, std::ostream *out) { *out << each.sql; }

class Create : public testing::TestWithParam<Case>
{
};

TEST_P(Create, IsExpected)
{
    auto const expected = fold({GetParam().sql});
    EXPECT_THAT(objects(expected), testing::UnorderedElementsAreArray(GetParam().objects));
    EXPECT_THAT(unchecked(expected), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    , Create,
    testing::Values(
        Case{"CREATE SCHEMA app", {"schema app"}}, Case{"CREATE SCHEMA AUTHORIZATION bob", {"schema bob"}},
        Case{"CREATE SCHEMA app CREATE TABLE t (a int)", {"schema app", "table app.t", "column a of app.t"}},
        Case{"CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA x", {"extension uuid-ossp"}},
        Case{"CREATE TABLE t (id serial PRIMARY KEY, b text NOT NULL DEFAULT 'x', UNIQUE (b))",
             {"table public.t", "column id of public.t", "column b of public.t",
              "primary key (id) of public.t", "unique constraint (b) of public.t"}},
        Case{"CREATE TABLE \"T\" (\"A b\" int)", {"table public.T", "column A b of public.T"}},
        Case{"CREATE TABLE t (a int CONSTRAINT pos CHECK (a > 0), b int CONSTRAINT nn NOT NULL,"
             " CONSTRAINT u UNIQUE (b), CONSTRAINT f FOREIGN KEY (a) REFERENCES q)",
             {"table public.t", "column a of public.t", "column b of public.t", "constraint pos of public.t",
              "constraint u of public.t", "constraint f of public.t"}},
        Case{"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
             {"table public.p", "column a of public.p", "table public.p1", "partition p1 of public.p"}},
        Case{"CREATE TABLE x.p (a int) PARTITION BY LIST (a); CREATE TABLE c (); ALTER TABLE x.p ATTACH "
             "PARTITION c DEFAULT",
             {"table x.p", "column a of x.p", "table public.c", "partition c of x.p"}},
        Case{"CREATE TABLE a.t (x int); CREATE TABLE u (LIKE a.t INCLUDING ALL)",
             {"table a.t", "column x of a.t", "table public.u", "column x of public.u"}},
        Case{"CREATE TABLE t AS SELECT 1 AS a", {"table public.t"}},
        Case{"SELECT 1 AS a INTO t", {"table public.t"}},
        Case{"CREATE UNLOGGED TABLE t (); CREATE FOREIGN TABLE f (a int) SERVER s",
             {"table public.t", "table public.f", "column a of public.f"}},
        Case{"CREATE OR REPLACE VIEW v AS SELECT 1; CREATE VIEW v2 (a) AS SELECT 1",
             {"view public.v", "view public.v2"}},
        Case{"CREATE MATERIALIZED VIEW v AS SELECT 1", {"materialized view public.v"}},
        Case{"CREATE SEQUENCE s", {"sequence public.s"}},
        Case{"CREATE TYPE e AS ENUM ('a', 'b c')",
             {"type public.e", "label a of public.e", "label b c of public.e"}},
        Case{"CREATE TYPE c AS (x int)", {"type public.c", "column x of public.c"}},
        Case{"CREATE TYPE r AS RANGE (subtype = float8); CREATE TYPE shell",
             {"type public.r", "type public.shell"}},
        Case{"CREATE DOMAIN d AS int CONSTRAINT pos CHECK (VALUE > 0)",
             {"type public.d", "constraint pos of public.d"}},
        Case{"CREATE TABLE a.t (x int); CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a.t (x)",
             {"table a.t", "column x of a.t", "index a.i"}},
        Case{"CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
             "CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
             {"function public.f", "function public.f"}},
        Case{"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
             "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
             {"function public.f"}},
        Case{"CREATE PROCEDURE app.p() LANGUAGE sql AS 'SELECT 1'", {"function app.p"}},
        Case{"CREATE AGGREGATE ag(int) (sfunc = int4pl, stype = int)", {"function public.ag"}},
        Case{"CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f()", {"trigger tr of public.t"}},
        Case{"CREATE POLICY p ON app.t USING (true)", {"policy p of app.t"}},
        Case{"CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING", {"rule r of public.t"}},
        Case{"ALTER TABLE t ADD COLUMN a int, ADD COLUMN b int CONSTRAINT pos CHECK (b > 0)",
             {"column a of public.t", "column b of public.t", "constraint pos of public.t"}},
        Case{"ALTER TABLE ONLY t ADD CONSTRAINT t_pkey PRIMARY KEY (id)", {"constraint t_pkey of public.t"}},
        Case{"CREATE TABLE t (CHECK (a < b), CHECK (a > 0), a int UNIQUE REFERENCES q CHECK (a < b), b int)",
             {"table public.t", "column a of public.t", "column b of public.t",
              "check constraint (a, b) of public.t", "check constraint (a) of public.t",
              "unique constraint (a) of public.t", "foreign key (a) of public.t"}},
        Case{"ALTER TABLE t ADD COLUMN a int UNIQUE, ADD PRIMARY KEY (d, c), ADD FOREIGN KEY (c, d) "
             "REFERENCES q (x, y) NOT VALID",
             {"column a of public.t", "unique constraint (a) of public.t", "primary key (c, d) of public.t",
              "foreign key (c, d) of public.t"}},
        Case{"CREATE INDEX i ON t (a); ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i",
             {"index public.u", "constraint u of public.t"}},
        Case{"CREATE TYPE e AS ENUM (); ALTER TYPE e ADD VALUE IF NOT EXISTS 'x'",
             {"type public.e", "label x of public.e"}},
        Case{"CREATE TYPE c AS (); ALTER TYPE c ADD ATTRIBUTE a int",
             {"type public.c", "column a of public.c"}},
        Case{"BEGIN; SET statement_timeout = 0; COMMENT ON TABLE t IS 'x'; ANALYZE; COMMIT", {}}));

TEST(Schema, WhatIsThereAlreadyIsNotMadeAgain)
{
    auto const expected = fold({"CREATE TABLE t (a int)", "CREATE TABLE IF NOT EXISTS t (a int, b int);"
                                                          "ALTER TABLE t ADD COLUMN IF NOT EXISTS a text"});
    EXPECT_THAT(objects(expected), ElementsAre("column a of public.t", "table public.t"));
}

TEST(Schema, EachThingStandsWhereItIsWritten)
{
    auto const expected =
        fold({"-- first\nCREATE TABLE t (\n    a int\n);\n\n/* then; */ CREATE VIEW v AS SELECT 1"});
    ASSERT_EQ(expected.objects.size(), 3U);
    auto const at = [&](std::size_t index) {
        auto const &place = expected.objects[index].place;
        return std::tuple{place.path, place.line, place.column};
    };
    EXPECT_EQ(at(0), (std::tuple{"m/1.sql", 2, 14}));
    EXPECT_EQ(at(1), (std::tuple{"m/1.sql", 3, 5}));
    EXPECT_EQ(at(2), (std::tuple{"m/1.sql", 6, 25}));
    EXPECT_EQ(expected.objects[1].place.text, "    a int");
}

TEST(Schema, TemporaryThingsAreNotExpectedNorWhatHangsOnThem)
{
    auto const expected =
        fold({"CREATE TEMP TABLE t (a int); CREATE INDEX i ON t (a); ALTER TABLE t ADD COLUMN b int;"
              "CREATE VIEW v AS SELECT x.a FROM (SELECT a FROM t) x; CREATE TEMP SEQUENCE s;"
              "CREATE TABLE pg_temp.u (a int); SELECT 1 INTO TEMP w",
              "CREATE TABLE t (c int)"});
    EXPECT_THAT(objects(expected), ElementsAre("column c of public.t", "table public.t"));
    EXPECT_THAT(unchecked(expected), IsEmpty());
}

TEST(Schema, WhatLeavesNothingToLookForIsNamed)
{
    auto const expected = fold(
        {"INSERT INTO t VALUES (1); /* a */ update t SET a = 2; DELETE FROM t; DO $$BEGIN END$$; CALL p();"
         "GRANT SELECT ON t TO x; ALTER TABLE t OWNER TO x; ALTER TABLE t ALTER a TYPE bigint;"
         "CREATE INDEX ON t (a); ALTER TABLE t ADD CHECK (a > 0); CREATE ROLE r; SELECT setval('s', 1);"
         "COPY t FROM STDIN; TRUNCATE t; REVOKE ALL ON t FROM x"});
    EXPECT_THAT(unchecked(expected), ElementsAre("INSERT", "UPDATE", "DELETE", "DO", "CALL", "GRANT",
                                                 "ALTER TABLE", "ALTER TABLE", "CREATE INDEX", "ALTER TABLE",
                                                 "CREATE ROLE", "SELECT", "COPY", "TRUNCATE", "REVOKE"));
    EXPECT_THAT(objects(expected), IsEmpty());
    EXPECT_EQ(expected.unchecked[1].place.column, 35);
}

TEST(Schema, APartOfAStatementMayBeLookedFor)
{
    auto const expected = fold({"ALTER TABLE t ADD COLUMN a int, ALTER b DROP NOT NULL"});
    EXPECT_THAT(objects(expected), ElementsAre("column a of public.t"));
    ASSERT_THAT(unchecked(expected), ElementsAre("ALTER TABLE"));
    EXPECT_EQ(expected.unchecked[0].message, "ALTER TABLE: not all that it does can be looked for");
}

TEST(Schema, WhatIsNotUnderstoodIsUnchecked)
{
    auto const expected = fold({"CREATE TABLE t (a int)", "FROBNICATE t; CREATE TABLE lost ()"});
    EXPECT_THAT(objects(expected), ElementsAre("column a of public.t", "table public.t?"));
    EXPECT_THAT(unchecked(expected), ElementsAre("FROBNICATE"));
    EXPECT_THAT(unchecked(fold({"SELECT '\xff'"})), ElementsAre("SELECT"));
}

TEST(Schema, WhatNoServerUnderstandsIsUndone)
{
    auto const read = [](std::string const &sql) {
        return fold({sql}, {.path = {"public"}, .may_know_more = false});
    };
    auto const expected = read("-- é\nCREATE TABEL t (a int)");
    EXPECT_THAT(unchecked(expected), IsEmpty());
    ASSERT_EQ(expected.undone.size(), 1U);
    EXPECT_EQ(expected.undone[0].message,
              "PostgreSQL does not understand this: syntax error at or near \"TABEL\"");
    EXPECT_EQ(expected.undone[0].place.line, 2);
    EXPECT_EQ(expected.undone[0].place.column, 8);
    EXPECT_EQ(read("CREATE TABLE t (").undone.size(), 1U);
    EXPECT_THAT(unchecked(read("CREATE TABLE :name ()")), ElementsAre("CREATE TABLE"));
    EXPECT_THAT(unchecked(read("SELECT '\xff'")), ElementsAre("SELECT"));
}

TEST(Schema, AStatementIsCalledByWhatItMakes)
{
    EXPECT_THAT(
        unchecked(fold({"CREATE UNIQUE INDEX ON t (a); CREATE TEXT SEARCH DICTIONARY d (template = simple);"
                        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f(); CREATE ACCESS "
                        "METHOD m TYPE INDEX HANDLER h"})),
        ElementsAre("CREATE INDEX", "CREATE TEXT SEARCH DICTIONARY", "CREATE EVENT TRIGGER",
                    "CREATE ACCESS METHOD"));
}

TEST(Schema, CodeMayHaveDroppedWhatItNames)
{
    auto const expected = fold({"CREATE TABLE old (a1 int); CREATE TABLE other (b1 int)",
                                "DO $$BEGIN EXECUTE 'drop table OLD'; END$$; INSERT INTO other VALUES (1)"});
    EXPECT_THAT(objects(expected), ElementsAre("column a1 of public.old", "column b1 of public.other",
                                               "table public.old?", "table public.other"));
}

} // namespace
} // namespace gander::schema
