#include "kubernetes/pod.hpp"

namespace gander::kubernetes {

namespace {

constexpr int image_user = 65532;

/// What PodSecurity's `restricted` asks for, and a root that cannot be written to.
Manifest container_security()
{
    return {{"allowPrivilegeEscalation", false},
            {"capabilities", {{"drop", {"ALL"}}}},
            {"readOnlyRootFilesystem", true}};
}

Manifest pod_security()
{
    return {{"runAsNonRoot", true},
            {"runAsUser", image_user},
            {"runAsGroup", image_user},
            {"seccompProfile", {{"type", "RuntimeDefault"}}}};
}

/// A run takes 5 MB and next to no time of its own. No limit of the processor's: it would only make it late.
Manifest resources()
{
    return {{"requests", {{"cpu", "10m"}, {"memory", "16Mi"}}}, {"limits", {{"memory", "64Mi"}}}};
}

Manifest container(Request const &request, std::string const &name, bool mounted)
{
    Manifest container{{"name", name}, {"image", request.image}};
    if (!request.pull_policy.empty()) {
        container["imagePullPolicy"] = request.pull_policy;
    }
    container["args"] = request.arguments; // `command` would replace the image's entry point
    container["env"] = env(request.connection);
    container["env"].push_back({{"name", "GOOSE_MIGRATION_DIR"}, {"value", "/migrations"}});
    container["env"].push_back({{"name", "GANDER_WAIT"}, {"value", "2m"}});
    container["env"].push_back({{"name", "GANDER_REPORT"}, {"value", "/dev/termination-log"}});
    container["resources"] = resources();
    container["securityContext"] = container_security();
    container["terminationMessagePolicy"] = "FallbackToLogsOnError";
    if (mounted) {
        container["volumeMounts"] = Manifest::array(
            {Manifest{{"name", "migrations"}, {"mountPath", "/migrations"}, {"readOnly", true}}});
    }
    return container;
}

} // namespace

Manifest init_container(Request const &request, std::string const &name, bool mounted)
{
    auto made = container(request, name, mounted);
    made["securityContext"].update(pod_security());
    return made;
}

Manifest pod_spec(Request const &request, std::vector<std::string> const &config_maps)
{
    Manifest spec{{"restartPolicy", "Never"}, {"automountServiceAccountToken", false}};
    if (!request.service_account.empty()) {
        spec["serviceAccountName"] = request.service_account;
    }
    for (auto const &name : request.pull_secrets) {
        spec["imagePullSecrets"].push_back({{"name", name}});
    }
    spec["securityContext"] = pod_security();
    spec["containers"].push_back(container(request, container_name, !config_maps.empty()));
    if (!config_maps.empty()) {
        spec["volumes"].push_back(volume(config_maps));
    }
    return spec;
}

} // namespace gander::kubernetes
