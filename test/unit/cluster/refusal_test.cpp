// What kubectl 1.32 says, word for word, and what we make of it.
#include "cluster/refusal.hpp"

#include <gmock/gmock.h>

namespace gander::cluster {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Refusal, OfAClusterThatIsNotThere)
{
    auto const error =
        refusal("E1126 03:08:25.1 memcache.go:265] couldn't get current server API group list\n"
                "The connection to the server localhost:8080 was refused - did you specify the right host or "
                "port?\n");
    EXPECT_STREQ(error.what(),
                 "kubectl: The connection to the server localhost:8080 was refused - did you specify the "
                 "right host or port?");
    EXPECT_THAT(error.hint(), HasSubstr("KUBECONFIG"));
    EXPECT_TRUE(error.retryable());
}

TEST(Refusal, OfAUserWithoutRights)
{
    auto const error = refusal(
        R"(Error from server (Forbidden): jobs.batch is forbidden: User "system:serviceaccount:a:b" cannot list)");
    EXPECT_THAT(error.what(), StartsWith("kubectl: Error from server (Forbidden): jobs.batch is forbidden"));
    EXPECT_THAT(error.hint(), HasSubstr("render rbac"));
    EXPECT_FALSE(error.retryable());
}

TEST(Refusal, OfAQuotaIsNotOfRights)
{
    auto const error = refusal(
        R"(Error from server (Forbidden): jobs.batch "migrate" is forbidden: exceeded quota: few, requested: count/jobs.batch=1)");
    EXPECT_THAT(error.hint(), HasSubstr("quota"));
}

TEST(Refusal, OfANamespaceThatIsNotThere)
{
    auto const error = refusal(R"(Error from server (NotFound): namespaces "x" not found)");
    EXPECT_THAT(error.hint(), HasSubstr("create namespace"));
}

TEST(Refusal, HasTheReasonOfTheApi)
{
    auto const error = refusal(R"(Error from server (AlreadyExists): jobs.batch "migrate" already exists)");
    EXPECT_TRUE(has_reason(error, "AlreadyExists"));
    EXPECT_FALSE(has_reason(error, "Exists"));
}

TEST(Refusal, WithoutAWord) { EXPECT_STREQ(refusal(" \n").what(), "kubectl: failed without a word"); }

TEST(Refusal, KeepsTheLastLineWithoutItsPrefix)
{
    EXPECT_STREQ(refusal("Warning: old\nerror: context \"x\" does not exist\n").what(),
                 "kubectl: context \"x\" does not exist");
}

} // namespace
} // namespace gander::cluster
