#include "conformance/suite.hpp"
#include "store/version_table.hpp"

namespace conformance {

TEST_P(Conformance, TheDialectIsFoundByItsName)
{
    EXPECT_EQ(gander::dialect::find(GetParam().dialect->name()), GetParam().dialect);
    EXPECT_EQ(gander::dialect::find("nonsense"), nullptr);
}

TEST_P(Conformance, MakesFindsReadsAndWritesAVersionTable)
{
    auto const &dialect = *GetParam().dialect;
    for (std::string const written :
         {"goose_db_version", "MixedCase", "\"Quoted Name\"", "\"we.ird\"", "\"sel\"\"ect\""}) {
        SCOPED_TRACE(written);
        auto const find = [&] { return session->query(dialect.find_table(written)).at(0); };
        auto const name = find().at(0).value();
        EXPECT_EQ(find().at(1), "0");
        session->execute(dialect.create_table(name));
        EXPECT_EQ(find().at(1), "1");
        EXPECT_EQ(find().at(0), name) << "the same name before and after";

        session->execute(dialect.insert_version(name, 0));
        session->execute(dialect.insert_version(name, 9'223'372'036'854'775'807));
        session->execute(dialect.insert_version(name, 2));
        auto rows = session->query(dialect.history(name));
        ASSERT_EQ(rows.size(), 3U);
        EXPECT_EQ(rows[0].at(0), "2") << "the newest row is first, whatever its version";
        EXPECT_EQ(rows[1].at(0), "9223372036854775807");
        EXPECT_EQ(rows[0].at(1), "1");
        EXPECT_THAT(rows[0].at(2).value(),
                    testing::MatchesRegex("[0-9]+-[0-9]+-[0-9]+ [0-9]+:[0-9]+:[0-9]+.*"));

        session->execute("UPDATE " + name + " SET is_applied = (1 = 0) WHERE version_id = 0");
        session->execute(dialect.delete_version(name, 2));
        rows = session->query(dialect.history(name));
        ASSERT_EQ(rows.size(), 2U);
        EXPECT_EQ(rows[1].at(1), "0");

        session->query("SELECT id FROM " + written); // the name as goose pastes it means this table
    }
}

TEST_P(Conformance, ANameThatIsNoneIsNamedAndNoFaultOfTheDatabase)
{
    for (std::string const written : {"a.b.c", "a.", ".a"}) {
        gander::store::VersionTable table{*session, *GetParam().dialect, written};
        try {
            table.history();
            ADD_FAILURE() << written;
        } catch (gander::Error const &error) {
            EXPECT_EQ(error.code(), gander::Errc::usage) << error.what();
            EXPECT_EQ(error.what(), "version table `" + written + "`: this is no name of a table");
        }
    }
}

TEST_P(Conformance, FindsTheTableThatGooseWouldMean)
{
    session->execute("CREATE TABLE MiXeD (i int)");
    EXPECT_EQ(session->query(GetParam().dialect->find_table("mIxEd")).at(0).at(1), "1");
    EXPECT_EQ(session->query(GetParam().dialect->find_table("mixed2")).at(0).at(1), "0");
}

TEST_P(Conformance, TheStoreKeepsItsTableWhateverAMigrationSets)
{
    gander::store::VersionTable table{*session, *GetParam().dialect, "goose_db_version"};
    EXPECT_FALSE(table.history().exists);
    table.create();
    session->begin();
    session->execute(GetParam().change_setting);
    session->record(table.record(gander::Direction::up, 7));
    session->commit();
    auto const history = table.history();
    ASSERT_EQ(history.rows.size(), 2U);
    EXPECT_EQ(history.rows[0].version, 7);
    EXPECT_TRUE(history.rows[0].at.has_value());
    session->record(table.record(gander::Direction::down, 7));
    EXPECT_EQ(table.history().rows.size(), 1U);
}

} // namespace conformance
