#include "kubernetes/ready.hpp"

#include <gmock/gmock.h>

namespace gander::kubernetes {
namespace {

Manifest pod(std::string const &name, std::string const &ready, std::string const &more = {})
{
    return Manifest::parse(
        R"({"metadata": {"name": ")" + name + R"(", "creationTimestamp": "2026-11-26T03:00:0)" + name.back() +
        R"(Z")" + more + R"(}, "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": ")" +
        ready + R"("}]}})");
}

TEST(Ready, IsTheNewestThatIs)
{
    EXPECT_EQ(ready_pod({pod("a1", "True"), pod("a3", "True"), pod("a2", "True"), pod("a4", "False")}), "a3");
    EXPECT_EQ(ready_pod({}), std::nullopt);
}

TEST(Ready, IsNotWhatIsAboutToGo)
{
    auto const leaving = pod("a1", "True", R"(, "deletionTimestamp": "2026-11-26T03:00:09Z")");
    EXPECT_EQ(ready_pod({leaving}), std::nullopt);
    EXPECT_EQ(why_none_is_ready({leaving}), "pod a1 is about to go (Running)");
}

TEST(Ready, SaysWhyNoneIs)
{
    EXPECT_EQ(why_none_is_ready({}), "there is no pod");
    EXPECT_EQ(why_none_is_ready({pod("a1", "False")}), "pod a1 is not ready (Running)");
}

TEST(Ready, FindsPodsOfAService)
{
    EXPECT_EQ(selector_of(Manifest::parse(R"({"spec": {"selector": {"app": "db", "tier": "x"}}})")),
              "app=db,tier=x");
    EXPECT_EQ(selector_of(Manifest::parse(R"({"spec": {}})")), "");
}

} // namespace
} // namespace gander::kubernetes
