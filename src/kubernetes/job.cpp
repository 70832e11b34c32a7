#include "kubernetes/job.hpp"

#include "kubernetes/holders.hpp"
#include "kubernetes/metadata.hpp"
#include "kubernetes/names.hpp"
#include "kubernetes/pod.hpp"

#include <fmt/format.h>

namespace gander::kubernetes {

namespace {

constexpr int deadline = 3600;      // seconds; a migration that takes longer says so with --patch
constexpr int tries = 6;            // of those that another try may help
constexpr int kept_for = 24 * 3600; // seconds, for its log

/// 1 and 2 will be the same next time. What an eviction ends is not the migrations' fault.
Manifest failure_policy()
{
    Manifest final{
        {"action", "FailJob"},
        {"onExitCodes", {{"containerName", container_name}, {"operator", "In"}, {"values", {1, 2}}}}};
    Manifest evicted{{"action", "Ignore"}};
    // With the default written out: kubectl apply compares it with what the server made of it.
    evicted["onPodConditions"].push_back({{"type", "DisruptionTarget"}, {"status", "True"}});
    Manifest policy;
    policy["rules"] = Manifest::array({std::move(final), std::move(evicted)});
    return policy;
}

Manifest job(Request const &request, std::string const &name, std::vector<std::string> const &config_maps)
{
    Manifest pod;
    put(pod["metadata"], "labels", own_labels());
    put(pod["metadata"], "labels", request.labels);
    put(pod["metadata"], "annotations", request.annotations);
    pod["spec"] = pod_spec(request, config_maps);

    Manifest spec{{"activeDeadlineSeconds", deadline}, {"backoffLimit", tries}};
    if (request.profile ==
        Profile::kubectl) { // Argo CD would take a Job that is gone for one that is missing
        spec["ttlSecondsAfterFinished"] = kept_for;
    }
    spec["podFailurePolicy"] = failure_policy();
    spec["template"] = std::move(pod);
    return {{"apiVersion", "batch/v1"},
            {"kind", "Job"},
            {"metadata", hooked_metadata(request, name, "0")},
            {"spec", std::move(spec)}};
}

} // namespace

std::vector<Manifest> render_config_maps(Request const &request)
{
    auto const held = holders(request);
    expect_targets(request.patches, held.targets);
    return held.documents;
}

std::vector<Manifest> render_job(Request const &request)
{
    auto [documents, targets, names] = holders(request);
    targets.push_back({.kind = "Job", .name = request.name});
    expect_targets(request.patches, targets);
    auto made = job(request, {}, names);
    apply(request.patches, targets.back(), made);
    // Whatever makes it another Job is in it already, the files by the names of their ConfigMaps.
    Digest digest;
    digest.add(made.dump());
    made["metadata"]["name"] = named(request, request.name, digest);
    documents.push_back(std::move(made));
    return documents;
}

Manifest render_init_container(Request const &request, std::string const &name)
{
    auto [documents, targets, names] = holders(request);
    targets.emplace_back();
    expect_targets(request.patches, targets);
    Manifest spec;
    spec["initContainers"].push_back(init_container(request, name, !names.empty()));
    if (!names.empty()) {
        spec["volumes"].push_back(volume(names));
    }
    Manifest made;
    made["spec"]["template"]["spec"] = std::move(spec);
    apply(request.patches, targets.back(), made);
    return made;
}

} // namespace gander::kubernetes
