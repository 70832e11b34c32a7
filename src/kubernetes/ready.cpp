#include "kubernetes/ready.hpp"

#include "kubernetes/json_path.hpp"
#include "kubernetes/obstacle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gander::kubernetes {

namespace {

bool is_ready(Manifest const &pod)
{
    auto const &conditions = at(pod, {"status", "conditions"});
    return at(pod, {"metadata", "deletionTimestamp"}).is_null() &&
           std::ranges::any_of(conditions, [](Manifest const &condition) {
               return text_at(condition, {"type"}) == "Ready" && text_at(condition, {"status"}) == "True";
           });
}

} // namespace

std::optional<std::string> ready_pod(std::vector<Manifest> const &pods)
{
    Manifest const *newest = nullptr;
    for (auto const &pod : pods) {
        if (is_ready(pod) && (newest == nullptr || age_of(pod) > age_of(*newest))) {
            newest = &pod;
        }
    }
    return newest == nullptr ? std::nullopt : std::optional{name_of(*newest)};
}

std::string why_none_is_ready(std::vector<Manifest> const &pods)
{
    if (pods.empty()) {
        return "there is no pod";
    }
    auto const &newest = *std::ranges::max_element(pods, {}, age_of);
    if (auto const obstacle = obstacle_of(newest)) {
        return obstacle->what;
    }
    auto const *const state =
        at(newest, {"metadata", "deletionTimestamp"}).is_null() ? "not ready" : "about to go";
    return fmt::format("pod {} is {} ({})", name_of(newest), state, text_at(newest, {"status", "phase"}));
}

std::string selector_of(Manifest const &service)
{
    std::string selector;
    for (auto const &[name, value] : at(service, {"spec", "selector"}).items()) {
        selector += fmt::format("{}{}={}", selector.empty() ? "" : ",", name, value.get<std::string>());
    }
    return selector;
}

} // namespace gander::kubernetes
