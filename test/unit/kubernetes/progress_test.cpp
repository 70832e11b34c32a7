// How a Job stands, from documents as a cluster gives them, cut down to what counts.
#include "kubernetes/progress.hpp"

#include <gmock/gmock.h>

namespace gander::kubernetes {
namespace {

using testing::HasSubstr;

Manifest job(char const *conditions = "[]")
{
    return Manifest::parse(std::string(R"({"metadata": {"name": "migrate-a"}, "status": {"conditions": )") +
                           conditions + "}}");
}

Manifest pod(std::string const &name, std::string const &status,
             std::string const &time = "2026-11-26T03:00:00Z")
{
    return Manifest::parse(R"({"metadata": {"name": ")" + name + R"(", "creationTimestamp": ")" + time +
                           R"("}, "status": )" + status + "}");
}

std::string container(std::string const &state, std::string const &name = "gander")
{
    return R"({"name": ")" + name + R"(", "image": "gander:1", "state": )" + state + "}";
}

std::string statuses(std::string const &containers, std::string const &more = {})
{
    return R"({"phase": "Pending", )" + more + R"("containerStatuses": [)" + containers + "]}";
}

std::string ended(int code, std::string const &reason = "Error")
{
    return statuses(container(R"({"terminated": {"exitCode": )" + std::to_string(code) + R"(, "reason": ")" +
                              reason + R"(", "message": "m"}})"));
}

std::string waiting(std::string const &reason, std::string const &message = {})
{
    return statuses(
        container(R"({"waiting": {"reason": ")" + reason + R"(", "message": ")" + message + R"("}})"));
}

constexpr auto complete =
    R"([{"type": "SuccessCriteriaMet", "status": "True"}, {"type": "Complete", "status": "True"}])";

std::string failed(std::string const &reason)
{
    return R"([{"type": "Failed", "status": "True", "reason": ")" + reason + R"(", "message": "words"}])";
}

TEST(Progress, IsActiveUntilTheJobSaysOtherwise)
{
    EXPECT_EQ(progress(job(), {}, {}).phase, Phase::active);
    EXPECT_EQ(progress(job(R"([{"type": "Complete", "status": "False"}])"), {}, {}).phase, Phase::active);
    EXPECT_EQ(progress(job(R"([{"type": "Suspended", "status": "True"}])"), {}, {}).phase, Phase::active);
    EXPECT_EQ(progress(job(complete), {}, {}).phase, Phase::complete);
    auto const over = progress(job(failed("PodFailurePolicy").c_str()), {}, {});
    EXPECT_EQ(over.phase, Phase::failed);
    EXPECT_EQ(over.reason, "PodFailurePolicy");
    EXPECT_EQ(over.message, "words");
}

TEST(Progress, TellsTriesInTheirOrder)
{
    auto const tries = progress(job(),
                                {pod("b", ended(75), "2026-11-26T03:00:01Z"),
                                 pod("a", statuses(container(R"({"running": {}})")), "2026-11-26T03:00:02Z")},
                                {})
                           .tries;
    ASSERT_EQ(tries.size(), 2);
    EXPECT_EQ(tries[0].pod, "b");
    EXPECT_EQ(tries[0].exit_code, 75);
    EXPECT_EQ(tries[0].message, "m");
    EXPECT_TRUE(tries[1].started);
    EXPECT_FALSE(tries[1].exit_code);
}

TEST(Progress, LooksAtOurContainerAlone)
{
    auto const both = statuses(container(R"({"terminated": {"exitCode": 9}})", "istio-proxy") + "," +
                               container(R"({"running": {}})"));
    EXPECT_FALSE(progress(job(), {pod("a", both)}, {}).tries[0].exit_code);
}

TEST(Progress, KnowsAnEviction)
{
    auto const evicted = R"({"phase": "Failed", "reason": "Evicted", "message": "no disk"})";
    auto const tries = progress(job(), {pod("a", evicted)}, {}).tries;
    EXPECT_EQ(tries[0].reason, "Evicted");
    EXPECT_EQ(tries[0].message, "no disk");
}

TEST(ExitCode, IsTheCommands)
{
    EXPECT_EQ(exit_code(progress(job(complete), {pod("a", ended(0))}, {})), 0);
    EXPECT_EQ(exit_code(progress(job(failed("PodFailurePolicy").c_str()), {pod("a", ended(2))}, {})), 2);
    EXPECT_EQ(exit_code(progress(job(failed("BackoffLimitExceeded").c_str()),
                                 {pod("a", ended(75)), pod("b", ended(137))}, {})),
              137);
    EXPECT_EQ(exit_code(progress(job(failed("BackoffLimitExceeded").c_str()), {}, {})), 1);
    EXPECT_EQ(exit_code(progress(job(failed("DeadlineExceeded").c_str()), {pod("a", ended(143))}, {})), 75);
}

struct Case
{
    std::string reason;
    std::string message;
    std::string what;
    std::string hint;
};

class OfAContainer : public testing::TestWithParam<Case>
{
};

TEST_P(OfAContainer, IsToldWithWhatToDo)
{
    auto const &[reason, message, what, hint] = GetParam();
    auto const found = progress(job(), {pod("migrate-a-x", waiting(reason, message))}, {}).obstacle;
    ASSERT_TRUE(found);
    EXPECT_THAT(found->what, HasSubstr(what));
    EXPECT_THAT(found->hint, HasSubstr(hint));
}

INSTANTIATE_TEST_SUITE_P(
    Obstacle, OfAContainer,
    testing::Values(Case{"ErrImageNeverPull", "absent", "image gander:1: ErrImageNeverPull: absent",
                         "kind load docker-image"},
                    Case{"ErrImagePull", "", "migrate-a-x cannot start", "--image-pull-secret"},
                    Case{"ImagePullBackOff", "", "ImagePullBackOff", "--image-pull-secret"},
                    Case{"InvalidImageName", "", "InvalidImageName", "is its name right?"},
                    Case{"CreateContainerConfigError", R"(secret \"pg\" not found)",
                         R"(secret "pg" not found)", "kubectl get secrets"},
                    Case{"CreateContainerError", "x", "x", "kubectl describe"}));

TEST(Obstacle, IsNoneWhereAllGoesWell)
{
    EXPECT_FALSE(progress(job(), {pod("a", waiting("ContainerCreating"))}, {}).obstacle);
    EXPECT_FALSE(progress(job(), {pod("a", waiting("PodInitializing"))}, {}).obstacle);
    EXPECT_FALSE(progress(job(complete), {pod("a", waiting("ErrImagePull"))}, {}).obstacle);
    EXPECT_FALSE(progress(job(), {}, {}).obstacle);
}

TEST(Obstacle, OfANodeThatIsMissing)
{
    auto const status = R"({"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False",
        "reason": "Unschedulable", "message": "0/1 nodes are available: 1 Insufficient memory."}]})";
    EXPECT_THAT(progress(job(), {pod("a", status)}, {}).obstacle->what, HasSubstr("Insufficient memory"));
}

Manifest event(std::string const &about, std::string const &reason, std::string const &message)
{
    return {{"reason", reason}, {"message", message}, {"involvedObject", {{"kind", "Job"}, {"name", about}}}};
}

TEST(Obstacle, OfAPodThatIsNotMade)
{
    auto const found =
        progress(job(), {}, {event("migrate-a", "FailedCreate", "pods is forbidden: exceeded quota: few")})
            .obstacle;
    ASSERT_TRUE(found);
    EXPECT_THAT(found->what, HasSubstr("no pod is made for Job migrate-a: pods is forbidden"));
    EXPECT_THAT(found->hint, HasSubstr("kubectl describe quota"));
}

TEST(Obstacle, OfAVolume)
{
    auto const events = std::vector{event("migrate-a-x", "FailedMount", R"(configmap "db" not found)")};
    EXPECT_THAT(progress(job(), {pod("migrate-a-x", waiting("ContainerCreating"))}, events).obstacle->hint,
                HasSubstr("--config-map"));
    auto const running = statuses(container(R"({"running": {}})"));
    EXPECT_FALSE(progress(job(), {pod("migrate-a-x", running)}, events).obstacle) << "it got over it";
}

TEST(Obstacle, OfAJobThatNobodyHasMadeToTheEnd)
{
    auto suspended = job();
    suspended["spec"]["suspend"] = true;
    EXPECT_THAT(progress(suspended, {}, {}).obstacle->what, HasSubstr("is suspended"));
}

TEST(Obstacle, OfAVolumeIsOverOnceAContainerRuns)
{
    auto const status =
        R"({"phase": "Pending", "initContainerStatuses": [{"name": "first", "state": {"running": {}}}]})";
    auto const events = std::vector{event("migrate-a-x", "FailedMount", R"(configmap "db" not found)")};
    EXPECT_FALSE(progress(job(), {pod("migrate-a-x", status)}, events).obstacle);
}

TEST(Obstacle, OfOthersIsNotOurs)
{
    auto older = event("migrate-a", "FailedCreate", "exceeded quota");
    older["involvedObject"]["uid"] = "the one before";
    EXPECT_FALSE(progress(job(), {}, {older}).obstacle);
    EXPECT_FALSE(progress(job(), {}, {event("migrate-ab", "FailedCreate", "exceeded quota")}).obstacle);
}

} // namespace
} // namespace gander::kubernetes
