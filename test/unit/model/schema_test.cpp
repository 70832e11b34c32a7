#include <gander/schema.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gander {

TEST(CompareSchemas, NamesWhatOnlyOneOfThemHasAndWhatDiffers)
{
    Schema const left{{{"column t.a", "integer"}, {"index i", "CREATE INDEX i"}, {"table t", "table"}}};
    Schema const right{{{"column t.a", "text"}, {"table t", "table"}, {"view v", "SELECT 1"}}};
    EXPECT_THAT(compare(left, right), testing::ElementsAre(Difference{"column t.a", "integer", "text"},
                                                           Difference{"index i", "CREATE INDEX i", {}},
                                                           Difference{"view v", {}, "SELECT 1"}));
}

TEST(CompareSchemas, FindsNothingInEqualOnes)
{
    Schema const one{{{"table t", "table"}}};
    EXPECT_THAT(compare(one, one), testing::IsEmpty());
    EXPECT_THAT(compare({}, {}), testing::IsEmpty());
    EXPECT_THAT(compare({}, one), testing::ElementsAre(Difference{"table t", {}, "table"}));
    EXPECT_THAT(compare(one, {}), testing::ElementsAre(Difference{"table t", "table", {}}));
}

TEST(CompareSchemas, ADifferenceIsToldWithBothTexts)
{
    EXPECT_EQ(to_string({"column t.a", "integer", "text"}),
              "column t.a differs\n  left:  integer\n  right: text");
    EXPECT_EQ(to_string({"view v", {}, "SELECT 1"}), "view v is only in the right one: SELECT 1");
    EXPECT_EQ(to_string({"view v", "SELECT 1", {}}), "view v is only in the left one: SELECT 1");
}

} // namespace gander
