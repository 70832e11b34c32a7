#include "cli/exit_codes.hpp"
#include "cli/kube/cluster.hpp"
#include "cli/kube/outcome.hpp"
#include "cli/output.hpp"
#include "cli/summary.hpp"
#include "cluster/run.hpp"
#include "kubernetes/json_path.hpp"
#include "report/document.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli::kube {

namespace {

using kubernetes::Manifest;
using kubernetes::name_of;
using kubernetes::Phase;

bool is_over(Manifest const &job) { return kubernetes::progress(job, {}, {}).phase != Phase::active; }

std::vector<std::string> names_of(std::vector<Manifest> const &objects)
{
    std::vector<std::string> names;
    std::ranges::transform(objects, std::back_inserter(names), name_of);
    return names;
}

void tell_cleaned(std::vector<std::string> const &removed, std::vector<std::string> const &kept, bool json)
{
    if (json) {
        auto document = report::document("kube");
        document["jobs"] = removed;
        document["kept"] = kept;
        print(report::finish(document));
        return;
    }
    print(fmt::format("gander: removed {}", counted(removed.size(), "Job")));
    for (auto const &job : kept) {
        print(fmt::format("gander: Job {} has not ended; --all removes it too", job));
    }
}

} // namespace

int show_logs(Line const &line)
{
    using namespace std::chrono_literals;
    Interruption const interruption{line};
    auto const client = kubectl(line);
    auto const all = cluster::jobs(client, line.flags.text("name"));
    if (all.empty()) {
        throw Error(Errc::io, "there is no Job of gander's in this namespace",
                    "kube run and kube up make one; -n and --name choose");
    }
    auto const name = name_of(all.back());
    Narrator narrator{line.json()};
    narrator.note(fmt::format("Job {}", name));
    auto const began = std::chrono::steady_clock::now();
    auto progress = cluster::follow(client, name, duration(line.flags, "start-timeout", 10s), narrator);
    return tell(
        {.job = name, .progress = std::move(progress), .duration = std::chrono::steady_clock::now() - began},
        line.json());
}

/// What else there is of a Job belongs to it, and the cluster removes it.
int clean(Line const &line)
{
    Interruption const interruption{line};
    auto const client = kubectl(line);
    auto over = cluster::jobs(client, line.flags.text("name"));
    auto const middle =
        line.flags.on("all") ? over.end() : std::stable_partition(over.begin(), over.end(), is_over);
    auto const kept = names_of({middle, over.end()});
    over.erase(middle, over.end());
    auto const names = names_of(over);
    if (!names.empty()) {
        cluster::Words words{"delete", "jobs", "--ignore-not-found", "--cascade=background"};
        words.insert(words.end(), names.begin(), names.end());
        client.text(words);
    }
    tell_cleaned(names, kept, line.json());
    return exit_done;
}

} // namespace gander::cli::kube
