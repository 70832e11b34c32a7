#include "cluster/look.hpp"

#include "kubernetes/json_path.hpp"
#include "kubernetes/run.hpp"

#include <gander/error.hpp>

#include <algorithm>

namespace gander::cluster {

namespace {

using kubernetes::Progress;
using kubernetes::text_at;

/// Whoever may not read events is told less.
std::vector<Manifest> warnings(Kubectl const &kubectl, std::string const &about)
{
    try {
        return kubectl.json({"get", "events", "--field-selector=type=Warning,involvedObject.name=" + about});
    } catch (Error const &error) {
        if (error.code() == Errc::cancelled) {
            throw;
        }
        return {};
    }
}

/// Warnings are asked for where nothing else says why nothing happens.
std::vector<Manifest> warnings(Kubectl const &kubectl, std::string const &job,
                               std::vector<Manifest> const &pods)
{
    if (pods.empty()) {
        return warnings(kubectl, job);
    }
    auto const &newest = *std::ranges::max_element(pods, {}, kubernetes::age_of);
    bool const pending = text_at(newest, {"status", "phase"}) == "Pending";
    return pending ? warnings(kubectl, kubernetes::name_of(newest)) : std::vector<Manifest>{};
}

} // namespace

std::optional<Progress> look(Kubectl const &kubectl, std::string const &job)
{
    Manifest found;
    std::vector<Manifest> pods;
    for (auto &object : kubectl.json({"get", "jobs,pods", "--selector=" + kubernetes::job_selector(job)})) {
        if (text_at(object, {"kind"}) == "Job") {
            found = std::move(object);
        } else {
            pods.push_back(std::move(object));
        }
    }
    if (found.is_null()) {
        return std::nullopt;
    }
    std::erase_if(
        pods, [&](Manifest const &pod) { return !kubernetes::is_owned_by(pod, found); }); // of an older one
    auto const events = warnings(kubectl, job, pods);
    return kubernetes::progress(found, std::move(pods), events);
}

} // namespace gander::cluster
