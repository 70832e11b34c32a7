#include "base/random.hpp"
#include "cli/environment.hpp"
#include "cli/kube/cluster.hpp"
#include "cli/kube/command.hpp"
#include "cli/kube/outcome.hpp"
#include "cluster/run.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gander::cli::kube {

namespace {

using namespace std::chrono_literals;

bool takes_back(std::string_view word)
{
    constexpr auto words = std::to_array<std::string_view>({"down", "down-to", "redo", "reset"});
    return std::ranges::find(words, word) != words.end();
}

/// Of `kube up` the arguments alone are given.
std::vector<std::string> full_command(Line const &line)
{
    auto command = line.command;
    if (line.words[0] == "up") {
        command.insert(command.begin(), "up");
    }
    return command;
}

/// A stop is one of ours alone.
cluster::Ended run_or_explain(cluster::Kubectl const &client, kubernetes::Run const &run,
                              std::chrono::nanoseconds patience, Narrator &narrator)
{
    try {
        return cluster::run(client, run, patience, narrator);
    } catch (Error const &error) {
        if (error.code() != Errc::cancelled) {
            throw;
        }
        throw Error(error.code(), fmt::format("stopped, but Job {} goes on if it was made", run.name),
                    "gander kube logs takes it up again, gander kube clean --all removes it");
    }
}

} // namespace

int run_job(Line const &line)
{
    auto const command = full_command(line);
    auto const word = command_in_pod(line.who, command);
    auto const wanted = request(line.flags, command);
    // The same up is needed once, where the files are known. Any other command, a status for example, means
    // what is now.
    bool const once = word == "up" && !wanted.files.empty();
    auto const run = kubernetes::render_run(wanted, once ? "" : random_letters(5));
    Interruption const interruption{line};
    auto const client = kubectl(line);
    Narrator narrator{line.json()};
    if (!variable("GANDER_AFTER").empty()) {
        narrator.note(
            "GANDER_AFTER counts here and not in the pod; files in the folder that end in .after come along");
    }
    auto const began = std::chrono::steady_clock::now();
    if (takes_back(word)) { // in any case before it begins: whatever is up then is needed again
        cluster::forget_complete(client, wanted.name);
    }
    auto const ended = run_or_explain(client, run, duration(line.flags, "start-timeout", 10s), narrator);
    return tell({.job = run.name,
                 .progress = ended.progress,
                 .before = ended.before,
                 .duration = std::chrono::steady_clock::now() - began},
                line.json());
}

} // namespace gander::cli::kube
