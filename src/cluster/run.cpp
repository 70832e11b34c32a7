#include "cluster/run.hpp"

#include "base/nap.hpp"
#include "cluster/log.hpp"
#include "kubernetes/json_path.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cluster {

namespace {

using kubernetes::at;
using kubernetes::Phase;
using kubernetes::Progress;
using kubernetes::Run;
using kubernetes::text_at;
using namespace std::chrono_literals;

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

/// The ConfigMaps, which go when the last Job goes that was made with them, each being an owner; then the Job
/// may run.
void complete(Kubectl const &kubectl, Run const &run, Manifest const &made)
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

/// Suspended at first: no pod waits for files that are not there yet, and none of them is without an owner at
/// any time, as what an older Job leaves behind may be about to be removed. False where somebody else has
/// made it meanwhile.
bool create(Kubectl const &kubectl, Run const &run)
{
    auto job = run.job;
    job["spec"]["suspend"] = !run.config_maps.empty();
    Manifest made;
    try {
        made = kubectl.json({"create", "--field-manager=gander", "--filename=-"}, job.dump()).front();
    } catch (Error const &error) {
        if (std::string_view{error.what()}.find("(AlreadyExists)") == std::string_view::npos) {
            throw;
        }
        return false;
    }
    try {
        complete(kubectl, run, made);
    } catch (Error const &) {
        remove_job(kubectl.without_stop(), made);
        throw;
    }
    return true;
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

void show_and_delete(Kubectl const &kubectl, Progress const &progress, Narrator &narrator)
{
    auto const job = text_at(progress.job, {"metadata", "name"});
    narrator.note(
        fmt::format("Job {} has failed before ({}); it is made anew. What it said:", job, progress.reason));
    OldLines lines{narrator};
    follow(kubectl, job, std::chrono::nanoseconds{0}, lines);
    remove_job(kubectl, progress.job);
}

/// While it is deleted it has its name still.
void await_end(Kubectl const &kubectl, Progress const &progress)
{
    if (!nap(500ms, kubectl.stop())) {
        throw Error(Errc::cancelled, fmt::format("stopped while waiting for the end of Job {}",
                                                 text_at(progress.job, {"metadata", "name"})));
    }
}

/// Takes up the one that is there. False where it has to go first.
bool take_up(Kubectl const &kubectl, Run const &run, Progress const &there, Narrator &narrator)
{
    if (!at(there.job, {"metadata", "deletionTimestamp"}).is_null()) {
        await_end(kubectl, there);
        return false;
    }
    if (there.phase == Phase::failed) {
        show_and_delete(kubectl, there, narrator);
        return false;
    }
    narrator.note(fmt::format("Job {} runs already", run.name));
    if (at(there.job, {"spec", "suspend"}) ==
        true) { // whoever made it has not come further yet, or never will
        complete(kubectl, run, there.job);
    }
    return true;
}

} // namespace

Ended run(Kubectl const &kubectl, Run const &run, std::chrono::nanoseconds patience, Narrator &narrator)
{
    for (bool taken = false; !taken;) {
        auto const there = look(kubectl, run.name);
        if (there && there->phase == Phase::complete &&
            at(there->job, {"metadata", "deletionTimestamp"}).is_null()) {
            return {*there, true};
        }
        if (there) {
            taken = take_up(kubectl, run, *there, narrator);
        } else if (create(kubectl, run)) {
            narrator.note(fmt::format("Job {}", run.name));
            taken = true;
        }
    }
    return {follow(kubectl, run.name, patience, narrator), false};
}

/// Another one that has its name meanwhile is not meant: its uid is another.
void remove_job(Kubectl const &kubectl, Manifest const &job)
{
    Manifest const options{{"apiVersion", "v1"},
                           {"kind", "DeleteOptions"},
                           {"propagationPolicy", "Foreground"},
                           {"preconditions", {{"uid", text_at(job, {"metadata", "uid"})}}}};
    try {
        kubectl.text(
            {"delete",
             fmt::format("--raw=/apis/batch/v1/namespaces/{}/jobs/{}",
                         text_at(job, {"metadata", "namespace"}), text_at(job, {"metadata", "name"})),
             "--filename=-"},
            options.dump());
    } catch (Error const &error) {
        std::string_view const what = error.what();
        if (what.find("(NotFound)") == std::string_view::npos &&
            what.find("(Conflict)") == std::string_view::npos) {
            throw;
        }
    }
}

void forget_complete(Kubectl const &kubectl, std::string const &name)
{
    for (auto const &job : jobs(kubectl, name)) {
        if (kubernetes::progress(job, {}, {}).phase == Phase::complete) {
            remove_job(kubectl, job);
        }
    }
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
