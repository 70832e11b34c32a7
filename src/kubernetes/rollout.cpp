#include "kubernetes/rollout.hpp"

#include "kubernetes/json_path.hpp"
#include "kubernetes/obstacle.hpp"
#include "kubernetes/pod.hpp"
#include "kubernetes/ready.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::kubernetes {

namespace {

Manifest const &named(Manifest const &list, std::string_view name)
{
    static Manifest const nothing{};
    auto const hit =
        std::ranges::find_if(list, [&](Manifest const &each) { return text_at(each, {"name"}) == name; });
    return hit == list.end() ? nothing : *hit;
}

int number_at(Manifest const &object, std::initializer_list<char const *> path, int otherwise = 0)
{
    auto const &value = at(object, path);
    return value.is_number_integer() ? value.get<int>() : otherwise;
}

bool is_observed(Manifest const &workload)
{
    return number_at(workload, {"status", "observedGeneration"}) >=
           number_at(workload, {"metadata", "generation"}, 1);
}

/// Whether the pod has the gate and the files that the workload has now. The cluster adds to a pod, but not
/// here.
bool has_the_gate(Manifest const &pod, Manifest const &workload)
{
    auto const &wanted = at(workload, {"spec", "template", "spec"});
    auto const &there = at(pod, {"spec"});
    auto const &gate = named(at(there, {"containers"}), container_name);
    auto const &wanted_gate = named(at(wanted, {"containers"}), container_name);
    auto const same = [&](char const *field) { return at(gate, {field}) == at(wanted_gate, {field}); };
    return same("image") && same("args") && same("env") &&
           named(at(there, {"volumes"}), "migrations") == named(at(wanted, {"volumes"}), "migrations");
}

/// The gate may be the same and the server another, whose predecessor's failure says nothing: a StatefulSet
/// names its pods' revision, and a Deployment counts those that are of the new one.
bool is_asked_for(Manifest const &pod, Manifest const &workload)
{
    if (!is_observed(workload)) {
        return false;
    }
    auto const revision = text_at(workload, {"status", "updateRevision"});
    bool const is_newest = revision.empty()
                               ? number_at(workload, {"status", "updatedReplicas"}) > 0
                               : text_at(pod, {"metadata", "labels", "controller-revision-hash"}) == revision;
    return is_newest && has_the_gate(pod, workload);
}

bool is_rolled_out(Manifest const &workload)
{
    auto const wanted = number_at(workload, {"spec", "replicas"}, 1);
    auto const is = [&](char const *count) { return number_at(workload, {"status", count}) == wanted; };
    return is_observed(workload) && is("replicas") && is("updatedReplicas") && is("readyReplicas");
}

/// How the gate ended, now or the last time; whether it has begun at all.
Try gate_of(Manifest const &pod, Manifest const &status)
{
    auto const &now = at(status, {"state", "terminated"});
    auto const &ended = now.is_null() ? at(status, {"lastState", "terminated"}) : now;
    Try gate{.pod = name_of(pod),
             .started = !ended.is_null() || !at(status, {"state", "running"}).is_null(),
             .reason = text_at(ended, {"reason"}),
             .message = text_at(ended, {"message"})};
    if (auto const &code = at(ended, {"exitCode"}); code.is_number_integer()) {
        gate.exit_code = code.get<int>();
    }
    return gate;
}

/// The server may still be about to make the user and the database, so what it refuses counts when it has
/// been refused again.
bool will_fail_again(Try const &gate, int restarts)
{
    auto const exit_code = gate.exit_code.value_or(0);
    if (exit_code != 1 && exit_code != 2) {
        return false;
    }
    auto const report = Manifest::parse(gate.message, nullptr, false);
    auto const code = text_at(report, {"error", "code"});
    return restarts >= 2 || (!code.empty() && code != "connection");
}

std::optional<Obstacle> makes_none(Manifest const &workload)
{
    if (number_at(workload, {"spec", "replicas"}, 1) == 0) {
        return Obstacle{"it is to have no pod", "spec.replicas has to be 1"};
    }
    if (at(workload, {"spec", "paused"}) == true) {
        return Obstacle{"it is paused, so that it makes no pod",
                        "kubectl rollout resume, or spec.paused: false"};
    }
    return std::nullopt;
}

/// The database's own container, or another one beside it.
std::optional<Obstacle> ends_again(Manifest const &pod)
{
    for (auto const &status : at(pod, {"status", "containerStatuses"})) {
        auto const name = text_at(status, {"name"});
        if (name != container_name && number_at(status, {"restartCount"}) >= 2 &&
            text_at(status, {"state", "waiting", "reason"}) == "CrashLoopBackOff") {
            return Obstacle{fmt::format("container {} of pod {} ends again and again, with {}", name,
                                        name_of(pod),
                                        number_at(status, {"lastState", "terminated", "exitCode"})),
                            fmt::format("kubectl logs {} -c {} --previous tells why", name_of(pod), name)};
        }
    }
    return std::nullopt;
}

std::string unready_containers(Manifest const &pod)
{
    std::string list;
    for (auto const &status : at(pod, {"status", "containerStatuses"})) {
        if (at(status, {"ready"}) != true) {
            list += (list.empty() ? "" : ", ") + text_at(status, {"name"});
        }
    }
    return list.empty() ? "" : fmt::format("pod {}: not ready: {}", name_of(pod), list);
}

} // namespace

Rollout rollout(Manifest const &workload, std::vector<Manifest> pods, std::vector<Manifest> const &events)
{
    Rollout state{.workload = workload, .ready = is_rolled_out(workload)};
    bool const one_by_one = text_at(workload, {"kind"}) == "StatefulSet" && is_observed(workload);
    std::erase_if(pods, [](Manifest const &pod) {
        return !at(pod, {"metadata", "deletionTimestamp"}).is_null();
    });
    std::erase_if(pods, [&](Manifest const &pod) {
        bool const old = !is_asked_for(pod, workload);
        if (old && one_by_one && !ready_pod({pod})) {
            state.in_the_way.push_back(name_of(pod));
        }
        return old;
    });
    if (pods.empty()) {
        state.ready = false;
        auto const found = makes_none(workload);
        state.obstacle = found ? found : obstacle_of(workload, events);
        state.waits_for = "there is no pod yet";
        return state;
    }
    auto const &newest = *std::ranges::max_element(pods, {}, age_of);
    auto const &status = named(at(newest, {"status", "containerStatuses"}), container_name);
    state.pod = name_of(newest);
    state.gate = gate_of(newest, status);
    state.restarts = number_at(status, {"restartCount"});
    state.settled = !state.ready && will_fail_again(*state.gate, state.restarts);
    if (!state.ready) {
        auto found = obstacle_of(newest);
        found = found ? found : ends_again(newest);
        state.obstacle = found || state.gate->started ? found : obstacle_of(workload, events);
        auto const unready = unready_containers(newest);
        state.waits_for = unready.empty() ? why_none_is_ready({newest}) : unready;
    }
    return state;
}

} // namespace gander::kubernetes
