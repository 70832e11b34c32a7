#include "kubernetes/run.hpp"

#include "kubernetes/json_path.hpp"
#include "kubernetes/names.hpp"

#include <algorithm>

namespace gander::kubernetes {

namespace {

constexpr auto managed_by =
    "app.kubernetes.io/managed-by"; // what is only rendered is managed by whoever applies it
constexpr auto part_of = "app.kubernetes.io/part-of";
constexpr auto instance = "app.kubernetes.io/instance";

} // namespace

Run render_run(Request request, std::string const &suffix)
{
    request.labels.emplace_back(managed_by, "gander");
    request.labels.emplace_back(part_of, request.name);
    auto documents = render_job(request);
    Run run{.job = std::move(documents.back())};
    documents.pop_back();
    run.config_maps = std::move(documents);
    run.name = run.job["metadata"]["name"];
    if (!suffix.empty()) {
        run.name = with_suffix(run.name, suffix);
        run.job["metadata"]["name"] = run.name;
    }
    run.job["metadata"]["labels"][instance] = run.name;
    run.job["spec"]["template"]["metadata"]["labels"][instance] = run.name;
    return run;
}

Manifest owned_by(Manifest object, Manifest const &owner)
{
    object["metadata"]["ownerReferences"].push_back({{"apiVersion", text_at(owner, {"apiVersion"})},
                                                     {"kind", text_at(owner, {"kind"})},
                                                     {"name", name_of(owner)},
                                                     {"uid", text_at(owner, {"metadata", "uid"})}});
    return object;
}

bool is_owned_by(Manifest const &pod, Manifest const &job)
{
    auto const &owners = at(pod, {"metadata", "ownerReferences"});
    return std::ranges::any_of(owners, [&](Manifest const &owner) {
        return text_at(owner, {"uid"}) == text_at(job, {"metadata", "uid"});
    });
}

std::string run_selector(std::string const &name)
{
    auto const all = std::string(managed_by) + "=gander";
    return name.empty() ? all : all + ',' + part_of + '=' + name;
}

std::string job_selector(std::string const &job) { return std::string(instance) + '=' + job; }

} // namespace gander::kubernetes
