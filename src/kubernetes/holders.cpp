#include "kubernetes/holders.hpp"

#include "kubernetes/files.hpp"
#include "kubernetes/metadata.hpp"

#include <fmt/format.h>

namespace gander::kubernetes {

namespace {

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

} // namespace

Manifest hooked_metadata(Request const &request, std::string const &name, std::string const &weight)
{
    return metadata(request, name, request.profile == Profile::helm ? hook(weight) : Pairs{});
}

std::string named(Request const &request, std::string const &prefix, Digest const &digest)
{
    return request.profile == Profile::helm ? prefix : hashed_name(prefix, digest);
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

} // namespace gander::kubernetes
