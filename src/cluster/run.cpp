#include "cluster/run.hpp"

#include "cluster/log.hpp"
#include "kubernetes/json_path.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cluster {

namespace {

using kubernetes::Phase;
using kubernetes::Run;
using kubernetes::text_at;

std::string list_of(std::vector<Manifest> const &objects)
{
    return Manifest{{"apiVersion", "v1"}, {"kind", "List"}, {"items", objects}}.dump();
}

/// By the server, which keeps no copy in an annotation, whose size is limited, and takes the same twice.
std::vector<Manifest> apply(Kubectl const &kubectl, std::string const &manager,
                            std::vector<Manifest> const &objects)
{
    return kubectl.json(
        {"apply", "--server-side", "--force-conflicts", "--field-manager=" + manager, "--filename=-"},
        list_of(objects));
}

/// The Job as it is meant to be, and its ConfigMaps, which go when the last Job goes that was made with them,
/// each being an owner.
void put(Kubectl const &kubectl, Run const &run, Manifest const &made)
{
    std::vector<Manifest> objects;
    std::ranges::transform(run.config_maps, std::back_inserter(objects),
                           [&](Manifest const &object) { return kubernetes::owned_by(object, made); });
    objects.push_back(run.job);
    apply(kubectl, run.name, objects);
}

/// Suspended at first: no pod waits for files that are not there yet, and none of them is without an owner at
/// any time, as what an older Job leaves behind may be about to be removed.
void create(Kubectl const &kubectl, Run const &run)
{
    auto suspended = run.job;
    suspended["spec"]["suspend"] = true;
    auto const made = apply(kubectl, run.name, {run.config_maps.empty() ? run.job : suspended}).front();
    if (run.config_maps.empty()) {
        return;
    }
    try {
        put(kubectl, run, made);
    } catch (Error const &) {
        kubectl.text({"delete", "job", run.name, "--ignore-not-found", "--wait=false"});
        throw;
    }
}

/// Passes on what an older Job has said.
class OldLines final : public Narrator
{
public:
    explicit OldLines(Narrator &narrator) : m_narrator(narrator) {}
    void note(std::string_view text) override { m_narrator.note(text); }
    void line(std::string_view text) override { m_narrator.old_line(text); }
    void old_line(std::string_view text) override { m_narrator.old_line(text); }

private:
    Narrator &m_narrator;
};

void show_and_delete(Kubectl const &kubectl, std::string const &job, kubernetes::Progress const &progress,
                     Narrator &narrator)
{
    narrator.note(
        fmt::format("Job {} has failed before ({}); it is made anew. What it said:", job, progress.reason));
    OldLines lines{narrator};
    follow(kubectl, job, std::chrono::nanoseconds{0}, lines);
    kubectl.text({"delete", "job", job, "--cascade=foreground", "--ignore-not-found"});
}

} // namespace

Ended run(Kubectl const &kubectl, Run const &run, std::chrono::nanoseconds patience, Narrator &narrator)
{
    auto const there = look(kubectl, run.name);
    if (there && there->phase == Phase::complete) {
        return {*there, true};
    }
    if (there && there->phase == Phase::failed) {
        show_and_delete(kubectl, run.name, *there, narrator);
    }
    if (there && there->phase == Phase::active) {
        narrator.note(fmt::format("Job {} runs already", run.name));
        if (there->tries.empty()) { // whoever made it may not have come further
            put(kubectl, run, there->job);
        }
    } else {
        create(kubectl, run);
        narrator.note(fmt::format("Job {}", run.name));
    }
    return {follow(kubectl, run.name, patience, narrator), false};
}

std::vector<Manifest> jobs(Kubectl const &kubectl, std::string const &name)
{
    auto jobs = kubectl.json({"get", "jobs", "--selector=" + kubernetes::run_selector(name)});
    std::ranges::sort(jobs, {}, [](Manifest const &job) {
        return text_at(job, {"metadata", "creationTimestamp"}) + text_at(job, {"metadata", "name"});
    });
    return jobs;
}

} // namespace gander::cluster
