#include "unit/subset/choice.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>

namespace gander::subset {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Nothing has to do with it, so it is left out wherever it stands.
auto constexpr other = "CREATE TABLE other (id serial PRIMARY KEY, at timestamptz DEFAULT now());"
                       "CREATE INDEX ON other (at); INSERT INTO other DEFAULT VALUES";
auto constexpr audit = "CREATE TABLE audit (id int PRIMARY KEY)";

TEST(Choose, LeavesOutWhatNothingDependsOn)
{
    EXPECT_THAT(
        left_out({other, audit, "ALTER TABLE other ADD note text", "ALTER TABLE audit ADD note text"}),
        ElementsAre(1, 3));
}

TEST(Choose, SaysWhy)
{
    auto const chosen =
        subset({"CREATE TABLE users (id int)", other, "CREATE TABLE audit (id int, who int REFERENCES users)",
                "DO $$ BEGIN END $$"});
    ASSERT_THAT(chosen.kept, testing::SizeIs(3));
    EXPECT_EQ(chosen.kept[0].why, "changes users, which is used by what is kept");
    EXPECT_EQ(chosen.kept[1].why, "changes audit");
    EXPECT_EQ(chosen.kept[2].why, "runs DO (m/4.sql:1:1)");
    ASSERT_THAT(chosen.left_out, testing::SizeIs(1));
    EXPECT_EQ(chosen.left_out[0].why, "changes other, on which nothing kept depends");
}

TEST(Choose, SuggestsTheTableThatWasMeant)
{
    try {
        subset({"CREATE TABLE audit_events (id int)"}, {"audit_event"});
        FAIL();
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::usage);
        EXPECT_STREQ(error.what(), "no migration makes or changes a table audit_event");
        EXPECT_EQ(error.hint(), "did you mean audit_events?");
    }
}

struct Case
{
    std::string name;
    std::vector<std::string> files; ///< all of them are needed
};

void PrintTo(Case const &each, std::ostream *out) { *out << each.name; }

class Hidden : public testing::TestWithParam<Case>
{
};

TEST_P(Hidden, IsNeverLeftOut)
{
    auto files = GetParam().files;
    EXPECT_THAT(left_out(files), IsEmpty());
}

std::vector<Case> hidden()
{
    std::string const x = "CREATE TABLE x (id int)";
    return {
        {"ForeignKey", {x, "CREATE TABLE audit (id int REFERENCES x)"}},
        {"LaterForeignKey", {x, audit, "ALTER TABLE audit ADD FOREIGN KEY (id) REFERENCES x"}},
        {"ChangeOfTheReferred",
         {
             "CREATE TABLE audit (id int REFERENCES x)",
             "ALTER TABLE x ADD y int",
         }},
        {"Enum", {"CREATE TYPE x AS ENUM ('a')", "CREATE TABLE audit (id x)"}},
        {"EnumValue",
         {"CREATE TYPE x AS ENUM ('a')", "CREATE TABLE audit (id x)", "ALTER TYPE x ADD VALUE 'b'"}},
        {"EnumArray", {"CREATE TYPE x AS ENUM ('a')", "CREATE TABLE audit (id x[])"}},
        {"Domain", {"CREATE DOMAIN x AS text", "CREATE TABLE audit (id x)"}},
        {"TypeOfADomain",
         {"CREATE TYPE y AS ENUM ('a')", "CREATE DOMAIN x AS y", "CREATE TABLE audit (id x)"}},
        {"Composite", {"CREATE TYPE x AS (a int)", "CREATE TABLE audit (id x)"}},
        {"RowType", {x, "CREATE TABLE audit (id x)"}},
        {"CastInADefault", {"CREATE TYPE x AS ENUM ('a')", "CREATE TABLE audit (id text DEFAULT 'a'::x)"}},
        {"SequenceByName", {"CREATE SEQUENCE x", "CREATE TABLE audit (id int DEFAULT nextval('x'))"}},
        {"SequenceInASchema",
         {"CREATE SEQUENCE s.x", "CREATE TABLE audit (id int DEFAULT nextval('s.x'::regclass))"}},
        {"SequenceThatIsMadeUp",
         {"CREATE TABLE x (id serial)", audit, "INSERT INTO audit VALUES (nextval('x_id_seq'))"}},
        {"Regclass", {x, audit, "INSERT INTO audit VALUES ('x'::regclass::oid::int)"}},
        {"QuotedRegclass",
         {"CREATE TABLE \"X y\" (id int)", audit,
          "INSERT INTO audit VALUES ('\"X y\"'::regclass::oid::int)"}},
        {"ToRegclass", {x, audit, "INSERT INTO audit SELECT 1 WHERE to_regclass('public.x') IS NOT NULL"}},
        {"ComputedRegclass", {x, audit, "INSERT INTO audit VALUES (('x' || '')::regclass::oid::int)"}},
        {"Catalog", {x, audit, "INSERT INTO audit SELECT 1 FROM pg_class WHERE relname LIKE 'x%'"}},
        {"InformationSchema", {x, audit, "INSERT INTO audit SELECT 1 FROM information_schema.tables"}},
        {"Rows", {x, "INSERT INTO x VALUES (1)", audit, "INSERT INTO audit SELECT id FROM x"}},
        {"RowsInASubquery", {x, audit, "DELETE FROM audit WHERE id IN (SELECT id FROM x)"}},
        {"WithThatWrites",
         {x, audit, "INSERT INTO x VALUES (1)",
          "WITH gone AS (DELETE FROM x RETURNING id) INSERT INTO audit SELECT id FROM gone"}},
        {"View", {x, "CREATE VIEW v AS SELECT id FROM x", "CREATE TABLE audit AS SELECT id FROM v"}},
        {"RowsThroughAView",
         {x, "CREATE VIEW v AS SELECT id FROM x", "INSERT INTO v VALUES (1)",
          "CREATE TABLE audit AS SELECT id FROM x"}},
        {"ViewOfTheTable",
         {audit, "CREATE VIEW v AS SELECT id FROM audit", "ALTER TABLE audit RENAME id TO di"}},
        {"Materialized",
         {x, "CREATE MATERIALIZED VIEW v AS SELECT id FROM x", "REFRESH MATERIALIZED VIEW v",
          "CREATE TABLE audit AS SELECT id FROM v"}},
        {"Inherited", {x, "CREATE TABLE audit () INHERITS (x)"}},
        {"InheritsIt", {audit, "CREATE TABLE x () INHERITS (audit)"}},
        {"Like", {x, "CREATE TABLE audit (LIKE x INCLUDING ALL)"}},
        {"Partition",
         {"CREATE TABLE audit (id int) PARTITION BY LIST (id)",
          "CREATE TABLE x PARTITION OF audit FOR VALUES IN (1)"}},
        {"AttachedPartition",
         {"CREATE TABLE audit (id int) PARTITION BY LIST (id)", x,
          "ALTER TABLE audit ATTACH PARTITION x FOR VALUES IN (1)"}},
        {"Rename", {x, "ALTER TABLE x RENAME TO audit"}},
        {"NameThatWasTaken",
         {"CREATE TABLE x (id int)", "ALTER TABLE x RENAME TO y", "CREATE TABLE x (id int)",
          "CREATE TABLE audit (id int REFERENCES x)"}},
        {"DroppedIndex", {audit, "CREATE INDEX x ON audit (id)", "DROP INDEX x"}},
        {"NameOfAnIndex",
         {"CREATE TABLE y (id int)", "CREATE INDEX audit_id_idx ON y (id)", audit,
          "CREATE INDEX ON audit (id)"}},
        {"NumberedName",
         {"CREATE TABLE y (id int)", "CREATE INDEX audit_id_idx1 ON y (id)", audit,
          "CREATE INDEX ON audit (id)"}},
        {"NameOfAKey", {"CREATE TABLE audit_pkey (id int)", audit}},
        {"Schema", {"CREATE SCHEMA app", "CREATE TABLE app.audit (id int)"}},
        {"SchemaOfThePath", {"CREATE SCHEMA app", "SET search_path = app; CREATE TABLE audit (id int)"}},
        {"OddNames",
         {"CREATE TYPE \"a b\" AS ENUM ('x')", "CREATE TABLE \"c d\" (id \"a b\")",
          "CREATE TABLE audit (LIKE \"c d\")"}},
        {"TriggerOfTheWhole",
         {audit, "CREATE TABLE x (id int) PARTITION BY LIST (id)",
          "CREATE TABLE y PARTITION OF x FOR VALUES IN (1)",
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (1); "
          "RETURN NEW; END $$",
          "CREATE TRIGGER t AFTER INSERT ON x FOR EACH ROW EXECUTE FUNCTION f()", "INSERT INTO y VALUES (1)",
          "DELETE FROM audit"}},
        {"Policy", {x, audit, "CREATE POLICY p ON audit USING (EXISTS (SELECT 1 FROM x))"}},
        {"Comment", {audit, "COMMENT ON COLUMN audit.id IS 'id'"}},
        {"Grant", {audit, "GRANT SELECT ON audit TO public"}},
        {"GrantOnAll", {x, audit, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO public"}},
        {"Truncate", {audit, "TRUNCATE audit"}},
        {"TruncateCascade", {x, audit, "TRUNCATE x CASCADE"}},
        {"Copy", {audit, "COPY audit FROM STDIN"}},
        {"Do", {x, audit, "DO $$ BEGIN ALTER TABLE x ADD y int; END $$"}},
        {"DoThatExecutes",
         {x, audit, "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || chr(120) || ' ADD y int'; END $$"}},
        {"DoInAnotherLanguage", {x, audit, "DO LANGUAGE plperl $$ spi_exec_query('SELECT 1') $$"}},
        {"DoWithEscapes", {x, audit, R"(DO $$ BEGIN PERFORM E'\x78'::text; END $$)"}},
        {"DoWithJoinedConstants", {x, audit, "DO $$ BEGIN PERFORM nextval('x'\n''); END $$"}},
        {"DoThatReadsTheCatalog",
         {x, audit, "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables) THEN NULL; END IF; END $$"}},
        {"Function", {x, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT id FROM x'", audit}},
        {"FunctionThatExecutes",
         {x, "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'x'; END $$", audit}},
        {"AtomicBody", {x, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT id FROM x; END", audit}},
        {"TableOfALaterFunction",
         {"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO x VALUES (1); RETURN "
          "NEW; END $$",
          audit, "CREATE TRIGGER t AFTER INSERT ON audit EXECUTE FUNCTION f()", x}},
        {"TriggerThatWrites",
         {audit, x,
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (1); "
          "RETURN NEW; END $$",
          "CREATE TRIGGER t AFTER INSERT ON x EXECUTE FUNCTION f()", "INSERT INTO x VALUES (1)",
          "UPDATE audit SET id = 2"}},
        {"DefaultThatRuns",
         {audit,
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'INSERT INTO audit VALUES (1) RETURNING id'",
          "CREATE TABLE x (id int DEFAULT f(), y int)", "INSERT INTO x (y) VALUES (1)", "DELETE FROM audit"}},
        {"CallOfAFunction",
         {audit,
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'INSERT INTO audit VALUES (1) RETURNING id'",
          "SELECT f()", "DELETE FROM audit"}},
        {"CallOfAProcedure",
         {x, "CREATE PROCEDURE f() LANGUAGE sql AS 'INSERT INTO x VALUES (1)'", audit, "CALL f()"}},
        {"CallOfSomethingUnknown", {x, audit, "SELECT create_parent('x', 'id')"}},
        {"Cascade",
         {x, "CREATE TABLE y (id int REFERENCES x ON DELETE CASCADE)", "INSERT INTO y VALUES (1)",
          "DELETE FROM x", "CREATE TABLE audit AS SELECT id FROM y"}},
        {"Rule", {x, audit, "CREATE RULE r AS ON INSERT TO x DO ALSO INSERT INTO audit VALUES (1)"}},
        {"EventTrigger",
         {audit, "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", x,
          "ALTER TABLE audit ADD y int"}},
        {"DefaultPrivileges", {audit, x, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO public"}},
        {"Extension", {"CREATE EXTENSION citext", "CREATE TABLE audit (id citext)"}},
        {"OperatorBeforeAnExtension",
         {"CREATE VIEW x AS SELECT 1 WHERE ARRAY[1] @> ARRAY[1]", "CREATE EXTENSION intarray", audit}},
        {"RuleThatExecutes",
         {"CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE t; END $$;" +
              std::string(audit) + "; CREATE RULE r AS ON INSERT TO audit DO ALSO SELECT f(NEW.id::text)",
          x, "INSERT INTO audit VALUES (1)"}},
        {"OperatorThatExecutes",
         {"CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'x'; END $$;"
          "CREATE OPERATOR === (FUNCTION = f, LEFTARG = int, RIGHTARG = int)",
          x, "CREATE TABLE audit AS SELECT 1 === 2"}},
        {"CastThatExecutes",
         {"CREATE TYPE y AS (a int);"
          "CREATE FUNCTION f(a int) RETURNS y LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'x'; END $$;"
          "CREATE CAST (int AS y) WITH FUNCTION f(int)",
          x, "CREATE TABLE audit AS SELECT 1::y"}},
        {"RegclassColumn", {"CREATE TABLE audit (id regclass)", x, "INSERT INTO audit VALUES ('x')"}},
        {"RegclassColumnOfAnother",
         {"CREATE TABLE y (id regclass)", x, "INSERT INTO y VALUES ('x')",
          "CREATE TABLE audit AS SELECT id FROM y"}},
        {"ViewOfTheCatalog",
         {"CREATE VIEW v AS SELECT relname FROM pg_class", x, "CREATE TABLE audit AS SELECT * FROM v"}},
        {"RenamedWhole",
         {"CREATE TABLE x (id int) PARTITION BY LIST (id)", "CREATE TABLE audit PARTITION OF x DEFAULT",
          "ALTER TABLE x RENAME TO y", "ALTER TABLE y ADD z int"}},
        {"RenamedType",
         {"CREATE TYPE x AS ENUM ('a')", "CREATE TABLE audit (id x)", "ALTER TYPE x RENAME TO y",
          "ALTER TYPE y ADD VALUE 'b'"}},
        {"RenamedItself", {audit, "ALTER TABLE audit RENAME TO y", "ALTER TABLE y ADD z int"}},
        {"RowsOfItThroughAView",
         {audit, "CREATE VIEW v AS SELECT id FROM audit", "INSERT INTO v VALUES (1)"}},
        {"RowsOfItThroughATrigger",
         {audit, x,
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (1); "
          "RETURN NEW; END $$",
          "CREATE TRIGGER t AFTER INSERT ON x FOR EACH ROW EXECUTE FUNCTION f()",
          "INSERT INTO x VALUES (1)"}},
        {"SequenceOfAnIdentity",
         {"CREATE TABLE audit (id int NOT NULL)",
          "ALTER TABLE audit ALTER id ADD GENERATED ALWAYS AS IDENTITY", "SELECT setval('audit_id_seq', 9)"}},
        {"SequenceThatNobodyMakes", {audit, x, "SELECT setval('public.\"Xs_id_seq1\"', 9)"}},
        {"SequenceOfAColumn",
         {"CREATE TABLE x (id serial)", "SELECT setval(pg_get_serial_sequence('x', 'id'), 9)",
          "CREATE TABLE audit AS SELECT nextval('x_id_seq')"}},
        {"DefaultOfALike",
         {"CREATE TABLE x (id serial)", "CREATE TABLE y (LIKE x INCLUDING ALL, n int)",
          "INSERT INTO y (n) VALUES (1)", "CREATE TABLE audit (LIKE x INCLUDING ALL, n int)",
          "INSERT INTO audit (n) VALUES (1)"}},
        {"DefaultOfADomain",
         {"CREATE SEQUENCE s", "CREATE DOMAIN x AS int DEFAULT nextval('s')", "CREATE TABLE y (id x, n int)",
          "INSERT INTO y (n) VALUES (1)", "CREATE TABLE audit (id x, n int)",
          "INSERT INTO audit (n) VALUES (1)"}},
        {"TemporaryTable",
         {audit, "CREATE TEMP TABLE x AS SELECT 1 AS id", "CREATE TABLE y AS SELECT id FROM x"}},
        {"ValueOfTheSession",
         {"CREATE TABLE audit (id serial, n int); INSERT INTO audit (n) VALUES (1)",
          "CREATE TABLE y AS SELECT currval('audit_id_seq')"}},
        {"LastValueOfTheSession", {x, audit, "CREATE TABLE y AS SELECT lastval()"}},
        {"RightsInTheSchema",
         {"CREATE SCHEMA app", "CREATE TABLE app.audit (id int)", "GRANT USAGE ON SCHEMA app TO public"}},
        {"RightsInASchemaOfOthers", {audit, "GRANT USAGE ON SCHEMA public TO public"}},
        {"Unreadable", {x, audit, "NO SQL AT ALL"}},
        {"TiedByUnknownCode",
         {x, audit, "DO $$ BEGIN EXECUTE 'x'; END $$", "INSERT INTO x VALUES (1)", "DELETE FROM audit"}},
    };
}

INSTANTIATE_TEST_SUITE_P(Choose, Hidden, testing::ValuesIn(hidden()),
                         [](auto const &test) { return test.param.name; });

TEST(Choose, LeavesOutAroundCodeThatIsUnderstood)
{
    EXPECT_THAT(
        left_out(
            {"DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
             "CREATE FUNCTION now_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at = now(); RETURN "
             "NEW; END $$",
             other, audit, "CREATE TRIGGER t BEFORE UPDATE ON other FOR EACH ROW EXECUTE FUNCTION now_at()",
             "CREATE TRIGGER t BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION now_at()",
             "UPDATE other SET at = now()", "UPDATE audit SET id = 1"}),
        ElementsAre(3, 5, 7));
}

TEST(Choose, LeavesOutWhatIsMadeBehindUnknownCode)
{
    EXPECT_THAT(left_out({"DO $$ BEGIN EXECUTE 'x'; END $$", other, "ALTER TABLE other ADD note text", audit,
                          "ALTER TABLE audit ADD note text"}),
                ElementsAre(2, 3));
}

TEST(Choose, LeavesOutATemporaryTableOfOneMigration)
{
    EXPECT_THAT(
        left_out({"CREATE TEMP TABLE x AS SELECT 1 AS id; CREATE TABLE y AS SELECT id FROM x", audit}),
        ElementsAre(1));
}

TEST(Choose, LeavesOutRightsInAnotherSchema)
{
    EXPECT_THAT(left_out({"CREATE SCHEMA app", audit, "GRANT USAGE ON SCHEMA app TO public"}),
                ElementsAre(1, 3));
}

TEST(Choose, TakesATableThatCodeMayMake)
{
    EXPECT_THAT(left_out({"DO $$ BEGIN EXECUTE 'CREATE TABLE dyn (id int)'; END $$", audit}, {"dyn"}),
                ElementsAre(2));
    EXPECT_THAT(left_out({"SELECT 1 AS id INTO made", audit}, {"made"}), ElementsAre(2));
}

TEST(Choose, TakesAQuotedTable)
{
    EXPECT_THAT(left_out({other, "CREATE TABLE \"My Audit\" (id int)", "COMMENT ON COLUMN other.id IS 'id'"},
                         {"My Audit"}),
                ElementsAre(1, 3));
}

TEST(Choose, KeepsGoMigrationsAndAllBeforeThem)
{
    std::vector<Candidate> candidates;
    candidates.push_back({{.version = 1}, touches(*script(other))});
    candidates.push_back({{.version = 2, .kind = Kind::go}, anything("is a Go migration", "2_x.go")});
    candidates.push_back({{.version = 3}, touches(*script(audit))});
    candidates.push_back({{.version = 4}, touches(*script("CREATE TABLE third (id int)"))});
    std::vector<std::string> const tables{"audit"};
    auto const chosen = choose(candidates, tables);
    ASSERT_THAT(chosen.left_out, testing::SizeIs(1));
    EXPECT_EQ(chosen.left_out[0].source.version, 4);
    EXPECT_EQ(chosen.kept[0].why, "version 2 may depend on it");
    EXPECT_EQ(chosen.kept[1].why, "is a Go migration");
}

} // namespace

} // namespace gander::subset
