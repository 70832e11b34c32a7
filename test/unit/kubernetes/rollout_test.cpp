// How a deployed database stands, by what the cluster says.
#include "kubernetes/rollout.hpp"

#include <gmock/gmock.h>

namespace gander::kubernetes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Manifest gate(std::string const &image)
{
    Manifest container{{"name", "gander"}, {"image", image}};
    container["args"] = {"up"};
    return container;
}

Manifest workload(std::string const &kind, int ready)
{
    Manifest made{{"kind", kind}, {"metadata", {{"name", "pg"}, {"generation", 2}}}};
    made["spec"]["replicas"] = 1;
    made["spec"]["template"]["spec"]["containers"].push_back(gate("new"));
    made["status"] = {
        {"observedGeneration", 2}, {"replicas", 1}, {"updatedReplicas", 1}, {"readyReplicas", ready}};
    return made;
}

Manifest pod(std::string const &name, std::string const &image, Manifest const &state, int restarts = 0)
{
    Manifest made{{"metadata", {{"name", name}, {"creationTimestamp", "2026-01-01T00:00:00Z"}}}};
    made["spec"]["containers"].push_back(gate(image));
    made["status"] = {{"phase", "Running"}};
    Manifest status = state;
    status["name"] = "gander";
    status["ready"] = false;
    status["restartCount"] = restarts;
    made["status"]["containerStatuses"].push_back(status);
    return made;
}

Manifest ended(int code, std::string const &message)
{
    Manifest state;
    state["lastState"]["terminated"] = {{"exitCode", code}, {"message", message}, {"reason", "Error"}};
    state["state"]["waiting"]["reason"] = "CrashLoopBackOff";
    return state;
}

Manifest running()
{
    Manifest state;
    state["state"]["running"] = Manifest::object();
    return state;
}

TEST(Rollout, Ready)
{
    auto const state = rollout(workload("Deployment", 1), {pod("a", "new", running())}, {});
    EXPECT_TRUE(state.ready);
    EXPECT_FALSE(state.settled);
    EXPECT_EQ(state.pod, "a");
}

TEST(Rollout, WhatTheClusterHasNotSeenYetIsNotReady)
{
    auto made = workload("Deployment", 1);
    made["metadata"]["generation"] = 3;
    EXPECT_FALSE(rollout(made, {pod("a", "new", running())}, {}).ready);
    EXPECT_FALSE(rollout(workload("Deployment", 1), {pod("a", "old", running())}, {}).ready);
}

TEST(Rollout, AMigrationThatFailsWillFailAgain)
{
    auto const state =
        rollout(workload("Deployment", 0), {pod("a", "new", ended(1, R"({"error":{"code":"sql"}})"), 1)}, {});
    EXPECT_TRUE(state.settled);
    EXPECT_EQ(state.gate->exit_code, 1);
    EXPECT_THAT(state.waits_for, HasSubstr("pod a: not ready: gander"));
}

TEST(Rollout, AServerThatRefusesMayNotBeThroughWithItsBeginning)
{
    auto const refused = ended(1, R"({"error":{"code":"connection"}})");
    EXPECT_FALSE(rollout(workload("Deployment", 0), {pod("a", "new", refused, 1)}, {}).settled);
    EXPECT_TRUE(rollout(workload("Deployment", 0), {pod("a", "new", refused, 2)}, {}).settled);
    EXPECT_FALSE(rollout(workload("Deployment", 0), {pod("a", "new", ended(75, ""), 9)}, {}).settled);
    EXPECT_TRUE(rollout(workload("Deployment", 0), {pod("a", "new", ended(1, "no report"), 2)}, {}).settled);
}

TEST(Rollout, AnOldPodSaysNothingOfTheNewOne)
{
    auto const old = pod("old", "old", ended(1, R"({"error":{"code":"sql"}})"), 1);
    auto const state = rollout(workload("Deployment", 0), {old}, {});
    EXPECT_FALSE(state.settled);
    EXPECT_TRUE(state.in_the_way.empty());
    EXPECT_THAT(rollout(workload("StatefulSet", 0), {old}, {}).in_the_way, ElementsAre("old"));
}

TEST(Rollout, AnOldPodWithTheSameGateSaysNothingEither)
{
    auto const failed = pod("old", "new", ended(1, R"({"error":{"code":"sql"}})"), 1);
    auto deployment = workload("Deployment", 0);
    deployment["status"]["updatedReplicas"] = 0; // the new one has no pod yet
    EXPECT_FALSE(rollout(deployment, {failed}, {}).settled);
    deployment = workload("Deployment", 0);
    deployment["metadata"]["generation"] = 3;
    EXPECT_FALSE(rollout(deployment, {failed}, {}).settled);
}

TEST(Rollout, AStatefulSetWaitsForAPodOfAnotherRevision)
{
    auto failed = pod("pg-0", "new", ended(1, R"({"error":{"code":"sql"}})"), 1);
    failed["metadata"]["labels"]["controller-revision-hash"] = "pg-1";
    auto set = workload("StatefulSet", 0);
    set["status"]["updateRevision"] = "pg-2";
    auto const state = rollout(set, {failed}, {});
    EXPECT_FALSE(state.settled);
    EXPECT_THAT(state.in_the_way, ElementsAre("pg-0"));
    failed["metadata"]["labels"]["controller-revision-hash"] = "pg-2";
    EXPECT_TRUE(rollout(set, {failed}, {}).settled);
}

TEST(Rollout, AnotherContainerThatEndsAgainAndAgain)
{
    auto made = pod("a", "new", running());
    Manifest status{{"name", "postgresql"}, {"ready", false}, {"restartCount", 2}};
    status["state"]["waiting"]["reason"] = "CrashLoopBackOff";
    status["lastState"]["terminated"]["exitCode"] = 3;
    made["status"]["containerStatuses"].push_back(status);
    auto const state = rollout(workload("Deployment", 0), {made}, {});
    ASSERT_TRUE(state.obstacle);
    EXPECT_EQ(state.obstacle->what, "container postgresql of pod a ends again and again, with 3");
}

TEST(Rollout, OneThatMakesNoPod)
{
    auto none = workload("Deployment", 0);
    none["spec"]["replicas"] = 0;
    EXPECT_EQ(rollout(none, {}, {}).obstacle->what, "it is to have no pod");
    auto paused = workload("Deployment", 0);
    paused["spec"]["paused"] = true;
    EXPECT_THAT(rollout(paused, {}, {}).obstacle->what, HasSubstr("paused"));
}

TEST(Rollout, APodThatIsNotMade)
{
    Manifest event{{"reason", "FailedCreate"}, {"message", "exceeded quota: few"}};
    event["involvedObject"] = {{"kind", "ReplicaSet"}, {"name", "pg-7d9"}};
    auto const state = rollout(workload("Deployment", 0), {}, {event});
    ASSERT_TRUE(state.obstacle);
    EXPECT_THAT(state.obstacle->what, HasSubstr("exceeded quota"));
}

} // namespace
} // namespace gander::kubernetes
