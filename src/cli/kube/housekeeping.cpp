#include "cli/exit_codes.hpp"
#include "cli/kube/cluster.hpp"
#include "cli/output.hpp"
#include "cluster/run.hpp"
#include "kubernetes/json_path.hpp"
#include "report/document.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace gander::cli::kube {

namespace {

using kubernetes::Manifest;
using kubernetes::Phase;
using kubernetes::text_at;

std::string name_of(Manifest const &object) { return text_at(object, {"metadata", "name"}); }

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
    print(fmt::format("gander: removed {} {}", removed.size(), removed.size() == 1 ? "Job" : "Jobs"));
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
        throw Error(Errc::io, fmt::format("no Job of gander's is in namespace {}", client.space()),
                    "kube run and kube up make one; -n and --name choose among them");
    }
    Narrator narrator{false};
    narrator.note(fmt::format("Job {}", name_of(all.back())));
    auto const progress =
        cluster::follow(client, name_of(all.back()), duration(line.flags, "start-timeout", 10s), narrator);
    if (progress.obstacle) {
        throw Error(Errc::io, progress.obstacle->what, progress.obstacle->hint);
    }
    return exit_done;
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
