#include "conformance/suite.hpp"
#include "store/catalog.hpp"
#include "store/version_table.hpp"

namespace conformance {

namespace {

std::vector<std::string> words(gander::Objects const &objects)
{
    std::vector<std::string> list;
    for (auto const &object : objects) {
        auto shown = object;
        shown.schema.clear();
        if (object.kind != gander::ObjectKind::schema && object.kind != gander::ObjectKind::extension) {
            list.push_back(to_string(shown));
        }
    }
    return list;
}

} // namespace

TEST_P(Conformance, TheCatalogKnowsWhatIsThere)
{
    auto const &catalog = GetParam().dialect->catalog();
    auto const before = gander::store::read_objects(*session, catalog);
    EXPECT_THAT(words(before), testing::IsEmpty()) << "nothing of the server's own";
    session->execute("CREATE TABLE geese (id integer, name text)");
    session->execute("CREATE INDEX by_name ON geese (name)");
    session->execute("CREATE VIEW names AS SELECT name FROM geese");
    session->execute("CREATE TEMP TABLE passing (id integer)");
    auto const objects = gander::store::read_objects(*session, catalog);
    EXPECT_THAT(words(objects),
                testing::UnorderedElementsAre("table geese", "column id of geese", "column name of geese",
                                              "index by_name", "view names"));
}

TEST_P(Conformance, AStampIsAllOrNothing)
{
    std::vector<gander::Version> const versions{1, 2, 5};
    gander::store::VersionTable table{*session, *GetParam().dialect, "goose_db_version"};
    EXPECT_THROW(table.stamp(versions, "SELECT 0", {}), gander::Error);
    EXPECT_FALSE(table.history().exists);
    table.stamp(versions, "SELECT 1", {});
    auto const history = table.history();
    EXPECT_EQ(history.rows.size(), 4U);
    EXPECT_EQ(history.rows.front().version, 5);
    EXPECT_THROW(table.stamp(versions, {}, {}), gander::Error) << "it is tracked by now";
    EXPECT_EQ(table.history(), history);
}

TEST_P(Conformance, AStampCompletesATableWithoutRows)
{
    gander::store::VersionTable table{*session, *GetParam().dialect, "goose_db_version"};
    table.create();
    session->execute("DELETE FROM goose_db_version");
    table.stamp(std::vector<gander::Version>{7}, {}, {});
    EXPECT_EQ(table.history().rows.size(), 2U);
    EXPECT_EQ(table.history().rows.back().version, 0);
}

} // namespace conformance
