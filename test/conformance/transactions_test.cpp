#include "conformance/suite.hpp"

namespace conformance {

TEST_P(Conformance, KeepsWhatIsCommittedAndNothingElse)
{
    session->execute("CREATE TABLE t (i int)");
    EXPECT_FALSE(session->in_transaction());
    session->begin();
    EXPECT_TRUE(session->in_transaction());
    session->execute("INSERT INTO t VALUES (1)");
    EXPECT_EQ(committed("SELECT count(*) FROM t"), "0");
    session->commit();
    EXPECT_FALSE(session->in_transaction());
    EXPECT_EQ(committed("SELECT count(*) FROM t"), "1");
    session->begin();
    session->execute("INSERT INTO t VALUES (2)");
    session->rollback();
    EXPECT_FALSE(session->in_transaction());
    EXPECT_EQ(committed("SELECT count(*) FROM t"), "1");
}

TEST_P(Conformance, RollsSchemaChangesBack)
{
    session->begin();
    session->execute("CREATE TABLE t (i int)");
    session->rollback();
    EXPECT_THROW(session->execute("SELECT * FROM t"), SqlError);
}

TEST_P(Conformance, RollsBackAfterAFailedStatement)
{
    session->execute("CREATE TABLE t (i int)");
    session->begin();
    session->execute("INSERT INTO t VALUES (1)");
    EXPECT_THROW(session->execute("INSERT INTO missing VALUES (1)"), SqlError);
    session->rollback();
    EXPECT_FALSE(session->in_transaction());
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_P(Conformance, RollingBackNothingIsSilent)
{
    std::vector<Diagnostic> notices;
    session->on_notice([&](Diagnostic const &notice) { notices.push_back(notice); });
    session->rollback();
    EXPECT_TRUE(notices.empty());
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_P(Conformance, ReportsWhatACommitRefuses)
{
    session->begin();
    session->execute(GetParam().deferred);
    auto const error = sql_error_of([&] { session->commit(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::sql);
    session->rollback();
    EXPECT_FALSE(session->in_transaction());
    EXPECT_THROW(session->execute("SELECT * FROM late"), SqlError) << "nothing of it may be left";
}

TEST_P(Conformance, PutsSettingsBackWhenItRecords)
{
    session->execute("CREATE TABLE versions (i int)");
    auto const before = value(GetParam().read_setting);
    session->execute(GetParam().change_setting);
    ASSERT_NE(value(GetParam().read_setting), before) << "else this test proves nothing";
    session->begin();
    session->record("INSERT INTO versions VALUES (1)");
    session->commit();
    EXPECT_EQ(value(GetParam().read_setting), before);
    EXPECT_EQ(committed("SELECT count(*) FROM versions"), "1");
}

TEST_P(Conformance, RecordsNothingOutsideATransactionToo)
{
    auto const before = value(GetParam().read_setting);
    session->execute(GetParam().change_setting);
    session->record("");
    EXPECT_EQ(value(GetParam().read_setting), before);
    EXPECT_FALSE(session->in_transaction());
}

} // namespace conformance
