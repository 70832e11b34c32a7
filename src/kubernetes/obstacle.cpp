#include "kubernetes/obstacle.hpp"

#include "kubernetes/json_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gander::kubernetes {

namespace {

struct Advice
{
    std::string_view word; ///< in a reason or a message
    std::string_view hint;
};

constexpr auto image_hint =
    "is its name right? A registry may want --image-pull-secret; an image that was loaded onto the "
    "nodes (kind load docker-image) wants --image-pull-policy IfNotPresent";

/// By the reason why a container does not start.
constexpr auto container_advice = std::to_array<Advice>({
    {"ErrImageNeverPull",
     "no node has it: load it (kind load docker-image), or let it be pulled by --image-pull-policy "
     "IfNotPresent"},
    {"ErrImagePull", image_hint},
    {"ImagePullBackOff", image_hint},
    {"InvalidImageName", image_hint},
    {"CreateContainerConfigError",
     "the Secret has to be there, in the same namespace and with this key: kubectl get secrets"},
    {"CreateContainerError", "kubectl describe pod tells more"},
    {"RunContainerError", "kubectl describe pod tells more"},
});

/// By what a warning says.
constexpr auto event_advice = std::to_array<Advice>({
    {"exceeded quota",
     "the namespace's quota leaves no room: kubectl describe quota; --patch changes what the pod asks for"},
    {"violates PodSecurity",
     "the namespace's PodSecurity level forbids the pod: see what --patch adds to it"},
    {"serviceaccount", "--service-account names one that has to be there: kubectl get serviceaccounts"},
    {"admission webhook", "a policy of the cluster refuses the pod; --patch can add what it asks for"},
    {"configmap",
     "--config-map names one that has to be there, in the same namespace: kubectl get configmaps"},
    {"secret", "the Secret has to be there, in the same namespace: kubectl get secrets"},
});

std::string_view hint_for(std::string_view text, std::span<Advice const> table)
{
    auto const hit = std::ranges::find_if(
        table, [&](Advice const &each) { return text.find(each.word) != std::string_view::npos; });
    return hit == table.end() ? "kubectl describe tells more" : hit->hint;
}

std::optional<Obstacle> of_container(std::string const &pod, Manifest const &status)
{
    auto const reason = text_at(status, {"state", "waiting", "reason"});
    auto const known = std::ranges::find(container_advice, reason, &Advice::word);
    if (known == container_advice.end()) {
        return std::nullopt;
    }
    auto const message = text_at(status, {"state", "waiting", "message"});
    auto const image = reason.find("Image") != std::string::npos
                           ? fmt::format("image {}: ", text_at(status, {"image"}))
                           : "";
    return Obstacle{fmt::format("pod {} cannot start: {}{}{}{}", pod, image, reason,
                                message.empty() ? "" : ": ", message),
                    std::string(known->hint)};
}

} // namespace

std::optional<Obstacle> obstacle_of(Manifest const &pod)
{
    auto const name = name_of(pod);
    for (auto const *list : {"initContainerStatuses", "containerStatuses"}) {
        for (auto const &status : at(pod, {"status", list})) {
            if (auto found = of_container(name, status)) {
                return found;
            }
        }
    }
    for (auto const &condition : at(pod, {"status", "conditions"})) {
        if (text_at(condition, {"reason"}) == "Unschedulable") {
            return Obstacle{fmt::format("pod {} fits on no node: {}", name, text_at(condition, {"message"})),
                            "free or add nodes; --patch changes requests, tolerations and node selectors"};
        }
    }
    return std::nullopt;
}

std::optional<Obstacle> obstacle_of(Manifest const &owner, std::vector<Manifest> const &events)
{
    auto const name = name_of(owner);
    std::optional<Obstacle> found;
    for (auto const &event : events) {
        auto const reason = text_at(event, {"reason"});
        auto const about = text_at(event, {"involvedObject", "name"});
        // Events stay for an hour, those of an older Job of the same name too.
        auto const ours =
            about == name ? text_at(event, {"involvedObject", "uid"}) == text_at(owner, {"metadata", "uid"})
                          : about.starts_with(name + "-");
        if (ours && (reason == "FailedCreate" || reason == "FailedMount")) {
            auto const message = text_at(event, {"message"});
            found = Obstacle{
                fmt::format("{}{} {}: {}", reason == "FailedCreate" ? "no pod is made for " : "",
                            reason == "FailedCreate" ? text_at(event, {"involvedObject", "kind"}) : "pod",
                            about, message),
                std::string(hint_for(message, event_advice))};
        }
    }
    return found;
}

} // namespace gander::kubernetes
