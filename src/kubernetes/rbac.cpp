#include "kubernetes/access.hpp"
#include "kubernetes/metadata.hpp"

#include <gander/error.hpp>

#include <initializer_list>
#include <string>

namespace gander::kubernetes {

namespace {

using Words = std::initializer_list<char const *>;

Manifest rule(char const *group, Words resources, Words verbs)
{
    Manifest rule;
    rule["apiGroups"].push_back(group);
    for (auto const *each : resources) {
        rule["resources"].push_back(each);
    }
    for (auto const *each : verbs) {
        rule["verbs"].push_back(each);
    }
    return rule;
}

/// docs/kubernetes.md says what each is for.
Manifest rules()
{
    constexpr auto const *core = "";
    return Manifest::array({rule("batch", {"jobs"}, {"create", "get", "list", "watch", "patch", "delete"}),
                            rule(core, {"configmaps"}, {"create", "get", "patch"}),
                            rule(core, {"pods"}, {"get", "list", "watch"}),
                            rule(core, {"pods/log", "services"}, {"get"}), rule(core, {"events"}, {"list"}),
                            rule(core, {"pods/portforward"}, {"create"})});
}

struct Subject
{
    std::string space{};
    std::string name{};
};

/// `NAMESPACE:NAME` as kubectl has it, or a name in the namespace of the Role.
Subject subject(Request const &request)
{
    auto const &text = request.service_account;
    auto const colon = text.find(':');
    if (colon == std::string::npos) {
        return {.space = request.space, .name = text.empty() ? request.name : text};
    }
    if (colon == 0 || colon + 1 == text.size()) {
        throw Error(Errc::usage, "--service-account is NAME, or NAMESPACE:NAME for one of another namespace",
                    "--service-account ci:runner");
    }
    return {.space = text.substr(0, colon), .name = text.substr(colon + 1)};
}

Manifest object(Request const &request, char const *version, char const *kind, std::string const &name)
{
    return {{"apiVersion", version}, {"kind", kind}, {"metadata", metadata(request, name)}};
}

} // namespace

std::vector<Manifest> render_rbac(Request const &request)
{
    if (request.space.empty()) {
        throw Error(Errc::usage,
                    "which namespace? There is no -n, and a RoleBinding has to name that of its subject",
                    "gander kube render rbac -n NAMESPACE");
    }
    constexpr auto const *group = "rbac.authorization.k8s.io";
    constexpr auto const *version = "rbac.authorization.k8s.io/v1";
    auto const who = subject(request);
    std::vector<Manifest> documents;
    if (who.space == request.space) {
        documents.push_back(object(request, "v1", "ServiceAccount", who.name));
    }
    auto role = object(request, version, "Role", request.name);
    role["rules"] = rules();
    documents.push_back(std::move(role));
    auto binding = object(request, version, "RoleBinding", request.name);
    binding["roleRef"] = {{"apiGroup", group}, {"kind", "Role"}, {"name", request.name}};
    binding["subjects"].push_back({{"kind", "ServiceAccount"}, {"name", who.name}, {"namespace", who.space}});
    documents.push_back(std::move(binding));
    return patched(request, std::move(documents));
}

} // namespace gander::kubernetes
