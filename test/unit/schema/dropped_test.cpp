#include "unit/schema/folded.hpp"

#include <gmock/gmock.h>

namespace gander::schema {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What is certainly gone after a table with everything on it was made, and `sql`.
std::vector<std::string> dropped(std::string const &sql, Names const &names = {.path = {"public"}})
{
    auto const made = "CREATE TABLE t (a int, b int, CONSTRAINT k CHECK (a > 0), CONSTRAINT u UNIQUE (b));"
                      "CREATE INDEX i ON t (b); CREATE VIEW v AS SELECT 1; CREATE SCHEMA s;"
                      "CREATE TYPE e AS ENUM ('x'); CREATE SEQUENCE n; CREATE SEQUENCE t_a_seq; CREATE "
                      "FUNCTION f() RETURNS int "
                      "LANGUAGE sql AS ''; CREATE TRIGGER tr BEFORE INSERT ON t EXECUTE FUNCTION f();";
    std::vector<std::string> words;
    for (auto const &each : fold({made, sql}, names).dropped) {
        words.push_back(to_string(each.object));
    }
    std::ranges::sort(words);
    return words;
}

TEST(Dropped, IsWhatTheCommandNames)
{
    EXPECT_THAT(dropped("DROP TABLE t"), ElementsAre("table public.t"));
    EXPECT_THAT(dropped("DROP TABLE IF EXISTS t, nothing CASCADE"), ElementsAre("table public.t"));
    EXPECT_THAT(dropped("ALTER TABLE t DROP COLUMN a, DROP CONSTRAINT u"),
                ElementsAre("column a of public.t", "constraint u of public.t"));
    EXPECT_THAT(
        dropped(
            "DROP INDEX i; DROP VIEW v; DROP SCHEMA s; DROP TYPE e; DROP SEQUENCE n; DROP TRIGGER tr ON t"),
        ElementsAre("index public.i", "schema s", "sequence public.n", "trigger tr of public.t",
                    "type public.e", "view public.v"));
}

TEST(Dropped, StandsWhereItIsDropped)
{
    auto const expected = fold({"CREATE TABLE t ()", "-- away\n  DROP TABLE t"});
    ASSERT_EQ(expected.dropped.size(), 1U);
    EXPECT_EQ(expected.dropped[0].place.path, "m/2.sql");
    EXPECT_EQ(expected.dropped[0].place.line, 2);
    EXPECT_EQ(expected.dropped[0].place.column, 3);
}

TEST(Dropped, ThatCannotBeTold)
{
    EXPECT_THAT(dropped("DROP FUNCTION f; DROP SEQUENCE t_a_seq; DROP TABLE unknown; DROP INDEX other.i"),
                IsEmpty());
    EXPECT_THAT(dropped("DO $$BEGIN EXECUTE 'ALTER TABLE t RENAME TO old'; END$$; DROP TABLE IF EXISTS t"),
                IsEmpty());
    EXPECT_THAT(dropped("DROP TYPE e CASCADE; DROP VIEW IF EXISTS v"), ElementsAre("type public.e"));
}

TEST(Dropped, ThatIsMadeAgain)
{
    EXPECT_THAT(dropped("DROP TABLE t; CREATE TABLE t (b int)"), IsEmpty());
    EXPECT_THAT(dropped("ALTER TABLE t DROP COLUMN a; DROP TABLE t; CREATE TABLE t AS SELECT 1 AS a"),
                IsEmpty());
    EXPECT_THAT(dropped("ALTER TABLE t DROP COLUMN a, ADD COLUMN a text"), IsEmpty());
    EXPECT_THAT(dropped("ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME b TO a"), IsEmpty());
    EXPECT_THAT(dropped("DROP VIEW v; ALTER VIEW unknown RENAME TO v"), IsEmpty());
    EXPECT_THAT(dropped("DROP VIEW v; DO $$BEGIN EXECUTE 'CREATE VIEW v AS SELECT 2'; END$$"), IsEmpty());
    EXPECT_THAT(dropped("DROP TABLE t; SELECT make_table('t')"), IsEmpty());
    EXPECT_THAT(dropped("DROP TABLE t; CREATE EXTENSION x"), IsEmpty());
    EXPECT_THAT(dropped("BEGIN; DROP TABLE t; ROLLBACK"), IsEmpty());
    EXPECT_THAT(dropped("DROP SCHEMA s; ALTER SCHEMA x RENAME TO s"), IsEmpty());
    EXPECT_THAT(dropped("DROP INDEX i; ALTER TABLE t ADD CONSTRAINT i UNIQUE (b)"), IsEmpty());
}

TEST(Dropped, ThatAnotherMayBeNamedLike)
{
    EXPECT_THAT(dropped("ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD UNIQUE (b)"), IsEmpty());
    EXPECT_THAT(dropped("ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD COLUMN c int PRIMARY KEY"),
                IsEmpty());
    EXPECT_THAT(dropped("DROP INDEX i; CREATE INDEX ON t (b)"), IsEmpty());
    EXPECT_THAT(dropped("ALTER TABLE t DROP COLUMN a; CREATE TABLE p (a int); ALTER TABLE t INHERIT p"),
                IsEmpty());
    EXPECT_THAT(dropped("CREATE TABLE h (z int) INHERITS (t); ALTER TABLE h DROP COLUMN z; ALTER TABLE t ADD "
                        "COLUMN z int"),
                IsEmpty());
}

TEST(Dropped, StaysSoBesideOtherThings)
{
    EXPECT_THAT(dropped("ALTER TABLE t DROP COLUMN a; INSERT INTO x (a) VALUES (1); ALTER TABLE t ADD CHECK "
                        "(b > 0); ALTER TABLE t ADD COLUMN "
                        "c int; CREATE INDEX j ON t (c)"),
                ElementsAre("column a of public.t"));
    EXPECT_THAT(dropped("DROP TABLE t; CREATE TABLE other.t ()"), ElementsAre("table public.t"));
}

} // namespace
} // namespace gander::schema
