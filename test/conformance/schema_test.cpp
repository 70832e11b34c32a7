#include "conformance/suite.hpp"
#include "store/schema.hpp"

namespace conformance {

namespace {

std::vector<std::string> named(gander::Schema const &schema)
{
    std::vector<std::string> names;
    for (auto const &each : schema.definitions) {
        names.push_back(each.object);
    }
    return names;
}

} // namespace

TEST_P(Conformance, ASchemaIsReadWithoutTheVersionTable)
{
    auto const read = [this] {
        return gander::store::read_schema(*session, *GetParam().dialect, "goose_db_version");
    };
    auto const empty = read();
    session->execute("CREATE TABLE goose_db_version (id integer PRIMARY KEY, version_id integer);"
                     "CREATE INDEX of_versions ON goose_db_version (version_id)");
    EXPECT_EQ(read(), empty);
    session->execute("CREATE TABLE geese (id integer NOT NULL, name text DEFAULT 'x')");
    auto const schema = read();
    auto const text = testing::PrintToString(named(schema));
    EXPECT_THAT(text, testing::HasSubstr("table ")) << text;
    EXPECT_THAT(text, testing::HasSubstr("geese.name"));
    EXPECT_THAT(gander::compare(empty, schema), testing::SizeIs(3)) << text;
    EXPECT_EQ(read(), schema);
    session->execute("ALTER TABLE geese ADD COLUMN late integer");
    EXPECT_NE(read(), schema);
    session->execute("ALTER TABLE geese DROP COLUMN late");
    EXPECT_THAT(gander::compare(read(), schema), testing::IsEmpty());
}

} // namespace conformance
