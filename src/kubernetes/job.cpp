#include "kubernetes/job.hpp"

#include "kubernetes/metadata.hpp"
#include "kubernetes/names.hpp"
#include "kubernetes/pod.hpp"

#include <fmt/format.h>

namespace gander::kubernetes {

namespace {

constexpr int deadline = 3600;      // seconds; a migration that takes longer says so with --patch
constexpr int tries = 6;            // of those that another try may help
constexpr int kept_for = 24 * 3600; // seconds, for its log

/// Helm makes it anew at each upgrade and leaves it for its log; Argo CD makes it in the sync, not behind it,
/// where it would wait for applications that wait for it.
Pairs hook(std::string const &weight)
{
    return {{"helm.sh/hook", "post-install,post-upgrade"},
            {"helm.sh/hook-weight", weight},
            {"helm.sh/hook-delete-policy", "before-hook-creation"},
            {"argocd.argoproj.io/hook", "Sync"},
            {"argocd.argoproj.io/sync-wave", weight},
            {"argocd.argoproj.io/hook-delete-policy", "BeforeHookCreation"}};
}

Manifest hooked_metadata(Request const &request, std::string const &name, std::string const &weight)
{
    return metadata(request, name, request.profile == Profile::helm ? hook(weight) : Pairs{});
}

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

std::string named(Request const &request, std::string const &prefix, Digest const &digest)
{
    return request.profile == Profile::helm ? prefix : hashed_name(prefix, digest);
}

/// What holds the files: its own ConfigMaps with their content, or the one that is there.
struct Holders
{
    std::vector<Manifest> documents{};
    std::vector<Target> targets{}; // the same ones, for patches
    std::vector<std::string> names{};
};

/// A ConfigMap. Its hash tells of its labels too: two with others are not the same object.
void add(Holders &holders, Request const &request, std::string const &prefix, std::vector<File> const &files)
{
    auto made = config_map(hooked_metadata(request, {}, "-5"), files);
    holders.targets.push_back({.kind = "ConfigMap", .name = prefix});
    apply(request.patches, holders.targets.back(), made);
    Digest digest;
    digest.add(made.dump());
    holders.names.push_back(named(request, prefix, digest));
    made["metadata"]["name"] = holders.names.back();
    holders.documents.push_back(std::move(made));
}

Holders holders(Request const &request)
{
    Holders holders;
    if (!request.config_map.empty()) {
        holders.names.push_back(request.config_map);
    }
    auto const filled = parts(request.files);
    for (std::size_t part = 0; part < filled.size(); ++part) {
        auto const prefix =
            filled.size() == 1 ? request.name + "-files" : fmt::format("{}-files-{}", request.name, part + 1);
        add(holders, request, prefix, filled[part]);
    }
    return holders;
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
