#include "unit/schema/folded.hpp"

#include <gmock/gmock.h>

namespace gander::schema {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto start = "CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int REFERENCES q CHECK (c > 0));";

/// Of the table, what has no name of its own after `sql`.
std::vector<std::string> after(std::string const &sql)
{
    auto words = objects(fold({start, sql}));
    std::erase_if(words, [](std::string const &word) {
        return word.find('(') == std::string::npos || word.starts_with("function");
    });
    return words;
}

TEST(Unnamed, IsToldByItsColumnsWhateverTheyAreCalled)
{
    EXPECT_THAT(after(""), ElementsAre("check constraint (c) of public.t", "foreign key (c) of public.t",
                                       "primary key (a) of public.t", "unique constraint (b) of public.t"));
    EXPECT_THAT(after("ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME b TO z; ALTER TABLE u SET SCHEMA s"),
                ElementsAre("check constraint (c) of s.u", "foreign key (c) of s.u", "primary key (a) of s.u",
                            "unique constraint (z) of s.u"));
}

TEST(Unnamed, GoesWithItsColumn)
{
    EXPECT_THAT(after("ALTER TABLE t DROP COLUMN c, DROP COLUMN b"),
                ElementsAre("primary key (a) of public.t"));
    EXPECT_THAT(after("ALTER TABLE t ADD UNIQUE (a, b); ALTER TABLE t DROP a, DROP c"),
                ElementsAre("unique constraint (b) of public.t"));
    EXPECT_THAT(after("DROP TABLE t"), IsEmpty());
}

TEST(Unnamed, GoesByTheNameThatPostgresGaveIt)
{
    EXPECT_THAT(after("ALTER TABLE t DROP CONSTRAINT t_pkey, DROP CONSTRAINT t_c_fkey, DROP CONSTRAINT "
                      "t_b_key, DROP CONSTRAINT IF EXISTS t_c_check"),
                IsEmpty());
    EXPECT_THAT(after("ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME b TO z; ALTER TABLE u RENAME "
                      "CONSTRAINT t_b_key TO k;"
                      "ALTER TABLE u DROP CONSTRAINT k, DROP CONSTRAINT t_c_check, DROP CONSTRAINT t_c_fkey"),
                ElementsAre("primary key (a) of public.u"));
    EXPECT_THAT(after("ALTER TABLE t ADD UNIQUE (c, b), ADD FOREIGN KEY (b, c) REFERENCES q, ADD CHECK (b < "
                      "c); ALTER TABLE t DROP CONSTRAINT t_c_b_key, DROP CONSTRAINT t_b_c_fkey, DROP "
                      "CONSTRAINT t_check"),
                ElementsAre("check constraint (c) of public.t", "foreign key (c) of public.t",
                            "primary key (a) of public.t", "unique constraint (b) of public.t"));
}

TEST(Unnamed, MayBeWhatAnUnknownNameMeans)
{
    auto const all_doubtful =
        ElementsAre("check constraint (c) of public.t?", "foreign key (c) of public.t?",
                    "primary key (a) of public.t?", "unique constraint (b) of public.t?");
    EXPECT_THAT(after("ALTER TABLE t DROP CONSTRAINT t_c_check1"), all_doubtful);
    EXPECT_THAT(after("DO $$BEGIN EXECUTE 'ALTER TABLE T ' || x; END$$"), all_doubtful);
    EXPECT_THAT(after("DO $$BEGIN PERFORM conname FROM pg_constraint; END$$"), all_doubtful);
    EXPECT_THAT(after("DO $$BEGIN DROP TABLE q CASCADE; END$$"), all_doubtful);
    EXPECT_THAT(after("DROP TABLE q CASCADE"), all_doubtful);
    EXPECT_THAT(after("DO $$BEGIN DROP TABLE q; END$$; INSERT INTO t VALUES (1)"),
                Contains("foreign key (c) of public.t"));
    EXPECT_THAT(after("ALTER TABLE t DROP CONSTRAINT x; ALTER TABLE t ADD UNIQUE (b), ADD PRIMARY KEY (b)"),
                ElementsAre("check constraint (c) of public.t?", "foreign key (c) of public.t?",
                            "primary key (b) of public.t", "unique constraint (b) of public.t"));
}

TEST(Unnamed, OfAPartitionMayGoWithThatOfItsTable)
{
    auto const sql = "CREATE TABLE p (a int UNIQUE) PARTITION BY LIST (a); CREATE TABLE c (a int, CONSTRAINT "
                     "k UNIQUE (a), CHECK (a > 0));"
                     "ALTER TABLE p ATTACH PARTITION c DEFAULT; ALTER TABLE p DROP CONSTRAINT p_a_key";
    EXPECT_THAT(objects(fold({sql})),
                testing::IsSupersetOf({"constraint k of public.c?", "check constraint (a) of public.c?"}));
}

TEST(Unnamed, IsNotExpectedTwiceOfAColumnThatMayBeThere)
{
    EXPECT_THAT(after("ALTER TABLE t ADD COLUMN IF NOT EXISTS c int UNIQUE"),
                testing::Not(Contains("unique constraint (c) of public.t")));
    EXPECT_THAT(after("ALTER TABLE t ADD COLUMN IF NOT EXISTS d int UNIQUE"),
                Contains("unique constraint (d) of public.t"));
    EXPECT_THAT(objects(fold({"ALTER TABLE x ADD COLUMN IF NOT EXISTS d int UNIQUE"})),
                ElementsAre("column d of public.x"));
}

TEST(Unnamed, ThatCannotBeToldIsUnchecked)
{
    for (auto const *sql :
         {"CREATE TABLE u (a int, CHECK (u IS NOT NULL))", "CREATE TABLE u (CHECK (true))",
          "CREATE TABLE u (LIKE x, CHECK (a > 0))", "CREATE TABLE u (a int, b int, UNIQUE (a) INCLUDE (b))",
          "CREATE TABLE u (a int, EXCLUDE (a WITH =))"}) {
        auto const expected = fold({sql});
        EXPECT_THAT(unchecked(expected), ElementsAre("CREATE TABLE")) << sql;
        EXPECT_THAT(objects(expected), testing::Not(Contains(testing::HasSubstr("(")))) << sql;
    }
    EXPECT_THAT(unchecked(fold({"CREATE DOMAIN d AS int CHECK (VALUE > 0)"})), ElementsAre("CREATE DOMAIN"));
    EXPECT_THAT(unchecked(fold({"ALTER TABLE u ADD CHECK (a > 0)"})), ElementsAre("ALTER TABLE"));
}

bool may_be_invalid(std::string const &sql)
{
    auto const expected = fold({"CREATE TABLE t (a int); " + sql});
    return expected.objects.back().may_be_invalid;
}

TEST(NotValid, IsRightUntilItIsValidated)
{
    EXPECT_FALSE(may_be_invalid("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)"));
    EXPECT_FALSE(may_be_invalid("ALTER TABLE t ADD CHECK (a > 0)"));
    for (std::string const name : {"CONSTRAINT t_a_check", ""}) {
        auto const made = "ALTER TABLE t ADD " + name + " CHECK (a > 0) NOT VALID;";
        EXPECT_TRUE(may_be_invalid(made));
        EXPECT_FALSE(may_be_invalid(made + "ALTER TABLE t VALIDATE CONSTRAINT t_a_check"));
    }
    auto const domain =
        "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;";
    EXPECT_TRUE(may_be_invalid(domain));
    EXPECT_FALSE(may_be_invalid(std::string(domain) + "ALTER DOMAIN d VALIDATE CONSTRAINT c"));
}

} // namespace
} // namespace gander::schema
