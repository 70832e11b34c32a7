#include "kubernetes/progress.hpp"

#include "kubernetes/json_path.hpp"
#include "kubernetes/obstacle.hpp"
#include "kubernetes/pod.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::kubernetes {

namespace {

/// Our container's, not that of a sidecar which others put beside it.
Manifest const &own_status(Manifest const &pod)
{
    static Manifest const nothing{};
    for (auto const &status : at(pod, {"status", "containerStatuses"})) {
        if (text_at(status, {"name"}) == container_name) {
            return status;
        }
    }
    return nothing;
}

Try one_try(Manifest const &pod)
{
    auto const &state = at(own_status(pod), {"state"});
    auto const &ended = at(state, {"terminated"});
    Try tried{.pod = name_of(pod),
              .started = !ended.is_null() || !at(state, {"running"}).is_null(),
              .reason = text_at(ended, {"reason"}),
              .message = text_at(ended, {"message"})};
    if (auto const &code = at(ended, {"exitCode"}); code.is_number_integer()) {
        tried.exit_code = code.get<int>();
    }
    if (auto const of_pod = text_at(pod, {"status", "reason"}); !of_pod.empty()) { // Evicted
        tried.reason = of_pod;
        tried.message = tried.message.empty() ? text_at(pod, {"status", "message"}) : tried.message;
    }
    return tried;
}

bool has_ended(Manifest const &pod)
{
    auto const phase = text_at(pod, {"status", "phase"});
    return phase == "Succeeded" || phase == "Failed";
}

/// One of its containers has started: what the volumes lacked was there then.
bool has_begun(std::vector<Manifest> const &pods)
{
    for (auto const *list : {"initContainerStatuses", "containerStatuses"}) {
        for (auto const &status : pods.empty() ? Manifest::array() : at(pods.back(), {"status", list})) {
            if (at(status, {"state", "waiting"}).is_null()) {
                return true;
            }
        }
    }
    return false;
}

/// The newest pod's: those before it are over.
std::optional<Obstacle> obstacle(Manifest const &job, std::vector<Manifest> const &pods,
                                 std::vector<Manifest> const &events)
{
    if (!pods.empty() && (has_ended(pods.back()) || one_try(pods.back()).started)) {
        return std::nullopt;
    }
    auto const name = name_of(job);
    if (pods.empty() && at(job, {"spec", "suspend"}) == true) {
        return Obstacle{
            fmt::format("Job {} is suspended", name),
            "whoever made it did not come further: gander kube up does, for an up; gander kube clean --all "
            "removes it"};
    }
    auto found = pods.empty() ? std::nullopt : obstacle_of(pods.back());
    return found || has_begun(pods) ? found : obstacle_of(job, events);
}

} // namespace

Progress progress(Manifest const &job, std::vector<Manifest> pods, std::vector<Manifest> const &events)
{
    Progress progress{.job = job};
    for (auto const &condition : at(job, {"status", "conditions"})) {
        auto const type = text_at(condition, {"type"});
        if (text_at(condition, {"status"}) == "True" && (type == "Complete" || type == "Failed")) {
            progress.phase = type == "Complete" ? Phase::complete : Phase::failed;
            progress.reason = text_at(condition, {"reason"});
            progress.message = text_at(condition, {"message"});
        }
    }
    std::ranges::sort(pods, {}, age_of);
    std::ranges::transform(pods, std::back_inserter(progress.tries), one_try);
    if (progress.phase == Phase::active) {
        progress.obstacle = obstacle(job, pods, events);
    }
    return progress;
}

int exit_code(Progress const &progress)
{
    constexpr int try_again = 75;
    if (progress.phase == Phase::complete) {
        return 0;
    }
    if (progress.reason == "DeadlineExceeded") {
        return try_again;
    }
    auto const last = std::ranges::find_if(progress.tries.rbegin(), progress.tries.rend(),
                                           [](Try const &each) { return each.exit_code.value_or(0) != 0; });
    return last == progress.tries.rend() ? 1 : *last->exit_code;
}

} // namespace gander::kubernetes
