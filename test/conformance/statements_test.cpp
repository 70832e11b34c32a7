#include "conformance/suite.hpp"

#include <functional>

namespace conformance {

using testing::HasSubstr;

TEST_P(Conformance, ConnectingTwiceIsConnectingOnce)
{
    session->execute("CREATE TEMP TABLE mine (i int)");
    EXPECT_TRUE(session->connect(Access::read));
    EXPECT_TRUE(session->connect(Access::write));
    EXPECT_EQ(value("SELECT count(*) FROM mine"), "0")
        << "a second connection would not know the temporary table";
}

TEST_P(Conformance, RunsSeveralStatementsInOneText)
{
    session->execute(
        "CREATE TABLE t (i int); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); SELECT * FROM t");
    EXPECT_EQ(value("SELECT count(*) FROM t"), "2");
}

TEST_P(Conformance, TakesAnEmptyTextAndACommentForNothing)
{
    session->execute("");
    session->execute("-- nothing\n");
    session->execute(" ; ");
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_P(Conformance, ReturnsRowsAsTextAndNullsAsNothing)
{
    auto const rows =
        session->query("SELECT 7, NULL, 'seven', '' UNION ALL SELECT 8, 'x', NULL, 'y' ORDER BY 1");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0], (Connection::Row{"7", std::nullopt, "seven", ""}));
    EXPECT_EQ(rows[1], (Connection::Row{"8", "x", std::nullopt, "y"}));
    EXPECT_TRUE(session->query("SELECT 1 WHERE 1 = 0").empty());
}

TEST_P(Conformance, PassesParametersUntouched)
{
    session->execute("CREATE TABLE t (v text)");
    std::string const hostile = "'; DROP TABLE t; -- \\ \" $1 ? \xC3\xA9\n";
    session->query("INSERT INTO t VALUES (" + GetParam().parameter + ")", std::vector{hostile});
    EXPECT_EQ(value("SELECT v FROM t WHERE v = " + GetParam().parameter, {hostile}), hostile);
    EXPECT_EQ(value("SELECT v FROM t WHERE v = " + GetParam().parameter, {"other"}), std::nullopt);
}

TEST_P(Conformance, RefusesSlipsOfTheCallerWithTheSameKindOfError)
{
    auto const &parameter = GetParam().parameter;
    for (auto const &call : {
             std::function<void()>{[&] { session->query("SELECT " + parameter); }},
             std::function<void()>{[&] {
                 session->query("SELECT " + parameter, std::vector<std::string>{"1", "2"});
             }},
             std::function<void()>{[&] { session->query("SELECT 1; SELECT 2"); }},
             std::function<void()>{[&] { session->execute("SELECT " + parameter); }},
         }) {
        auto const error = sql_error_of(call);
        ASSERT_TRUE(error);
        EXPECT_NE(error->diagnostic().code, "");
        EXPECT_EQ(value("SELECT 1"), "1");
    }
}

TEST_P(Conformance, SaysWhatTheServerDisliked)
{
    auto const error = sql_error_of([&] { session->execute("SELECT * FROM missing_table"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), Errc::sql);
    EXPECT_EQ(error->diagnostic().code, GetParam().code_no_table);
    EXPECT_THAT(error->what(), HasSubstr("missing_table"));
    EXPECT_THAT(error->what(), HasSubstr(GetParam().code_no_table));
    EXPECT_THAT(error->diagnostic().message, HasSubstr("missing_table"));
    EXPECT_FALSE(error->retryable());
}

TEST_P(Conformance, GivesThePlaceOfASyntaxErrorInCharacters)
{
    std::string const text = "SELECT '\xC3\xA9\xC3\xA9' FORM t";
    auto const error = sql_error_of([&] { session->execute(text + " WHERE"); });
    ASSERT_TRUE(error);
    auto const position = error->diagnostic().position;
    if (position != 0) { // a place must be one in this text, in characters, not bytes
        EXPECT_THAT(position, testing::AllOf(testing::Ge(13U), testing::Le(24U))) << error->what();
    }
    EXPECT_TRUE(position != 0 || GetParam().name != "postgres");
}

TEST_P(Conformance, TellsADuplicateKey)
{
    session->execute("CREATE TABLE t (i int UNIQUE); INSERT INTO t VALUES (1)");
    auto const error = sql_error_of([&] { session->execute("INSERT INTO t VALUES (1)"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->diagnostic().code, GetParam().code_unique);
}

TEST_P(Conformance, GoesOnAfterAnError)
{
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(session->execute("NONSENSE"), SqlError);
        EXPECT_THROW(session->query("SELECT nonsense"), SqlError);
        EXPECT_EQ(value("SELECT 1"), "1");
    }
}

TEST_P(Conformance, TakesTextsOfManyMegabytes)
{
    std::string const big(8 << 20, 'x');
    session->execute("CREATE TABLE t (v text); INSERT INTO t VALUES ('" + big + "')");
    EXPECT_EQ(value("SELECT length(v) FROM t"), std::to_string(big.size()));
    EXPECT_EQ(value("SELECT v FROM t"), big);
}

TEST_P(Conformance, SendsAStatementThatIsNotEndedByANul)
{
    std::string_view const file = "CREATE TABLE t (i int);NONSENSE";
    session->send({.text = file.substr(0, file.find(';'))});
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_P(Conformance, NeverCutsATextAtANulByte)
{
    std::string const text{"CREATE TABLE t (i int);\0 NONSENSE", 33};
    EXPECT_THROW(session->execute(text), Error);
}

TEST_P(Conformance, KnowsWhomItSpeaksTo)
{
    auto const peer = session->peer();
    EXPECT_EQ(peer.driver, GetParam().name);
    EXPECT_NE(peer.database, "");
    EXPECT_NE(session->native(), nullptr);
}

} // namespace conformance
