#include "kubernetes/job.hpp"

#include "kubernetes/names.hpp"
#include "kubernetes/pod.hpp"

#include <fmt/format.h>

namespace gander::kubernetes {

namespace {

constexpr int deadline = 3600;      // seconds; a migration that takes longer says so with --patch
constexpr int tries = 6;            // of those that another try may help
constexpr int kept_for = 24 * 3600; // seconds, for its log

void put(Manifest &object, char const *field, Pairs const &pairs)
{
    for (auto const &[name, value] : pairs) {
        object[field][name] = value;
    }
}

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

Pairs own_labels()
{
    return {{"app.kubernetes.io/name", "gander"}, {"app.kubernetes.io/component", "migration"}};
}

Manifest metadata(Request const &request, std::string const &name, std::string const &weight)
{
    Manifest metadata{{"name", name}};
    if (!request.space.empty()) {
        metadata["namespace"] = request.space;
    }
    put(metadata, "labels", own_labels());
    put(metadata, "labels", request.labels);
    if (request.profile == Profile::helm) {
        put(metadata, "annotations", hook(weight));
    }
    put(metadata, "annotations", request.annotations);
    return metadata;
}

/// 1 and 2 will be the same next time. What an eviction ends is not the migrations' fault.
Manifest failure_policy()
{
    Manifest final{
        {"action", "FailJob"},
        {"onExitCodes", {{"containerName", container_name}, {"operator", "In"}, {"values", {1, 2}}}}};
    Manifest evicted{{"action", "Ignore"}};
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
            {"metadata", metadata(request, name, "0")},
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
    std::vector<std::string> names{};
};

Holders holders(Request const &request)
{
    Holders holders;
    if (!request.config_map.empty()) {
        holders.names.push_back(request.config_map);
    }
    auto const filled = parts(request.files);
    for (std::size_t part = 0; part < filled.size(); ++part) {
        Digest digest;
        digest.add(metadata(request, {}, {}).dump()); // two with other labels are not the same object
        for (auto const &file : filled[part]) {
            digest.add(file.name).add(file.text);
        }
        auto const prefix =
            filled.size() == 1 ? request.name + "-files" : fmt::format("{}-files-{}", request.name, part + 1);
        holders.names.push_back(named(request, prefix, digest));
        holders.documents.push_back(config_map(metadata(request, holders.names.back(), "-5"), filled[part]));
    }
    return holders;
}

} // namespace

std::vector<Manifest> render_config_maps(Request const &request) { return holders(request).documents; }

std::vector<Manifest> render_job(Request const &request)
{
    auto [documents, names] = holders(request);
    // Whatever makes it another Job is in it already, the files by the names of their ConfigMaps.
    Digest digest;
    digest.add(job(request, {}, names).dump());
    documents.push_back(job(request, named(request, request.name, digest), names));
    return documents;
}

Manifest render_init_container(Request const &request, std::string const &name)
{
    auto const names = holders(request).names;
    Manifest spec;
    spec["initContainers"].push_back(init_container(request, name, !names.empty()));
    if (!names.empty()) {
        spec["volumes"].push_back(volume(names));
    }
    Manifest patch;
    patch["spec"]["template"]["spec"] = std::move(spec);
    return patch;
}

} // namespace gander::kubernetes
