#include "cluster/run.hpp"

#include "cluster/look.hpp"
#include "cluster/make.hpp"
#include "kubernetes/json_path.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cluster {

namespace {

using kubernetes::at;
using kubernetes::name_of;
using kubernetes::Phase;
using kubernetes::Progress;
using kubernetes::Run;
using namespace std::chrono_literals;

/// Passes on what an older Job has said.
class OldLines final : public Narrator
{
public:
    explicit OldLines(Narrator &narrator) : m_narrator(narrator) {}
    void note(std::string_view text) override { m_narrator.note(text); }
    void line(std::string_view text) override { m_narrator.old_line(text); }

private:
    Narrator &m_narrator;
};

void show_and_delete(Kubectl const &kubectl, Progress const &progress, Narrator &narrator)
{
    auto const job = name_of(progress.job);
    narrator.note(
        fmt::format("Job {} has failed before ({}); it is made anew. What it said:", job, progress.reason));
    OldLines lines{narrator};
    show_logs(kubectl, progress.tries, lines);
    remove_job(kubectl, progress.job);
}

/// Takes up the one that is there. False where it has to go first.
bool take_up(Kubectl const &kubectl, Run const &run, Progress const &there, Narrator &narrator)
{
    if (!at(there.job, {"metadata", "deletionTimestamp"}).is_null()) {
        kubectl.pause(500ms); // while it is deleted it has its name still
        return false;
    }
    if (there.phase == Phase::failed) {
        show_and_delete(kubectl, there, narrator);
        return false;
    }
    narrator.note(fmt::format("Job {} runs already", run.name));
    if (at(there.job, {"spec", "suspend"}) == true) {
        // Whoever made it has not come further yet, or never will.
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
    std::ranges::sort(jobs, {}, kubernetes::age_of);
    return jobs;
}

} // namespace gander::cluster
