#include "cluster/make.hpp"

#include "cluster/refusal.hpp"
#include "kubernetes/json_path.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cluster {

namespace {

using kubernetes::name_of;
using kubernetes::text_at;

std::string list_of(std::vector<Manifest> const &objects)
{
    return Manifest{{"apiVersion", "v1"}, {"kind", "List"}, {"items", objects}}.dump();
}

/// What is half made is not left behind; where it is all the same, that is said.
void remove_or_say(Kubectl const &kubectl, Manifest const &job, Error const &why)
{
    try {
        remove_job(kubectl, job);
    } catch (Error const &) {
        throw Error(
            why.code(), why.what(),
            fmt::format("Job {} was made half and cannot be removed now: gander kube clean --all removes it",
                        name_of(job)));
    }
}

} // namespace

std::vector<Manifest> apply(Kubectl const &kubectl, std::string const &manager,
                            std::vector<Manifest> const &objects)
{
    return kubectl.json(
        {"apply", "--server-side", "--force-conflicts", "--field-manager=" + manager, "--filename=-"},
        list_of(objects));
}

void complete(Kubectl const &kubectl, kubernetes::Run const &run, Manifest const &made)
{
    std::vector<Manifest> objects;
    std::ranges::transform(run.config_maps, std::back_inserter(objects),
                           [&](Manifest const &object) { return kubernetes::owned_by(object, made); });
    if (!objects.empty()) {
        apply(kubectl, run.name, objects);
    }
    if (kubernetes::at(made, {"spec", "suspend"}) == true) {
        kubectl.text({"patch", "job", run.name, "--type=merge", R"(--patch={"spec":{"suspend":false}})"});
    }
}

bool create(Kubectl const &kubectl, kubernetes::Run const &run)
{
    auto job = run.job;
    job["spec"]["suspend"] = !run.config_maps.empty();
    Manifest made;
    try {
        made = kubectl.json({"create", "--field-manager=gander", "--filename=-"}, job.dump()).front();
    } catch (Error const &error) {
        if (!has_reason(error, "AlreadyExists")) {
            throw;
        }
        return false;
    }
    try {
        complete(kubectl, run, made);
    } catch (Error const &error) {
        remove_or_say(kubectl.without_stop(), made, error);
        throw;
    }
    return true;
}

void remove_job(Kubectl const &kubectl, Manifest const &job)
{
    Manifest const options{{"apiVersion", "v1"},
                           {"kind", "DeleteOptions"},
                           {"propagationPolicy", "Foreground"},
                           {"preconditions", {{"uid", text_at(job, {"metadata", "uid"})}}}};
    try {
        kubectl.text({"delete",
                      fmt::format("--raw=/apis/batch/v1/namespaces/{}/jobs/{}",
                                  text_at(job, {"metadata", "namespace"}), name_of(job)),
                      "--filename=-"},
                     options.dump());
    } catch (Error const &error) {
        if (!has_reason(error, "NotFound") && !has_reason(error, "Conflict")) {
            throw;
        }
    }
}

} // namespace gander::cluster
