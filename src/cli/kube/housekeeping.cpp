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

/// Deletes them, and returns their names.
std::vector<std::string> remove(cluster::Kubectl const &client, std::string_view kind,
                                std::vector<Manifest> const &objects)
{
    cluster::Words words{"delete", std::string(kind), "--ignore-not-found", "--cascade=background"};
    std::vector<std::string> names;
    std::ranges::transform(objects, std::back_inserter(names), name_of);
    if (!names.empty()) {
        words.insert(words.end(), names.begin(), names.end());
        client.text(words);
    }
    return names;
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

int clean(Line const &line)
{
    Interruption const interruption{line};
    auto const client = kubectl(line);
    auto const name = line.flags.text("name");
    auto over = cluster::jobs(client, name);
    auto const running =
        line.flags.on("all") ? over.end() : std::ranges::stable_partition(over, is_over).begin();
    std::vector<Manifest> const kept{running, over.end()};
    over.erase(running, over.end());
    auto const jobs = remove(client, "jobs", over);
    // A Job that goes on needs its files; those of the others go with them, if they are not gone already.
    auto const maps =
        kept.empty()
            ? remove(client, "configmaps",
                     client.json({"get", "configmaps", "--selector=" + kubernetes::run_selector(name)}))
            : std::vector<std::string>{};
    if (line.json()) {
        auto document = report::document("kube");
        document["jobs"] = jobs;
        document["config_maps"] = maps;
        document["kept"] = report::Json::array();
        for (auto const &job : kept) {
            document["kept"].push_back(name_of(job));
        }
        print(report::finish(document));
        return exit_done;
    }
    print(fmt::format("gander: removed {} Jobs and {} ConfigMaps", jobs.size(), maps.size()));
    for (auto const &job : kept) {
        print(fmt::format("gander: Job {} has not ended; --all removes it too", name_of(job)));
    }
    return exit_done;
}

} // namespace gander::cli::kube
