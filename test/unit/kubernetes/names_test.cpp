#include "kubernetes/base64.hpp"
#include "kubernetes/names.hpp"

#include <gtest/gtest.h>

#include <set>

namespace gander::kubernetes {
namespace {

TEST(Names, ADigestTellsContentApart)
{
    std::set<std::string> seen;
    for (int each = 0; each < 100000; ++each) {
        seen.insert(Digest{}.add("00001_a.sql").add(std::to_string(each)).text());
    }
    EXPECT_EQ(seen.size(), 100000U);
    EXPECT_NE(Digest{}.add("a").add("bc").text(), Digest{}.add("ab").add("c").text());
    EXPECT_EQ(Digest{}.add("a").text(), Digest{}.add("a").text());
    EXPECT_EQ(Digest{}.text().size(), 10U);
}

TEST(Names, AHashIsNeverCutOff)
{
    auto const digest = Digest{}.add("x");
    EXPECT_EQ(hashed_name("migrate", digest), "migrate-" + digest.text());
    auto const name = hashed_name(std::string(51, 'a') + "-" + std::string(40, 'b'), digest);
    EXPECT_EQ(name, std::string(51, 'a') + "-" + digest.text());
    EXPECT_EQ(name_problem(name), "");
}

TEST(Names, Problems)
{
    EXPECT_EQ(name_problem("a-1"), "");
    for (auto const *bad : {"", "-a", "a-", "A", "a.b", "a_b", "ä"}) {
        EXPECT_NE(name_problem(bad), "") << bad;
    }
    EXPECT_NE(name_problem(std::string(64, 'a')), "");
}

TEST(Names, Base64)
{
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xFF\xFE\xFD"), "//79");
    for (std::size_t size : {0U, 1U, 2U, 3U, 100U}) {
        EXPECT_EQ(base64(std::string(size, 'x')).size(), base64_size(size));
    }
}

} // namespace
} // namespace gander::kubernetes
